"""A project without errors as a course: every id replaced by what it names, every term of the glossary placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scorm_export.authoring.files import CourseFile
from scorm_export.authoring.project import Loaded, ModuleSource, PageSource, Project, QuizSource, theme_images
from scorm_export.authoring.quiz import QuizFile
from scorm_export.course.model import Course, Fact, ImageFile, Module, Page, Question, QuizRules, Theme
from scorm_export.course.referred import referred_files
from scorm_export.course.terms import Glossary
from scorm_export.course.typography import typeset
from scorm_export.formats.foreign_svg import clean
from scorm_export.formats.references import is_drawing
from scorm_export.formats.svg import find_svg_faults
from scorm_export.questions import Question as Entry


def resolve(project: Project) -> Course:
    """Turn a project without errors into a course. Calling it with errors is a mistake of the program."""
    project = typeset(project)
    course, sources, facts = project.course, project.sources, project.facts
    locale = project.locale
    if course is None or locale is None or not project.complete:
        raise ValueError("a project with errors cannot be resolved")
    entries = {source.id: source for source in sources.model.sources} if sources else {}
    listed = facts.model.facts if facts else ()
    known = {fact.id: Fact(fact.id, tuple(entries[id_] for id_ in fact.sources)) for fact in listed}
    modules = {module.head.model.id: module for module in project.modules if module.head}
    quizzes = {source.quiz.model.id: source for source in project.quizzes if source.quiz}
    head = course.model
    glossary = project.glossary.model.terms if project.glossary else ()
    terms = Glossary(glossary)
    resolved = tuple(_module(modules[id_], quizzes.get(id_), known, terms, head.pass_mark) for id_ in head.modules)
    theme = _theme(course)
    shown, linked, captions = referred_files(resolved, theme)
    themed = {path for path in shown if is_drawing(path) and not find_svg_faults(project.media[path])}
    packed = {path: _packed(project, path) for path in sorted(shown - themed)}
    assets = {path: _as_linked(project, path) for path in linked} | dict(data for _, data in packed.values())
    return Course(
        id=head.id,
        title=head.title,
        language=head.language,
        locale=locale,
        summary=head.summary,
        publisher=head.publisher,
        license=head.license,
        keywords=head.keywords,
        edition=head.edition,
        quick_exit=head.quick_exit,
        foreign_words=head.foreign_words,
        modules=resolved,
        sources=tuple(entries.values()),
        glossary=glossary,
        help_lines=head.help_lines,
        theme=theme,
        control_documents=head.control_documents,
        assets=dict(sorted(assets.items())),
        images={path: image for path, (image, _) in packed.items()},
        drawings={path: project.media[path] for path in sorted(themed)},
        captions={path: project.media[path] for path in sorted(captions)},
    )


PACKED_IMAGES = "images/"
"""The folder of a package with the images that were made from an author's. None of an author's own files is in it."""


def _as_linked(project: Project, path: str) -> bytes:
    """Return a file that is linked to as it is packed: itself, but for a drawing, which a browser would run."""
    cleaned = clean(project.media[path]) if is_drawing(path) else None
    return cleaned.data if cleaned else project.media[path]


def _packed(project: Project, path: str) -> tuple[ImageFile, tuple[str, bytes]]:
    """Return an image as a file of the package, with its path and content."""
    data = project.media[path]
    if is_drawing(path):
        cleaned = clean(data)
        # What is no drawing has been reported.
        assert cleaned
        return ImageFile(path, *(cleaned.size or ())), (path, cleaned.data)
    image = project.images[path]
    if image.data is None:
        return ImageFile(path, image.width, image.height), (path, data)
    name = f"{PACKED_IMAGES}{path}.webp"
    return ImageFile(name, image.width, image.height), (name, image.data)


def _theme(course: Loaded[CourseFile]) -> Theme | None:
    theme, images = course.model.theme, theme_images(course)
    return Theme(theme.accent, theme.accent_dark, images.get("logo"), images.get("cover")) if theme else None


def _module(
    source: ModuleSource,
    source_of_quiz: QuizSource | None,
    facts: Mapping[str, Fact],
    glossary: Glossary,
    pass_mark: int,
) -> Module:
    assert source.head
    in_order = sorted(source.pages, key=lambda page: page.number or 0)
    pages = tuple(_with_terms((_page(page, facts) for page in in_order), glossary))
    head = source.head.model
    quiz, file = QuizFile(id=head.id), ""
    if source_of_quiz and source_of_quiz.quiz:
        quiz, file = source_of_quiz.quiz.model, source_of_quiz.file
    return Module(
        id=head.id,
        title=head.title,
        summary=head.summary,
        content_note=head.content_note,
        objectives=tuple(objective.text for objective in head.objectives),
        pages=pages,
        rules=_rules(quiz, pass_mark),
        questions=tuple(_question(entry, file, pages) for entry in quiz.questions),
        practice=tuple(_question(entry, file, pages) for entry in quiz.practice),
    )


def _page(source: PageSource, facts: Mapping[str, Fact]) -> Page:
    assert source.front
    front = source.front.model
    # Without a list of facts, a fact is only a name that pages and questions share.
    taught = tuple(facts.get(id_) or Fact(id_, ()) for id_ in front.teaches)
    return Page(front.id, front.title, taught, source.file, source.document)


def _with_terms(pages: Iterator[Page], glossary: Glossary) -> Iterator[Page]:
    """Yield the pages of a module with the terms that each explains.

    Modules may be taken in any order, so each explains its own words; pages come in order.
    """
    met: set[str] = set()
    for page in pages:
        document, terms = glossary.place(page.document, met)
        met |= {term.id for term in terms}
        yield Page(page.id, page.title, page.facts, page.file, document, terms)


def _rules(quiz: QuizFile, pass_mark: int) -> QuizRules:
    return QuizRules(
        pass_mark=pass_mark if quiz.pass_mark is None else quiz.pass_mark,
        tries=quiz.tries,
        feedback_at_end=quiz.show_feedback == "at-end",
        shuffle=quiz.shuffle,
        draw=quiz.draw,
        new_draw=quiz.new_draw,
    )


def _question(entry: Entry, file: str, pages: tuple[Page, ...]) -> Question:
    named = set(entry.pages)
    taught = tuple(
        page for page in pages if (page.id in named if named else {fact.id for fact in page.facts} & set(entry.tests))
    )
    return Question(entry, file, taught)
