"""The directives of a lesson, in one table, and the rules that follow from it.

A rule is a function from what was written to the problems it finds.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from scorm_export.formats.document import Block, Directive, Prose
from scorm_export.formats.patterns import ID_PATTERN
from scorm_export.problem import Position, Problem, did_you_mean


class DirectiveSpec(NamedTuple):
    """What an author may write in a directive."""

    argument: Literal["title", "text", "image", "file", "address", "id"]
    """What stands behind the name: a title, which may be left out, or a text, the path of an image or of another file,
    an address on the web, or an id."""
    required_options: tuple[str, ...] = ()
    free_options: tuple[str, ...] = ()
    """Options that may be left out."""
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """What an option may say, by its name. It may be left out, and says the first one then."""
    image_option: str = ""
    """The option that names an image, whose text alternative is the option `alt`."""
    inside: tuple[str, ...] = ()
    """The only directives it may stand in; none when it stands by itself."""
    parts: tuple[str, ...] = ()
    """The directives that it consists of, and of nothing else; none when it holds any text."""
    last: str = ""
    """The directive that comes last in it: no words stand behind one."""
    body: Literal["required", "optional", "none", "table"] = "required"
    """Whether it has text of its own, or a table. What consists of parts has none."""
    fewest: int = 0
    most: int | None = None
    """How many parts it has."""

    @property
    def options(self) -> tuple[str, ...]:
        """The names of all options."""
        return (*self.required_options, *self.free_options, *self.choices)


_SWITCH = ("false", "true")

DIRECTIVES: Mapping[str, DirectiveSpec] = {
    "accordion": DirectiveSpec("title", parts=("panel",), fewest=2),
    "panel": DirectiveSpec("text", inside=("accordion",)),
    "audio": DirectiveSpec(
        "file", required_options=("title",), choices={"required": _SWITCH}, last="transcript", body="optional"
    ),
    "transcript": DirectiveSpec("title", inside=("audio", "video", "embed")),
    "branching": DirectiveSpec("title", parts=("scene", "ending"), fewest=2),
    "scene": DirectiveSpec("id", inside=("branching",), last="choice"),
    "choice": DirectiveSpec("text", required_options=("to",), inside=("scene",), body="optional"),
    "ending": DirectiveSpec("id", inside=("branching",)),
    "cards": DirectiveSpec("title", parts=("card",), fewest=2),
    "card": DirectiveSpec("text", inside=("cards",), free_options=("image", "alt"), image_option="image"),
    "case": DirectiveSpec("title"),
    "check-yourself": DirectiveSpec("id", body="none"),
    "comparison": DirectiveSpec("title", parts=("column",), fewest=2, most=2),
    "column": DirectiveSpec("text", inside=("comparison",)),
    "figure": DirectiveSpec("image", required_options=("alt",), last="long-description", body="optional"),
    "long-description": DirectiveSpec("title", inside=("figure",)),
    "download": DirectiveSpec("file", free_options=("title",), body="optional"),
    "embed": DirectiveSpec("address", required_options=("title",), last="transcript", body="optional"),
    "key-points": DirectiveSpec("title"),
    "note": DirectiveSpec("title", choices={"kind": ("good-to-know", "watch-out", "tip")}),
    "quote": DirectiveSpec("text"),
    "reflection": DirectiveSpec("title"),
    "reveal": DirectiveSpec("title", choices={"kind": ("question", "think", "show")}),
    "steps": DirectiveSpec("title", parts=("step",), fewest=2),
    "step": DirectiveSpec("text", inside=("steps",)),
    "table": DirectiveSpec("title", choices={"header-column": _SWITCH}, body="table"),
    "video": DirectiveSpec(
        "file",
        required_options=("title", "captions"),
        free_options=("poster",),
        choices={"required": _SWITCH},
        image_option="poster",
        last="transcript",
        body="optional",
    ),
}
"""Every directive, each followed by its parts. `page/templates/blocks/` has a template for each that stands by itself.
What follows a choice may be missing here: a check of the whole story reports it."""

_ARGUMENTS = {
    "image": ("which file it shows", "media/picture.svg"),
    "file": ("which file it is", "media/file.pdf"),
    "address": ("the address of what it shows", "https://vimeo.com/123456"),
    "id": ("its id", "first"),
    "text": ("its text", "A few words"),
}
"""What a directive does not say when its argument is missing, and an example."""

_NOTES_ELSEWHERE = {
    "watch-out": ("warning", "caution", "danger", "important", "attention", "error"),
    "tip": ("tip", "hint", "success"),
    "good-to-know": ("info", "admonition", "abstract", "seealso"),
}
"""What other programs call their notes, by the kind of note that each is here."""

_DIRECTIVE = re.compile(r"\{([^{}]*)\}(.*)")
_OPTION = re.compile(r":([A-Za-z][\w-]*):\s*(.*)")


class Option(NamedTuple):
    """An option of a directive; `row` counts the lines from the directive's first."""

    key: str
    value: str
    row: int


