"""The kinds of field that author files are made of, and their limits."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

MAX_TITLE = 200
"""Longest title, in characters: what an item's title may have (SCORM 1.2 CAM, IMS content packaging)."""

MAX_ID = 40
"""Longest id, in characters. Two ids and a dot stay well within a CMIIdentifier (255, SCORM 1.2 RTE)."""

_NOT_READABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def find_illegal_character(text: str) -> re.Match[str] | None:
    """Return the first character that is not for reading.

    XML 1.0 (section 2.2) allows no control characters and no lone surrogates. The rarer line ends (U+0085, U+2028,
    U+2029) go too: programs differ on whether a line ends there, so no position behind one would be right.
    """
    return _NOT_READABLE.search(text)


def _legal(text: str) -> str:
    if found := find_illegal_character(text):
        raise PydanticCustomError(
            "invalid_character", "{character} is not a readable character", {"character": ascii(found.group())}
        )
    return text


def _title(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > MAX_TITLE:
        raise PydanticCustomError(
            "title_too_long",
            "the title has {length} characters; it may have {most}",
            {"length": len(line), "most": MAX_TITLE},
        )
    return line


ID_PATTERN = r"^[a-z][a-z0-9-]*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=MAX_ID)]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]$")]
Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_legal)]


def _truth(value: object) -> object:
    """Only these two words: "no" or "1" would leave a reader to guess."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


Truth = Annotated[bool, Field(strict=True), BeforeValidator(_truth)]
Title = Annotated[Text, AfterValidator(_title)]
Decimal = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$")]
"""A number as it is written: with a point, as CMIDecimal is (SCORM 1.2 RTE, section 3.4.1.1)."""

Distance = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$")]
"""How far two numbers are apart: a decimal that is not negative."""

Words = Annotated[Text, Field(pattern=r"\w")]
"""A text with at least one letter or digit."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
"""A language as a BCP 47 tag, such as `en` or `nl-BE`."""


class AuthorModel(BaseModel):
    """What an author typed: no unknown keys, cannot change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
