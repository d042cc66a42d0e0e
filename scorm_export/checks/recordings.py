"""Recordings, films of other sites, and files to take along."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.authoring.project import Project
from scorm_export.checks.references import file_name, find_file
from scorm_export.formats.document import Directive
from scorm_export.formats.embeds import read_embed
from scorm_export.formats.recordings import CAPTIONS, NO_CAPTIONS, NamedFile, fault, named_files, suffix_of, suffixes
from scorm_export.formats.references import is_drawing
from scorm_export.formats.webvtt import webvtt_faults
from scorm_export.problem import Position, Problem, did_you_mean


def recordings(project: Project) -> Iterator[Problem]:
    """Every recording, file of captions and file to take along exists, and is what it is named as."""
    for file, document in project.documents():
        for named in named_files(document):
            found = find_file("file", "missing-file", file, named.source, named.position, project)
            if isinstance(found, Problem):
                yield found
            else:
                yield from file_name(found, named.position)
                yield from _content(named, found, project.media[found])


def _content(named: NamedFile, path: str, data: bytes) -> Iterator[Problem]:
    name, known = path.rpartition("/")[2], suffixes(named.role)
    if known and suffix_of(path) not in known:
        message = f"browsers do not take {name} as {'captions' if named.role == 'captions' else named.role}"
        yield Problem(named.position, "unsupported-recording", message, f"use one of {', '.join(known)}")
    elif wrong := fault(path, data):
        yield Problem(Position(path), "broken-file", f"{name} {wrong}", "save or download the file again")


def posters(project: Project) -> Iterator[Problem]:
    """The still image before a film is a file: no drawing for the theme, which becomes a part of the page."""
    for page in project.pages():
        for directive in page.document.directives("video"):
            if directive.image and is_drawing(directive.image.source):
                message = "a drawing cannot stand before a film"
                yield Problem(directive.position, "unsupported-image", message, "use a photo, as .jpg, .png or .webp")


def captions(project: Project) -> Iterator[Problem]:
    """Captions are WebVTT in which each has its times."""
    for path, text in project.texts.items():
        if path.lower().endswith(CAPTIONS):
            for line, message, help_ in webvtt_faults(text):
                yield Problem(Position(path, line), "broken-captions", message, help_)


def transcripts(project: Project) -> Iterator[Problem]:
    """What is only heard or only seen stands in words too, and so does what a trainee has to hear or see."""
    for page in project.pages():
        for directive in page.document.directives("audio", "video"):
            if directive.parts("transcript"):
                continue
            if directive.name == "audio":
                message = "this recording has no transcript, for those who cannot hear it"
            elif directive.options.get("captions") == NO_CAPTIONS:
                message = "this film has no sound and no transcript, for those who cannot see it"
            elif _is_required(directive):
                message = "this film has to be seen, and has no transcript for those who cannot"
            else:
                continue
            help_ = f"write a :::{{transcript}} in it; the {directive.name} around it has one more colon"
            yield Problem(directive.position, "missing-transcript", message, help_)


def _is_required(directive: Directive) -> bool:
    return directive.options.get("required") == "true"


def one_required(project: Project) -> Iterator[Problem]:
    """A page has one recording at the most that has to be heard or seen: that it was is kept by the page's id."""
    for page in project.pages():
        required = [each for each in page.document.directives("audio", "video") if _is_required(each)]
        for directive in required[1:]:
            message = "a page can have only one recording that has to be heard or seen"
            yield Problem(directive.position, "several-required", message, "move it to another page, or join the two")


def embeds(project: Project) -> Iterator[Problem]:
    """What is shown of another site can be shown, and the course allows the site."""
    if not project.course:
        return
    allowed = project.course.model.allow
    for page in project.pages():
        for directive in page.document.directives("embed"):
            embed = read_embed(directive.argument)
            if directive.argument and embed is None:
                message = f"{directive.argument} cannot be shown in a page"
                help_ = "write the address of a film as it stands in the browser, with https://"
                yield Problem(directive.position, "invalid-value", message, help_)
            elif embed and embed.site not in allowed:
                message = f"the course does not allow {embed.site}, which sees who watches"
                otherwise = f'write "allow: [{embed.site}]" in course/course.yaml, or link to the film'
                yield Problem(directive.position, "not-allowed", message, did_you_mean(embed.site, allowed, otherwise))
