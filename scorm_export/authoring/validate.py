"""Validates plain data as author models. Each mistake becomes a problem with its position in the file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from scorm_export.authoring.project import Loaded
from scorm_export.formats.document import Document
from scorm_export.formats.fields import AuthorModel, OptionId, Reading
from scorm_export.formats.nodes import Location, MappingNode, SequenceNode, Source, child, without
from scorm_export.formats.references import Locate, as_written
from scorm_export.problem import Position, Problem, did_you_mean
from scorm_export.questions import KINDS, Question

# Imported only to validate; see `formats/fields.py`.
if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=AuthorModel)


def validate(
    model: type[M], source: Source, locate: Locate = as_written
) -> tuple[Loaded[M] | None, list[Document], list[Problem]]:
    """Read the source as a model. `locate` gives the targets of links and images.

    Returns the model, every Markdown text that was read on the way, and the problems. An entry of a list that has a
    mistake is reported and left out, so that the others can still be checked; None for the file when the mistake is
    not in such an entry.
    """
    reading = Reading(source, locate)
    loaded, problems = _validated(model, source, reading)
    return loaded, reading.documents, [*problems, *reading.problems]


def _validated(model: type[M], source: Source, reading: Reading) -> tuple[Loaded[M] | None, list[Problem]]:
    from pydantic import ValidationError

    adapter: TypeAdapter[M] = _adapter((model, *KINDS.values()))
    try:
        return Loaded(adapter.validate_python(source.data, context=reading), source), []
    except ValidationError as failure:
        errors = _without_echoes(failure.errors(include_url=False), model)
    problems = [*_problems(errors, model, source)]
    rest = source
    for location in sorted({_removable(error, source) for error in errors}, key=_order, reverse=True):
        if not location:
            return None, problems
        rest = without(rest, location)
    try:
        return Loaded(
            adapter.validate_python(rest.data, context=Reading(rest, reading.locate)), rest, complete=False
        ), problems
    except ValidationError:
        return None, problems


@cache
def _adapter(model_and_kinds: tuple[type[AuthorModel], ...]) -> TypeAdapter[Any]:
    """Return what validates data as a model, in which every question is of one of the kinds that the table has now."""
    from pydantic import TypeAdapter

    return TypeAdapter(model_and_kinds[0])


def entries_without_id(model: type[AuthorModel], source: Source) -> Iterator[Location]:
    """Yield where an entry of a list needs an id of one character and has none, in the order of the file."""
    if isinstance(source.data, MappingNode):
        yield from _entries_without_id(model, source.data, ())


def _entries_without_id(model: type[AuthorModel], node: MappingNode, at: Location) -> Iterator[Location]:
    for key, listed in node.items():
        kinds = _parts(_types(model).get(key))
        if not kinds or not isinstance(listed, SequenceNode):
            continue
        for i, entry in enumerate(listed):
            # What is not one of the kinds of question is reported as such.
            kind = KINDS.get(child(entry, "kind") or "") if kinds == [Question] else kinds[0]
            if kind and isinstance(entry, MappingNode):
                if "id" not in entry and _types(kind).get("id") == OptionId:
                    yield (*at, key, i)
                yield from _entries_without_id(kind, entry, (*at, key, i))


def _problems(errors: list[ErrorDetails], model: type[AuthorModel], source: Source) -> Iterator[Problem]:
    """Yield the errors in an author's words: ids that are missing in lists of options once for the whole file."""
    unnamed = [*entries_without_id(model, source)]
    for error in errors:
        if not (error["type"] == "missing" and error["loc"][-1] == "id" and _existing(error["loc"], source) in unnamed):
            yield _problem(error, model, source)
    if unnamed:
        lack = f"{len(unnamed)} options or the like have" if len(unnamed) > 1 else "an option or the like has"
        message = f"{lack} no id, by which answers are stored"
        help_ = 'run "scorm-export check --write-ids", which writes a, b, c into the file, or write them yourself'
        yield Problem(source.value(unnamed[0]), "missing-id", message, help_)


def _without_echoes(errors: list[ErrorDetails], model: type[AuthorModel]) -> list[ErrorDetails]:
    """Drop errors that only follow from others.

    "Too few entries" where entries are there but have mistakes of their own, and a missing key that an unknown one
    beside it was meant to be.
    """
    inner = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
    meant = set()
    for error in errors:
        *around, name = error["loc"] or ("",)
        if error["type"] == "unexpected_keyword_argument":
            known = _keys_at(model, around)
            meant |= {(*around, key) for key in difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)}
    return [
        error
        for error in errors
        if not (error["type"] == "too_short" and error["loc"] in inner)
        and not (error["type"] == "missing" and error["loc"] in meant)
    ]


def _order(location: Location) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in location)


def _existing(location: Location, source: Source) -> Location:
    """Return the part of the location that exists in the data. The tag of a union exists in no file, and is skipped."""
    found: Location = ()
    node: object = source.data
    for part in location:
        inner = child(node, part)
        if inner is not None:
            found, node = (*found, part), inner
    return found


def _removable(error: ErrorDetails, source: Source) -> Location:
    """Return what has to be left out to remove the error: the unknown key, or the entry of a list."""
    location = _existing(error["loc"], source)
    if error["type"] == "unexpected_keyword_argument":
        return location
    return location[:2] if len(location) >= 2 and isinstance(location[1], int) else ()


