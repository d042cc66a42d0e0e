"""Plain data as author models; what does not fit becomes a problem at the line where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scorm_export.fields import AuthorModel
from scorm_export.problem import Problem, did_you_mean
from scorm_export.project import Loaded
from scorm_export.source import Location, Source, without

M = TypeVar("M", bound=AuthorModel)


def validate(model: type[M], source: Source) -> tuple[Loaded[M] | None, list[Problem]]:
    """Read the source as a model.

    An entry of a list that has a mistake is reported and left out, so that the others can still be checked.
    Returns None for the file when the mistake is not in such an entry.
    """
    try:
        return Loaded(model.model_validate(source.data), source), []
    except ValidationError as failure:
        errors = _without_echoes(failure.errors(include_url=False))
    problems = [_problem(error, model, source) for error in errors]
    rest = source
    for location in sorted({_removable(error, source) for error in errors}, key=_order, reverse=True):
        if not location:
            return None, problems
        rest = without(rest, location)
    try:
        return Loaded(model.model_validate(rest.data), rest, complete=False), problems
    except ValidationError:
        return None, problems


def _without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop "too few entries" where entries are there but have mistakes of their own."""
    inner = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
    return [error for error in errors if error["type"] != "too_short" or error["loc"] not in inner]


def _order(location: Location) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in location)


def _existing(location: Location, source: Source) -> Location:
    """Follow the location as far as the data goes, skipping what stands in no file: the tag of a union."""
    found: Location = ()
    for part in location:
        if (*found, part) in source.values:
            found = (*found, part)
    return found


def _removable(error: ErrorDetails, source: Source) -> Location:
    """Return what to leave out so that the error is gone: the unknown key, or the entry of a list."""
    location = _existing(error["loc"], source)
    if error["type"] == "extra_forbidden":
        return location
    return location[:2] if len(location) >= 2 and isinstance(location[1], int) else ()


_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}

_LIMITS = {
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "too_long": "at most {max_length} entries",
}


def _problem(error: ErrorDetails, model: type[AuthorModel], source: Source) -> Problem:
    """Return a pydantic error in an author's words."""
    location = _existing(error["loc"], source)
    kind, context = error["type"], error.get("ctx", {})
    name = next((str(part) for part in reversed(location) if isinstance(part, str)), "the file")
    at_key, at_value = source.key(location), source.value(location)
    match kind:
        case "missing" | "union_tag_not_found":
            key = str(error["loc"][-1]) if kind == "missing" else context["discriminator"].strip("'")
            where = at_value if location else at_key
            help_ = f'add a line "{key}: ..." here'
            return Problem(where, "missing-key", f'the key "{key}" is missing', help_)
        case "extra_forbidden":
            known = _keys_at(model, error["loc"][:-1])
            return Problem(
                at_key,
                "unknown-key",
                f'unknown key "{name}"',
                did_you_mean(name, known, "the keys here are " + ", ".join(known)),
            )
        case "union_tag_invalid":
            tags = [tag.strip(" '") for tag in context["expected_tags"].split(",")]
            where = source.value((*location, context["discriminator"].strip("'")))
            return Problem(
                where,
                "invalid-value",
                f'unknown kind "{context["tag"]}"',
                did_you_mean(context["tag"], tags, "the kinds are " + ", ".join(tags)),
            )
        case "string_too_short":
            return Problem(at_value, "empty-text", f'"{name}" is empty', "write a text, or take the key out")
        case "too_short":
            least = context["min_length"]
            entries = "entry" if least == 1 else "entries"
            return Problem(at_value, "too-few", f'"{name}" needs at least {least} {entries}', f"add to the list {name}")
        case "title_too_long":
            return Problem(at_value, "title-too-long", error["msg"], "make it shorter")
        case "string_too_long":
            message = f'"{name}" is longer than {context["max_length"]} characters'
            return Problem(at_value, "invalid-value", message, "make it shorter")
        case "string_pattern_mismatch":
            return _bad_pattern(error, name, location, source)
        case "invalid_character":
            return Problem(at_value, "invalid-character", f'"{name}": {error["msg"]}', "take it out")
    if kind in _TYPES:
        what = _TYPES[kind]
        return Problem(at_value, "wrong-type", f'"{name}" must be {what}', f"write {what} here")
    limit = _LIMITS[kind].format(**context) if kind in _LIMITS else error["msg"]
    return Problem(at_value, "invalid-value", f'"{name}" must be {limit}', "change the value")


def _bad_pattern(error: ErrorDetails, name: str, location: Location, source: Source) -> Problem:
    value = str(error["input"])
    at = source.value(location)
    if name == "doi":
        help_ = 'a DOI begins with "10." and has no blanks, for example 10.1000/xyz123'
        return Problem(at, "invalid-value", f'"{value}" is not a DOI', help_)
    if not value:
        return Problem(at, "empty-text", f'"{name}" is empty', "write an id")
    if "[a-z0-9]$" in error.get("ctx", {}).get("pattern", "") and "options" in location:
        help_ = "the id of an option is one small letter or one digit, such as a"
    else:
        help_ = "an id begins with a small letter and has only a-z, 0-9 and hyphens"
    return Problem(at, "invalid-id", f'"{value}" cannot be an id', help_)


def _keys_at(model: type[BaseModel], location: Iterable[Any]) -> list[str]:
    """Return the keys that may stand at the location, which may hold the tag of a union."""
    kinds: list[Any] = [model]
    for part in location:
        if isinstance(part, int):
            kinds = [inner for kind in kinds for inner in _parts(kind)]
            continue
        fields = [kind.model_fields[part].annotation for kind in kinds if part in _fields(kind)]
        kinds = [inner for kind in fields for inner in _parts(kind)] if fields else _tagged(kinds, part)
    return sorted({key for kind in kinds for key in _fields(kind)})


def _fields(kind: Any) -> Mapping[str, Any]:
    return kind.model_fields if isinstance(kind, type) and issubclass(kind, BaseModel) else {}


def _tagged(kinds: Iterable[Any], tag: str) -> list[Any]:
    return [k for k in kinds if "kind" in _fields(k) and tag in get_args(k.model_fields["kind"].annotation)]


def _parts(annotation: Any) -> list[Any]:
    """Return the models in an annotation: those of a union, of a tuple, of an Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    origin = get_origin(annotation)
    if origin in (Union, UnionType, tuple) or hasattr(annotation, "__metadata__"):
        return [inner for arg in get_args(annotation) for inner in _parts(arg)]
    return []
