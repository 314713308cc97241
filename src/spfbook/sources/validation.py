"""Plain values from YAML → checked values, with every problem in words a person can act on."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, Union

from pydantic import BaseModel, ValidationError

from spfbook.errors import Problem
from spfbook.sources.yaml_text import Lines, Place

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], found: Any, lines: Lines) -> tuple[M | None, list[Problem]]:
    """`found` as a `model`, or None and all that is wrong with it."""
    if not isinstance(found, dict):
        return None, [lines.problem((), f"is {_shown(found)}; write keys and values")]
    try:
        return model.model_validate(found), []
    except ValidationError as failure:
        errors = failure.errors(include_url=False, include_context=True)
        problems = [_problem(error, model, found, lines) for error in errors]
        return None, [problem for problem in problems if problem is not None]


def _problem(error: Any, model: type[BaseModel], found: Any, lines: Lines) -> Problem | None:
    """None where the YAML itself was reported as wrong, or only its parts are."""
    if _is_of_parts(error):
        return None
    loc = error["loc"]
    place = _place(loc, found, is_missing=error["type"] == "missing")
    if place in lines.refused:
        return None
    sentence = _sentence(error, place, model)
    return lines.problem(place, f"{_record(place, found)}{sentence}")


def _is_of_parts(error: Any) -> bool:
    """Whether a list counts as too short because what is in it is wrong, as pydantic does."""
    given = error.get("input")
    is_short = error["type"] == "too_short" and isinstance(given, list)
    return is_short and len(given) >= error["ctx"]["min_length"]


def _is_record(place: Place) -> bool:
    """Whether it is an indicator, a group of examples or the like, named before the sentence."""
    return len(place) == 2 and isinstance(place[1], int)


def _place(loc: Sequence[str | int], found: Any, *, is_missing: bool) -> Place:
    """`loc` without the names pydantic adds for the members of a union."""
    place: list[str | int] = []
    for position, part in enumerate(loc):
        is_last = position == len(loc) - 1
        is_key = isinstance(found, dict) and part in found
        is_item = isinstance(found, list) and isinstance(part, int) and part < len(found)
        if is_key or is_item:
            found = found[part]
        elif not (is_last and is_missing):
            continue
        place.append(part)
    return tuple(place)


def _record(place: Place, found: Any) -> str:
    """What a place is about, as `good-level-of-development: `: the record's own id, or the
    indicator or deliverable that a comment names."""
    if len(place) >= 2 and isinstance(place[1], int) and isinstance(found, dict):
        record = found[place[0]][place[1]]
        if isinstance(record, dict):
            keys = ("id", "ref", "indicator", "deliverable")
            name = next((record[key] for key in keys if record.get(key)), None)
            return f"{name}: " if isinstance(name, str) else ""
    return ""


def _sentence(error: Any, place: Place, model: type[BaseModel]) -> str:
    key = _dotted(place)
    given = error.get("input")
    context = error.get("ctx") or {}
    match error["type"]:
        case "extra_forbidden":
            allowed = sorted(_keys_at(model, error["loc"][:-1]))
            close = difflib.get_close_matches(str(place[-1]), allowed, n=1)
            hint = f"did you mean {close[0]}? " if close else ""
            return f"{key} is not known; {hint}allowed: {', '.join(allowed)}"
        case "missing":
            return f"{key} is missing"
        case "enum" | "literal_error":
            expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            return f"{key} is {_shown(given)}; use one of {expected}"
        case "union_tag_invalid":
            expected = str(context["expected_tags"]).replace("'", "")
            return f"{key}.kind is {context['tag']!r}; use one of {expected}"
        case "union_tag_not_found":
            return f"{key} has no kind; write kind, and the keys that go with it"
        case "string_pattern_mismatch":
            return f"{key} is {_shown(given)}; {_pattern(context['pattern'])}"
        case "value_error" if isinstance(given, dict):
            is_named = not place or _is_record(place)
            return str(context["error"]) if is_named else f"{key}: {context['error']}"
        case "string_type" if given is not None and not isinstance(given, dict | list):
            return f"{key} is {given}, which YAML does not take for text; put it in quotes"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{key} is {_shown(given)}; write keys and values"
        case "bool_type" | "bool_parsing":
            return f"{key} is {_shown(given)}; write true or false"
        case "date_type" | "date_parsing" | "date_from_datetime_parsing":
            return f"{key} is {_shown(given)}; write a date like 2021-05-31"
        case "value_error" if str(context["error"]).startswith(_shown(given)):
            return f"{key}: {context['error']}"
        case "value_error":
            return f"{key} is {_shown(given)}; {context['error']}"
        case _:
            words = re.sub(r"^\w+ should ", "it should ", error["msg"])
            return f"{key} is {_shown(given)}; {words}"


def _pattern(pattern: str) -> str:
    if "a-z0-9" in pattern:
        return "an id is lower-case words joined by hyphens"
    return f"it should look like {pattern}"


def _dotted(place: Place) -> str:
    """`indicators, 3, target, value` as `target.value`: the record is named before it."""
    parts = place[2:] if len(place) > 2 and isinstance(place[1], int) else place
    return ".".join(str(part) for part in parts) or "the file"


def _shown(found: Any) -> str:
    """A value as it stands in the file, cut short."""
    if isinstance(found, dict):
        return "a group of keys"
    if isinstance(found, list | tuple):
        return "a list"
    if found is None:
        return "empty"
    text = repr(found)
    return text if len(text) <= 60 else text[:57] + "…'"


def _keys_at(model: type[BaseModel], loc: Sequence[str | int]) -> set[str]:
    """The keys allowed where `loc` leads, over all the models that could stand there."""
    candidates = {model}
    for part in loc:
        step = {
            inner
            for candidate in candidates
            if part in candidate.model_fields
            for inner in _models_in(candidate.model_fields[str(part)].annotation)
        }
        tagged = {c for c in candidates if _tag_of(c) == part}
        candidates = step or tagged or candidates
    return {key for candidate in candidates for key in candidate.model_fields}


def _tag_of(model: type[BaseModel]) -> str | None:
    kind = model.model_fields.get("kind")
    if kind is not None and typing.get_origin(kind.annotation) is typing.Literal:
        return typing.get_args(kind.annotation)[0]
    if "same_as" in model.model_fields:
        return "repeat" if model.model_fields["same_as"].is_required() else "own"
    return None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    origin = typing.get_origin(annotation)
    if origin in (Union, types.UnionType, tuple, list, dict, typing.Annotated):
        for inner in typing.get_args(annotation):
            yield from _models_in(inner)