_KEYS = 'keys, such as "id: ..."'

_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller number",
    "int_from_float": "a whole number",
    "dict_type": 'keys with lists, such as "fr: [mot]"',
    "dataclass_type": _KEYS,
    "union_tag_not_found": _KEYS,
}

_LIMITS = {
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "too_long": "at most {max_length} entries",
}


def _called(location: Location) -> str:
    """Return what an author calls the thing at the location."""
    if not location:
        return "the file"
    *_, last = location
    if isinstance(last, int):
        listed = next(part for part in reversed(location) if isinstance(part, str))
        return f'entry {last + 1} of "{listed}"'
    return f'"{last}"'


def _problem(error: ErrorDetails, model: type[AuthorModel], source: Source) -> Problem:
    """Return a pydantic error in an author's words."""
    location = _existing(error["loc"], source)
    kind, context = error["type"], error.get("ctx", {})
    called = _called(location)
    at_key, at_value = source.key(location), source.value(location)
    match kind:
        case "missing":
            return _missing(str(error["loc"][-1]), at_value if location else at_key)
        case "union_tag_not_found" if isinstance(error["input"], dict):
            return _missing(context["discriminator"].strip("'"), at_value)
        case "unexpected_keyword_argument":
            name, known = str(error["loc"][-1]), _keys_at(model, error["loc"][:-1])
            help_ = did_you_mean(name, known, "the keys here are " + ", ".join(known))
            return Problem(at_key, "unknown-key", f'unknown key "{name}"', help_)
        case "union_tag_invalid":
            tags = [tag.strip(" '") for tag in context["expected_tags"].split(",")]
            where = source.value((*location, context["discriminator"].strip("'")))
            help_ = did_you_mean(context["tag"], tags, "the kinds are " + ", ".join(tags))
            return Problem(where, "invalid-value", f'unknown kind "{context["tag"]}"', help_)
        case "string_too_short":
            return Problem(
                at_value, "empty-text", f"{called} is empty", "write a text, or take the key out if it may be left out"
            )
        case "too_short":
            least = context["min_length"]
            entries = "entry" if least == 1 else "entries"
            return Problem(at_value, "too-few", f"{called} needs at least {least} {entries}", "add to the list")
        case "author":
            message = context["message"].replace("{called}", called, context["message"].startswith("{called}"))
            return Problem(at_value, context["code"], message, context["help"])
        case "string_too_long":
            message = f"{called} is longer than {context['max_length']} characters"
            return Problem(at_value, "invalid-value", message, "make it shorter")
        case "literal_error":
            known = [tag.strip(" '") for tag in re.split(", | or ", context["expected"])]
            help_ = did_you_mean(str(error["input"]), known, "choose one of them")
            return Problem(at_value, "invalid-value", f"{called} must be {' or '.join(known)}", help_)
        case "none_required":
            help_ = "take it out; each option may have feedback of its own"
            return Problem(at_key, "invalid-value", f"{called} has no place here: no answer is right or wrong", help_)
        case "string_unicode":
            message = f"{called} holds one half of a character"
            return Problem(at_value, "invalid-character", message, "write the character itself, not a number for it")
    if kind in _TYPES:
        what = _TYPES[kind]
        return Problem(at_value, "wrong-type", f"{called} must be {what}", f"write {what} here")
    limit = _LIMITS[kind].format(**context) if kind in _LIMITS else error["msg"]
    return Problem(at_value, "invalid-value", f"{called} must be {limit}", "change the value")


def _missing(key: str, where: Position) -> Problem:
    return Problem(where, "missing-key", f'the key "{key}" is missing', f'add a line "{key}: ..." here')


def _keys_at(model: type[AuthorModel], location: Iterable[Any]) -> list[str]:
    """Return the keys that may stand at the location, which may hold the tag of a union."""
    kinds = [model]
    for part in location:
        if isinstance(part, int):
            kinds = [inner for kind in kinds for inner in _parts(kind)]
            continue
        types = [_types(kind)[part] for kind in kinds if part in _keys(kind)]
        kinds = [inner for type_ in types for inner in _parts(type_)] if types else [KINDS[part]]
    return sorted({key for kind in kinds for key in _keys(kind)})


def _types(model: type[AuthorModel]) -> dict[str, Any]:
    """Return the type of each key, with what limits it."""
    return _types_of((model,))


@cache
def _types_of(models: tuple[type[AuthorModel]]) -> dict[str, Any]:
    # For mypy a class of dataclasses cannot be hashed, and a tuple can.
    return get_type_hints(models[0], include_extras=True)


def _keys(model: type[AuthorModel]) -> list[str]:
    return [field.name for field in fields(model)]


def _parts(annotation: Any) -> list[type[AuthorModel]]:
    """Return the models in an annotation: those of a union, of a tuple, of an Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, AuthorModel):
        return [annotation]
    origin = get_origin(annotation)
    if origin in (Union, UnionType, tuple) or hasattr(annotation, "__metadata__"):
        return [inner for arg in get_args(annotation) for inner in _parts(arg)]
    return []
