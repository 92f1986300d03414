"""The only translation between the nouns of `model/` and what the database keeps.

A noun is kept as JSON with the names of its fields; fields that have their default are left out. Reading back checks
everything again, since the nouns are valid from construction.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from keepsight.model import Reading, Signal, Span

T = TypeVar("T")


def packed(value: Any) -> Any:
    """A noun, or a tuple or mapping of nouns, as JSON values."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [packed(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): packed(v) for k, v in value.items()}
    return {
        name: packed(held) for name, default in _defaults(value.__class__) if (held := getattr(value, name)) != default
    }


def unpacked(kind: type[T], data: Any) -> T:
    """The noun of this kind that `packed` gave; ValueError or TypeError for anything that is no such noun."""
    return typing.cast("T", _unpacked(kind, data))


def reading_for_screen(reading: Reading | None) -> dict[str, Any]:
    """What the screen shows of a reading: the signals with their places, and where attendance and basis were read."""
    if reading is None:
        return {}
    shown: dict[str, Any] = {"signals": [_signal(s) for s in reading.signals]}
    for name, span in (("attendance", reading.attendance_span), ("basis", reading.basis_span)):
        if span is not None:
            shown[name] = span_for_screen(span)
    return shown


def span_for_screen(span: Span) -> list[Any]:
    """A span as the fixed interface writes it: column, start, end (exclusive)."""
    return [span.column, span.start, span.end]


def _signal(signal: Signal) -> list[Any]:
    return [signal.kind.value, *span_for_screen(signal.span), signal.stance.value, signal.detail]


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no noun of the model")
    return tuple(
        (
            f.name,
            f.default
            if f.default is not MISSING
            else f.default_factory()
            if f.default_factory is not MISSING
            else MISSING,
        )
        for f in fields(kind)
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _unpacked(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _of_union(typing.get_args(kind), data)
    if origin is tuple:
        inner = typing.get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_unpacked(inner[0], v) for v in data)
        return tuple(_unpacked(k, v) for k, v in zip(inner, data, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        _, held = typing.get_args(kind)
        return {k: _unpacked(held, v) for k, v in data.items()}
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    if kind in (date, time):
        return kind.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _unpacked(hints[name], value) for name, value in data.items()})
    return data


def _of_union(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None
    held = [k for k in kinds if k is not type(None)]
    return _unpacked(held[0], data) if len(held) == 1 else data