class Fence(NamedTuple):
    """The beginning of a directive as it was written: name, argument and options.

    `spec` is None when there is no such directive. `braced` tells whether the name stands between braces, `markup` is
    the colons before it, and `rows` the number of lines that the options take.
    """

    name: str
    argument: str
    options: tuple[Option, ...]
    spec: DirectiveSpec | None
    position: Position
    markup: str
    braced: bool
    rows: int

    def option(self, key: str, otherwise: str) -> str:
        """Return the value of an option, or `otherwise` when it is not given."""
        return next((option.value for option in self.options if option.key == key), otherwise)


def read_fence(info: str, lines: Sequence[str], markup: str, position: Position) -> Fence:
    """Return the beginning of the directive whose first line has `info` behind its colons, and `lines` below it."""
    match = _DIRECTIVE.fullmatch(info.strip())
    if not match:
        return Fence(info.strip(), "", (), None, position, markup, braced=False, rows=0)
    name, argument = (part.strip() for part in match.groups())
    options, rows = _options(lines)
    return Fence(name, argument, options, DIRECTIVES.get(name), position, markup, braced=True, rows=rows)


def _options(lines: Sequence[str]) -> tuple[tuple[Option, ...], int]:
    """Return the options in the first lines of a directive, and how many lines they take.

    A value continues in the next line when that is indented.
    """
    options: list[Option] = []
    for count, line in enumerate(lines):
        if match := _OPTION.fullmatch(line.strip()):
            options.append(Option(match[1], match[2], count + 1))
        elif options and line.startswith((" ", "\t")) and line.strip():
            last = options[-1]
            options[-1] = Option(last.key, f"{last.value} {line.strip()}", last.row)
        else:
            return tuple(options), count
    return tuple(options), len(lines)


