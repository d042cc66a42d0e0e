"""Imported questions as the YAML of a quiz file, with comments, for an author to go on with."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from scorm_export.importing.names import make_id
from scorm_export.importing.values import ImportedQuestion, ImportedQuiz
from scorm_export.questions import KINDS

if TYPE_CHECKING:
    from ruamel.yaml import YAML

TO_WRITE: Mapping[str, str] = {
    "text": "write the text",
    "match": "write what belongs to it",
    "explanation": "write why the right answer is right",
    "right": "write what to say after a right answer",
    "wrong": "write what to say after a wrong answer",
    "answer": "write the right number",
    "options": "write the options",
    "accepted": "write the answers that are right",
    "pairs": "write the pairs",
    "items": "write the items in the right order",
    "gaps": "write the gaps",
}
"""What is left for the author to write, as a comment beside the key that is empty."""

NUMBERS = ("answer", "tolerance")
"""The keys whose values are numbers, written as such."""


class QuizText(NamedTuple):
    """A quiz file, and what is left to write in it: each as the id of a question and a key."""

    text: str
    to_write: tuple[tuple[str, str], ...]


def write_quiz(quiz: ImportedQuiz, id_: str, source: str) -> QuizText:
    """Return the quiz file with this id. `source` is what it was made of, for the comment at its head."""
    # Here, because only an import needs the library, and only `scorm-export[import]` installs it.
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    questions, to_write, taken = CommentedSeq(), [], set[str]()
    for number, question in enumerate(quiz.questions):
        question_id = make_id(question.id or question.name or question.text, "question", taken)
        taken.add(question_id)
        questions.append(_commented(_as_data(question, question_id)))
        to_write += [(question_id, key) for key in _empty_keys(questions[-1])]
        comment = " ".join(f"{question.origin}: {question.name}".split()) if question.name else question.origin
        questions.yaml_set_comment_before_after_key(number, before=_printable(comment), indent=2)
    data = CommentedMap({"id": id_, "questions": questions})
    data.yaml_set_start_comment(_printable(f"Imported from {source}."))
    return QuizText(dump(data), tuple(to_write))


def _as_data(question: ImportedQuestion, id_: str) -> dict[str, Any]:
    options = question.fields.get("options", ())
    told = (bool(options) and all("feedback" in option for option in options)) or not KINDS[question.kind].scored
    feedback = {"feedback": {"right": question.right, "wrong": question.wrong}}
    needed = feedback if question.right or question.wrong or not told else {}
    return {
        "id": id_,
        "kind": question.kind,
        "text": question.text,
        **question.fields,
        **needed,
        "explanation": question.explanation,
    }


def _commented(data: Any) -> Any:
    """Return data with a comment at each key that the author has to fill."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(data, Mapping):
        made = CommentedMap()
        for key, value in data.items():
            is_empty = value in ("", [], ()) and key in TO_WRITE
            made[key] = None if is_empty else _number(value) if key in NUMBERS else _commented(value)
            if is_empty:
                made.yaml_add_eol_comment(TO_WRITE[key], key, column=0)
        return made
    if isinstance(data, Sequence) and not isinstance(data, str):
        entries = CommentedSeq(_commented(entry) for entry in data)
        if all(isinstance(entry, str) for entry in data):
            entries.fa.set_flow_style()
        return entries
    return data


def _number(written: str) -> Any:
    """Return a number that is written as it stands, without quotes."""
    return round_trip().load(written)


def _empty_keys(data: Any, of: str = "") -> Iterator[str]:
    """Yield what has no value: the keys of the data and of all that is in it."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            called = f"{of} {key}" if of == "feedback" else key
            yield from [called] if value is None else _empty_keys(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _empty_keys(value)


def _printable(comment: str) -> str:
    return "".join(c for c in " ".join(comment.split()) if c.isprintable())


def round_trip() -> YAML:
    """Return what reads and writes YAML with its comments, order and layout, so that a file stays the same."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    # A text stands on one line, however long, as its author would type it.
    yaml.width = 1_000_000
    return yaml


def dump(data: Any) -> str:
    """Return data as YAML."""
    stream = io.StringIO()
    round_trip().dump(data, stream)
    return stream.getvalue()
