"""The types of field in author files, their limits, and what an author is told about a wrong value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, dataclass_transform

from scorm_export.formats.document import Document
from scorm_export.formats.nodes import ScalarNode, Source
from scorm_export.formats.patterns import ID_PATTERN, LANGUAGE_PATTERN
from scorm_export.formats.references import Locate, as_written
from scorm_export.problem import Code, Problem

# Importing pydantic takes as long as reading a course that was parsed before, so it is imported only to validate.
if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, ValidationInfo, ValidatorFunctionWrapHandler
    from pydantic_core import CoreSchema, PydanticCustomError

MAX_TITLE = 200
"""Longest title, in characters: what an item's title may have (SCORM 1.2 CAM, IMS content packaging)."""

MAX_ID = 40
"""Longest id, in characters. Two ids and a dot stay well within a CMIIdentifier (255, SCORM 1.2 RTE)."""

OPTION_ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
"""The ids that have one character."""

OPTION_IDS = len(OPTION_ID_CHARACTERS)
"""How many things can be told apart by an id of one character."""

_NOT_READABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def find_illegal_character(text: str) -> re.Match[str] | None:
    """Return the first character that cannot be in a text for reading.

    XML 1.0 (section 2.2) allows no control characters and no lone surrogates. The rarer line ends (U+0085, U+2028,
    U+2029) go too: programs differ on whether a line ends there, so no position behind one would be right.
    """
    return _NOT_READABLE.search(text)


def readable(text: str) -> str:
    """Return the text with a blank for each character that cannot be in it."""
    return _NOT_READABLE.sub(" ", text)


def field_error(code: Code, message: str, help_: str) -> PydanticCustomError:
    """Return an error that `validate` reports with this code, message and help.

    A message that begins with `{called}` has there what an author calls the field, such as `entry 2 of "facts"`.
    """
    from pydantic_core import PydanticCustomError

    return PydanticCustomError("author", "not valid", {"code": code, "message": message, "help": help_})


def _legal(text: str) -> str:
    if found := find_illegal_character(text):
        message = f"{{called}}: {found.group()!a} is not a readable character"
        raise field_error("invalid-character", message, "take it out")
    return text


def _title(text: str) -> str:
    line = " ".join(_legal(text).split())
    if len(line) > MAX_TITLE:
        message = f"the title has {len(line)} characters; it may have {MAX_TITLE}"
        raise field_error("title-too-long", message, "make it shorter")
    return line


class _Checked:
    """Makes pydantic read a text, strip it, and check it with a function.

    The schema is made once and shared by all fields of the type, which pydantic would build again for each.
    """

    def __init__(self, check: Callable[[str], str], **limits: int) -> None:
        self.check = check
        self.limits = limits

    @cached_property
    def schema(self) -> CoreSchema:
        """The schema of the text."""
        from pydantic_core.core_schema import no_info_after_validator_function, str_schema

        return no_info_after_validator_function(self.check, str_schema(strip_whitespace=True, **self.limits))  # type: ignore[arg-type]

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return self.schema


def _matching(
    pattern: str, message: str, help_: str, code: Code = "invalid-value", when_empty: str = ""
) -> Callable[[str], str]:
    """Return a check of texts that match the pattern as a whole.

    `{text}` in the message stands for what was written; `when_empty` says what to do about an empty text.
    """
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if compiled.fullmatch(text):
            return text
        if not text and when_empty:
            raise field_error("empty-text", "{called} is empty", when_empty)
        raise field_error(code, message.replace("{text}", text), help_)

    return check


def _with_letter(text: str) -> str:
    if not re.search(r"\w", _legal(text)):
        raise field_error("invalid-value", f'"{text}" has no letter or digit', "write a word")
    return text


class Limits:
    """Makes pydantic limit a number (`ge`, `le`) or the length of a list (`min_length`, `max_length`)."""

    def __init__(self, **limits: int) -> None:
        """Take the limits by the names that pydantic's schemas have for them."""
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the type with the limits."""
        return {**handler(source), **self.limits}


NOT_EMPTY = Limits(min_length=1)

PERCENTAGE = Limits(ge=1, le=100)


class _TruthField:
    """Makes pydantic read the words `true` and `false`, and no other value."""

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core.core_schema import bool_schema, no_info_before_validator_function

        return no_info_before_validator_function(_truth, bool_schema(strict=True))


def _truth(value: object) -> object:
    """Accept only these two words. Readers would have to guess what "no" or "1" mean."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


_ID = '"{text}" cannot be an id'
_NUMBER_HELP = "write digits, with a point before the decimals, such as 48.2"
_ID_HELP = "an id begins with a small letter and has only a-z, 0-9 and hyphens"
_OPTION_ID_HELP = "this id is one small letter or one digit, such as a"
_LANGUAGE_HELP = 'write the tag of a language, such as "en" or "nl-BE"'
_PHONE_HELP = "write digits, blanks and hyphens only, such as 0800 1234"
_EDITION_HELP = "write a date or a number without blanks, of at most 20 characters, such as 2026-11"
_SITE_HELP = "write its name without https:// and www., such as vimeo.com"
_COLOUR_HELP = 'write # and six digits of 0-9 and a-f between double quotes, such as "#17655d"'
_DOI_HELP = 'a DOI begins with "10." and has no blanks, such as 10.1000/xyz123'

