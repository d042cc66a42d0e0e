"""The directives of a lesson, in one table: what an author may write in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class DirectiveSpec:
    """What an author may write in a directive."""

    argument: Literal["title", "text", "file", "id"]
    """What stands behind the name: a title, which may be left out, or a text, the path of a file, or an id."""
    required_options: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """What the option `kind` may say. It may be left out, and is the first one then."""
    inside: str = ""
    """The only directive it may stand in; empty when it stands by itself."""
    parts: tuple[str, ...] = ()
    """The directives that it consists of, and of nothing else; none when it holds any text."""
    last: str = ""
    """The directive that comes last in it: no words stand behind one."""
    bare: bool = False
    """Whether it has no text of its own."""
    fewest: int = 0
    most: int | None = None
    """How many parts it has."""

    @property
    def options(self) -> tuple[str, ...]:
        """The names of all options."""
        return (*self.required_options, *(("kind",) if self.kinds else ()))


DIRECTIVES: Mapping[str, DirectiveSpec] = {
    "accordion": DirectiveSpec("title", parts=("panel",), fewest=2),
    "panel": DirectiveSpec("text", inside="accordion"),
    "branching": DirectiveSpec("title", parts=("scene", "ending"), fewest=2),
    "scene": DirectiveSpec("id", inside="branching", last="choice"),
    "choice": DirectiveSpec("text", required_options=("to",), inside="scene"),
    "ending": DirectiveSpec("id", inside="branching"),
    "cards": DirectiveSpec("title", parts=("card",), fewest=2),
    "card": DirectiveSpec("text", inside="cards"),
    "case": DirectiveSpec("title"),
    "check-yourself": DirectiveSpec("id", bare=True),
    "comparison": DirectiveSpec("title", parts=("column",), fewest=2, most=2),
    "column": DirectiveSpec("text", inside="comparison"),
    "figure": DirectiveSpec("file", required_options=("alt",), last="long-description"),
    "long-description": DirectiveSpec("title", inside="figure"),
    "key-points": DirectiveSpec("title"),
    "note": DirectiveSpec("title", kinds=("good-to-know", "watch-out", "tip")),
    "quote": DirectiveSpec("text"),
    "reflection": DirectiveSpec("title"),
    "reveal": DirectiveSpec("title", kinds=("question", "think", "show")),
    "steps": DirectiveSpec("title", parts=("step",), fewest=2),
    "step": DirectiveSpec("text", inside="steps"),
}
"""Every directive; a part stands behind what it is a part of. `templates/blocks/` has a template for each that stands
by itself."""