def fence_problems(fence: Fence, around: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the beginning of a directive that stands inside the directives `around`."""
    if fence.spec is None:
        yield _unknown(fence)
        return
    yield from _option_problems(fence, fence.spec)
    yield from _argument_problems(fence, fence.spec)
    parent = around[-1] if around else ""
    # What is unknown around it has been reported.
    if fence.spec.inside and parent not in fence.spec.inside and (not parent or parent in DIRECTIVES):
        help_ = f"put it in a directive :::{{{fence.spec.inside[0]}}} of its own, which has one more colon"
        message = f"{fence.name} stands only in {' or '.join(fence.spec.inside)}"
        yield Problem(fence.position, "misplaced-directive", message, help_)


def _unknown(fence: Fence) -> Problem:
    name = fence.name
    word = name.split(" ")[0]
    kind = next((kind for kind, names in _NOTES_ELSEWHERE.items() if word.lower() in names), "")
    message = f'unknown directive "{name}"' if name else "a directive without a name"
    if kind and word not in DIRECTIVES:
        help_ = f"write {fence.markup}{{note}}, and :kind: {kind} in the line under it"
    elif word in DIRECTIVES and not fence.braced:
        help_ = f"write {fence.markup}{{{word}}}, with the name between braces"
    else:
        whole = [known for known, spec in DIRECTIVES.items() if not spec.inside]
        help_ = did_you_mean(name, DIRECTIVES, "the directives are " + ", ".join(whole))
    return Problem(fence.position, "unknown-directive", message, help_)


def _option_problems(fence: Fence, spec: DirectiveSpec) -> Iterator[Problem]:
    seen: set[str] = set()
    for option in fence.options:
        position = Position(fence.position.file, fence.position.line + option.row)
        if option.key not in spec.options:
            help_ = did_you_mean(option.key, spec.options, "take it out")
            yield Problem(position, "unknown-option", f'{fence.name} has no option "{option.key}"', help_)
        elif option.key in seen:
            message = f'the option "{option.key}" stands here twice'
            yield Problem(position, "duplicate-key", message, "keep one of the two")
        elif option.key in spec.choices and option.value not in spec.choices[option.key]:
            choices = spec.choices[option.key]
            help_ = did_you_mean(option.value, choices, f"write one of {', '.join(choices)}")
            yield Problem(position, "invalid-value", f'{fence.name} has no {option.key} "{option.value}"', help_)
        elif not option.value and option.key != "alt":
            help_ = "write something behind it, or take it out"
            yield Problem(position, "empty-text", f'the option "{option.key}" is empty', help_)
        seen.add(option.key)
    for key in spec.required_options:
        if key not in seen:
            help_ = f'write a line ":{key}: ..." right under the first line of the directive'
            yield Problem(fence.position, "missing-option", f'{fence.name} lacks the option "{key}"', help_)


def _argument_problems(fence: Fence, spec: DirectiveSpec) -> Iterator[Problem]:
    argument = fence.argument
    if spec.argument == "id" and argument and not re.fullmatch(ID_PATTERN, argument):
        help_ = "an id begins with a small letter and has only a-z, 0-9 and hyphens"
        yield Problem(fence.position, "invalid-id", f'"{argument}" cannot be an id', help_)
    if not argument and spec.argument in _ARGUMENTS:
        lack, example = _ARGUMENTS[spec.argument]
        help_ = f"write it behind the name: :::{{{fence.name}}} {example}"
        yield Problem(fence.position, "missing-argument", f"{fence.name} does not say {lack}", help_)


def body_problems(directive: Directive) -> Iterator[Problem]:
    """Yield what a directive cannot hold, and what it lacks."""
    name, body, spec = directive.name, directive.body, DIRECTIVES[directive.name]
    if spec.body == "none" and body:
        message = f"{name} has no text of its own"
        yield Problem(directive.position, "misplaced-text", message, f"put these words before or behind the {name}")
    elif spec.body == "table" and not _is_table(body):
        help_ = "write | one | two | in each line, and | --- | --- | under the first"
        yield Problem(directive.position, "misplaced-text", f"a {name} holds one table, and nothing else", help_)
    elif not body and spec.body == "required" and not spec.parts:
        yield Problem(directive.position, "empty-text", f"this {name} is empty", "write its text, or take it out")
    for before, block in itertools.pairwise(body):
        behind = isinstance(before, Directive) and before.name == spec.last
        if spec.last and behind and not (isinstance(block, Directive) and block.name == spec.last):
            message = f"nothing stands behind a {spec.last}"
            help_ = f"put it before the first {spec.last}, or into one"
            yield Problem(block.position, "misplaced-text", message, help_)
    if spec.parts:
        yield from _part_problems(directive, spec)


def _is_table(body: Sequence[Block]) -> bool:
    if len(body) != 1 or not isinstance(body[0], Prose):
        return False
    outer = [token.type for token in body[0].tokens if token.level == 0]
    return outer == ["table_open", "table_close"]


def _part_problems(directive: Directive, spec: DirectiveSpec) -> Iterator[Problem]:
    name = directive.name
    message = f"{name} consists of {' and '.join(spec.parts)}, of nothing else"
    for block in directive.body:
        if isinstance(block, Prose):
            help_ = f"put these words into one of them, or before the {name}"
            yield Problem(block.position, "misplaced-text", message, help_)
        elif block.name not in spec.parts and not DIRECTIVES[block.name].inside:
            help_ = f"put it into one of them, or before the {name}"
            yield Problem(block.position, "misplaced-directive", message, help_)
    count = len(directive.parts(*spec.parts))
    if count < spec.fewest or (spec.most is not None and count > spec.most):
        wanted = str(spec.fewest) if spec.fewest == spec.most else f"at least {spec.fewest}"
        help_ = f"each begins with :::{{{spec.parts[0]}}}; the {name} around them has one more colon"
        code: Literal["too-few", "too-many"] = "too-few" if count < spec.fewest else "too-many"
        yield Problem(directive.position, code, f"{name} needs {wanted} parts", help_)
