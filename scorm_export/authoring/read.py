"""Reads the text of one author file. Pure: the same name and text always give the same, and nothing else counts."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import TypeVar

from scorm_export.authoring.files import PageFile
from scorm_export.authoring.project import Loaded, PageSource, QuizSource
from scorm_export.authoring.quiz import QuizFile
from scorm_export.authoring.validate import validate
from scorm_export.formats.fields import AuthorModel
from scorm_export.formats.images import (
    LONGEST_SIDE,
    MOST_PIXELS,
    DamagedImageError,
    PackedImage,
    TooManyPixelsError,
    pack_image,
)
from scorm_export.formats.markdown import parse_markdown
from scorm_export.formats.nodes import child
from scorm_export.formats.references import as_written, from_folder
from scorm_export.formats.yaml import parse_yaml
from scorm_export.problem import Position, Problem, Severity

M = TypeVar("M", bound=AuthorModel)

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)(?:^---[ \t]*$)", re.DOTALL | re.MULTILINE)


def read_data(name: str, text: str, model: type[M]) -> tuple[Loaded[M] | None, list[Problem]]:
    """Read a YAML file as a model, and return the problems found; None when it cannot be read as that."""
    loaded, problems = _validated(name, text, 1, model)
    return loaded, problems


def read_quiz(
    name: str, text: str, folders: Mapping[str, str], names: Container[str]
) -> tuple[QuizSource, list[Problem]]:
    """Read a file of `quizzes/`, and return the problems found.

    Its texts may name files from where the quiz stands, or from the folder of its module. `folders` has the folders of
    modules by their ids, and `names` are the paths of all files of the course.
    """
    source, problems = parse_yaml(name, text, 1)
    if source is None:
        return QuizSource(name, None), problems
    folder = folders.get(str(child(source.data, "id")))
    locate = from_folder(name, folder, names) if folder else as_written
    quiz, documents, of_model = validate(QuizFile, source, locate)
    problems += of_model
    return QuizSource(name, quiz, tuple(documents)), problems


def read_image(name: str, data: bytes) -> tuple[PackedImage | None, list[Problem]]:
    """Read an image of pixels as it is packed, and return the problems found; None when it cannot be read."""
    file = name.rpartition("/")[2]
    try:
        image = pack_image(data)
    except TooManyPixelsError:
        message = f"the image {file} has more than {MOST_PIXELS // 1_000_000} million pixels"
        help_ = f"save it smaller: a page shows at most {LONGEST_SIDE} on a side"
        return None, [Problem(Position(name), "unsupported-image", message, help_)]
    except DamagedImageError:
        help_ = "save or download the image again"
        return None, [Problem(Position(name), "broken-image", f"the image {file} is cut off or damaged", help_)]
    remarks = [Problem(Position(name), *remark, Severity.WARNING) for remark in image.remarks]
    return image, remarks


def read_page(name: str, text: str) -> tuple[PageSource, list[Problem]]:
    """Read a page of a lesson, and return the problems found."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return _page_without_front_matter(name, text)
    front, problems = _validated(name, match[1], 2, PageFile)
    body = text[match.end() :]
    first_line = text.count("\n", 0, match.end()) + 1
    document, of_body = parse_markdown(name, body, first_line)
    problems += of_body
    if not document.blocks and not of_body:
        help_ = "write one, or remove the page"
        problems.append(Problem(Position(name, first_line), "empty-text", "the page has no text", help_))
    return PageSource(name, front, document), problems


def _page_without_front_matter(name: str, text: str) -> tuple[PageSource, list[Problem]]:
    begun = text.startswith("---\n")
    message = "the lines with the id and title are not closed" if begun else "this page has no id and title"
    help_ = (
        'put a line "---" under them'
        if begun
        else 'begin with "---", then id, title, in a course with facts also teaches, then "---"'
    )
    document, of_body = parse_markdown(name, text, 1)
    # What looks like front matter is no text to be checked.
    problems = [Problem(Position(name), "missing-front-matter", message, help_), *([] if begun else of_body)]
    return PageSource(name, None, document), problems


def _validated(name: str, text: str, first_line: int, model: type[M]) -> tuple[Loaded[M] | None, list[Problem]]:
    source, problems = parse_yaml(name, text, first_line)
    if source is None:
        return None, problems
    loaded, _, of_model = validate(model, source)
    return loaded, [*problems, *of_model]
