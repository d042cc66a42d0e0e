"""Pages: their order, their headings, and what stands in for an image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_export.authoring.project import Project
from scorm_export.formats.directives import DIRECTIVES
from scorm_export.problem import Position, Problem, Severity

TOP_LEVEL = 2
"""The highest heading in a page's text; level 1 is the page's own title."""


def some_pages(project: Project) -> Iterator[Problem]:
    """A module has something to read."""
    for module in project.modules:
        if module.head and not module.pages:
            message = f'the module "{module.head.model.id}" has no page'
            help_ = f"add a file {module.folder}/10-first-page.md"
            yield Problem(module.head.value("id"), "no-pages", message, help_)


_TITLED = [name for name, spec in DIRECTIVES.items() if spec.argument in ("title", "text")]

_MARKUP = re.compile(r"\*\*\S|__\S|`|\]\(|(?<!\w)\*\S[^*]*\*(?!\w)|</?\w+>")


def plain_titles(project: Project) -> Iterator[Problem]:
    """A title is plain text: it stands in lists, in the window's title and in the LMS, which show no markup."""
    titled: list[tuple[str, Position]] = []
    if project.course:
        titled.append((project.course.model.title, project.course.value("title")))
    titled += [(head.model.title, head.value("title")) for head in project.heads()]
    titled += [(page.front.model.title, page.front.value("title")) for page in project.pages() if page.front]
    titled += [
        (directive.argument, directive.position)
        for page in project.pages()
        for directive in page.document.directives(*_TITLED)
    ]
    for title, position in titled:
        if found := _MARKUP.search(title):
            message = f"a title is shown as it stands, with its {found[0][:3]}"
            yield Problem(position, "unread-markup", message, "take the signs out", Severity.WARNING)


def page_order(project: Project) -> Iterator[Problem]:
    """The numbers of the file names say in which order the pages come."""
    for module in project.modules:
        taken: dict[int, str] = {}
        for page in module.pages:
            number = page.number
            if number is None:
                message = "the file name does not begin with a number and a hyphen, which give the page its place"
                yield Problem(Position(page.file), "page-order", message, "name it 10-title.md, 20-title.md, ...")
            elif number in taken:
                message = f"two pages have the number {number}: this one and {taken[number]}"
                yield Problem(Position(page.file), "page-order", message, "give each page its own number")
            else:
                taken[number] = page.file


def heading_levels(project: Project) -> Iterator[Problem]:
    """Headings go down one level at a time, so that the outline holds."""
    for page in project.pages():
        previous = TOP_LEVEL - 1
        for heading in page.document.headings:
            if heading.level < TOP_LEVEL:
                message = "the title of a page stands in its front matter"
                yield Problem(heading.position, "heading-jump", message, 'begin headings in the text with "##"')
            elif heading.level > previous + 1:
                message = f"a heading of level {heading.level} follows one of level {previous}"
                help_ = f'begin it with "{"#" * (previous + 1)}"'
                yield Problem(heading.position, "heading-jump", message, help_)
            previous = max(heading.level, TOP_LEVEL - 1)


def one_reflection(project: Project) -> Iterator[Problem]:
    """A page has one reflection at the most: what a trainee writes there is kept by the page's id."""
    for page in project.pages():
        for reflection in page.document.directives("reflection")[1:]:
            message = "a page can have only one reflection"
            yield Problem(
                reflection.position, "several-reflections", message, "move it to another page, or join the two"
            )


def alternative_texts(project: Project) -> Iterator[Problem]:
    """Every image says in words what it shows."""
    for _, document in project.documents():
        for image in document.images:
            if not image.alt.strip():
                message = f"the image {image.source} has no alternative text"
                help_ = "say what it shows, between the brackets of ![...](...) or behind :alt:"
                yield Problem(image.position, "missing-alt", message, help_)
