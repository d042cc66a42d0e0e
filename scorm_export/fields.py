"""The kinds of field that author files are made of, and their limits."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

MAX_TITLE = 200
"""Longest title, in characters: what an item's title may have (SCORM 1.2 CAM, IMS content packaging)."""

MAX_ID = 40
"""Longest id, in characters. Two ids and a dot stay well within a CMIIdentifier (255, SCORM 1.2 RTE)."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def find_illegal_character(text: str) -> re.Match[str] | None:
    """Return the first character that XML 1.0 (section 2.2) does not allow, such as a control character."""
    return _NOT_IN_XML.search(text)


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


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=MAX_ID)]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]$")]
Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_legal)]
Title = Annotated[Text, AfterValidator(_title)]


class AuthorModel(BaseModel):
    """What an author typed: no unknown keys, cannot change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
