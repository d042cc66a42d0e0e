"""What was imported, whatever format it came from; and what could not be carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_FILE = 50_000_000
"""Bytes of a file to import."""

MAX_QUESTIONS = 2_000
"""Questions of one file, those that cannot be carried over included."""

MAX_TEXT = 5_000_000
"""Characters of all texts of a file, images apart: ten times a long novel."""

LONGEST_TEXT = 50_000
"""Characters of one text. The time that reading some takes grows faster than their length."""

MAX_ANSWERS = 200
"""Answers of a question, and cells of a row."""


class UnreadableInput(ValueError):  # noqa: N818 - it says what is the case
    """A file that cannot be imported. Its text tells the user why, in one line, and what to do."""


class Loss(NamedTuple):
    """Something of the file that is not in what was imported; `where` is empty when it holds for the whole file."""

    where: str
    what: str


class ImportedQuestion(NamedTuple):
    """A question. Its texts are Markdown of one paragraph, and empty where the file had none.

    `name` is what the file calls it and `origin` where it stands there. `kind` and `fields` are as in a quiz file:
    `fields` has what only this kind of question has. `right` and `wrong` are its feedback.
    """

    name: str
    origin: str
    kind: str
    text: str
    fields: Mapping[str, Any]
    right: str = ""
    wrong: str = ""
    explanation: str = ""
    id: str = ""
    """What the author calls it for good; empty to make an id of the name."""


class ImportedQuiz(NamedTuple):
    """The questions of a file, in its order."""

    questions: tuple[ImportedQuestion, ...]


class ImportedPage(NamedTuple):
    """A page: its title in plain words, and its text in Markdown."""

    title: str
    text: str


class Imported(NamedTuple):
    """What a file gave. `files` are its images, by their paths from the folder of the quiz or page."""

    content: ImportedQuiz | ImportedPage
    files: Mapping[str, bytes]
    losses: tuple[Loss, ...]


@dataclass
class Notes:
    """Collects what could not be carried over, while a file is read. `where` is the place that is being read."""

    where: str = ""
    losses: dict[Loss, None] = field(default_factory=dict)

    def tell(self, what: str) -> None:
        """Note a loss at the place that is being read, once."""
        self.losses[Loss(self.where, " ".join(what.split()))] = None