_text = _Checked(_legal, min_length=1)

Text = Annotated[str, _text]
"""A text that is not empty."""

Title = Annotated[str, _Checked(_title, min_length=1)]
Answer = Annotated[str, _Checked(_with_letter, min_length=1)]
"""A text to be typed: it has at least one letter or digit."""

Truth = Annotated[bool, _TruthField()]

Id = Annotated[str, _Checked(_matching(ID_PATTERN, _ID, _ID_HELP, "invalid-id", "write an id"), max_length=MAX_ID)]
OptionId = Annotated[str, _Checked(_matching("[a-z0-9]", _ID, _OPTION_ID_HELP, "invalid-id", "write an id"))]

Decimal = Annotated[str, _Checked(_matching(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", '"{text}" is not a number', _NUMBER_HELP))]
"""A number as it is written: with a point, as CMIDecimal is (SCORM 1.2 RTE, section 3.4.1.1)."""

Distance = Annotated[
    str, _Checked(_matching(r"[0-9]{1,12}(\.[0-9]{1,6})?", '"{text}" is not a distance between numbers', _NUMBER_HELP))
]
"""How far two numbers are apart: a decimal that is not negative."""

Language = Annotated[
    str, _Checked(_matching(LANGUAGE_PATTERN, '"{text}" is not the tag of a language', _LANGUAGE_HELP))
]
"""A language as a BCP 47 tag, such as `en` or `nl-BE`."""

Colour = Annotated[
    str, _Checked(_matching("#[0-9a-fA-F]{6}", '"{text}" is not a colour', _COLOUR_HELP, when_empty=_COLOUR_HELP))
]
"""A colour as a style sheet has it, with six digits."""

Phone = Annotated[str, _Checked(_matching("[+0-9][0-9 -]*[0-9]", '"{text}" is not a phone number', _PHONE_HELP))]

WebAddress = Annotated[
    str, _Checked(_matching(r"https://\S+", '"{text}" is not an address of the web', "begin it with https://"))
]

Site = Annotated[
    str, _Checked(_matching(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+", '"{text}" is not the name of a site', _SITE_HELP))
]
"""A site by its name in the domain name system, without `www.`."""

EditionName = Annotated[
    str, _Checked(_matching(r"[A-Za-z0-9._-]{1,20}", '"{text}" cannot be the name of an edition', _EDITION_HELP))
]
"""What an author calls an edition of the course. A manifest's version has at most 20 characters (SCORM 1.2 CAM)."""

Doi = Annotated[str, _Checked(_matching(r"10\.[0-9]{4,9}/\S+", '"{text}" is not a DOI', _DOI_HELP))]
"""A digital object identifier, without an address before it (ISO 26324)."""


@dataclass
class Reading:
    """What validation collects while it reads the Markdown of one file."""

    source: Source
    locate: Locate = as_written
    documents: list[Document] = field(default_factory=list)
    images: int = 0
    """How many images these documents have."""
    problems: list[Problem] = field(default_factory=list)


class _MarkdownField:
    """Makes pydantic read a text as Markdown of one paragraph. The context of the validation is a `Reading`."""

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core.core_schema import with_info_wrap_validator_function

        return with_info_wrap_validator_function(_read_markdown, _text.schema)


def _read_markdown(value: Any, validate_text: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Document:
    # Here, because a course that has not changed is not validated, and must not wait for the Markdown parser.
    from scorm_export.formats.markdown import parse_inline

    text = validate_text(value)
    reading = info.context
    if not isinstance(value, ScalarNode) or not isinstance(reading, Reading):
        raise TypeError("Markdown is read with the position of its text, and with a Reading as context")
    source = reading.source
    document, problems = parse_inline(
        text, value.position, source.lines, source.first_line, reading.images, reading.locate
    )
    reading.documents.append(document)
    reading.images += len(document.images)
    reading.problems += problems
    return document


Markdown = Annotated[Document, _MarkdownField()]
"""A text of one paragraph with Markdown in it, such as a question or an option."""


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
@dataclass(frozen=True, kw_only=True)
class AuthorModel:
    """What an author typed: no unknown keys, cannot change afterwards.

    Each class below this one becomes a dataclass, which pydantic validates (`authoring/validate.py`).
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True}

    def __init_subclass__(cls) -> None:
        """Make the class a frozen dataclass whose fields are given by name."""
        dataclass(frozen=True, kw_only=True)(cls)

    def documents(self) -> Iterator[Document]:
        """Yield every Markdown text of the model, and of the models in it."""
        yield from _documents(vars(self).values())


def _documents(values: Any) -> Iterator[Document]:
    for value in values:
        if isinstance(value, Document):
            yield value
        elif isinstance(value, AuthorModel):
            yield from value.documents()
        elif isinstance(value, tuple):
            yield from _documents(value)
