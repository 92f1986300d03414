"""Every address and every call of the API with the act it asks for: what the role matrix is printed and tested from.

`python -m tests.web.matrix` writes docs/reference/role-matrix.md again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from tests import installation

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "role-matrix.md"
SHORT = {
    "coordinator": "C",
    "author": "A",
    "panel": "P",
    "reviewer": "R",
    "participant": "E",
    "board": "B",
    "practitioner": "K",
    "auditor": "T",
}


@dataclass(frozen=True, slots=True)
class Address:
    """A page or a call inside a review. `template` is its path with {names}; `methods` what it answers to."""

    name: str
    template: str
    methods: tuple[str, ...]
    act: Any
    api: bool = False


def addresses() -> list[Address]:
    """All of them: pages in the order of the menu, then the calls of the API."""
    return [*_pages(), *_calls()]


def outside() -> list[str]:
    """Names of addresses that belong to no review."""
    from keepsight.web.urls import urlpatterns

    pages = [p for p in _flat(urlpatterns) if not p.whole.startswith("api/")]
    return sorted(str(p.name) for p in pages if not _act(p.callback) and p.name)


def _pages() -> Iterator[Address]:
    from keepsight.web.urls import urlpatterns

    for pattern in _flat(urlpatterns):
        act = _act(pattern.callback)
        if act is not None:
            template = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern.whole)
            methods = ("POST",) if _only_posts(pattern.callback) else ("GET", "POST")
            yield Address(str(pattern.name), f"/{template}", methods, act)


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    whole: str
    callback: Any


def _flat(patterns: Any, before: str = "") -> Iterator[_Pattern]:
    for pattern in patterns:
        whole = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _flat(pattern.url_patterns, whole)
        else:
            yield _Pattern(pattern.name, whole, pattern.callback)


def _act(view: Any) -> Any:
    """The act of a view, under whatever it is wrapped in."""
    while view is not None:
        if hasattr(view, "act"):
            return view.act
        view = getattr(view, "__wrapped__", None)
    return None


def _only_posts(view: Any) -> bool:
    """Whether a view is wrapped so that it answers to POST alone."""
    while view is not None:
        cells = [c.cell_contents for c in (getattr(view, "__closure__", None) or ())]
        if any(isinstance(c, list) and c == ["POST"] for c in cells):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def _calls() -> Iterator[Address]:
    from keepsight.web.api.version_1 import api

    for _, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                act = _act(operation.view_func)
                if act is not None:
                    whole = "/api/v1" + re.sub(r"\{(?:\w+:)?(\w+)\}", r"{\1}", path)
                    yield Address(operation.view_func.__name__, whole, tuple(operation.methods), act, api=True)


def render() -> str:
    """The page as Markdown."""
    from keepsight.access import MAY, NAMES, SeatRole

    roles = list(SeatRole)
    head = " | ".join(SHORT[r.value] for r in roles)
    lines = [
        "# Who may open and call what",
        "",
        "Made from the program itself; `python -m tests.web.matrix` writes it again. Every line is tested with every role: in",
        "the own review, in a review in which one has no seat, and with an object of another agency or another review.",
        "",
        *(f"- {SHORT[r.value]}: {NAMES[r]}" for r in roles),
        "",
        "● may. An empty place is refused with the reason (403). In a review in which somebody has no seat, everything is",
        "“not found” (404), whatever its number. ○ is an agency's author: the own agency's rows only, until the coordinator",
        "releases the timeline to the agency; everything of another agency is “not found”.",
        "",
        "| address | by | for | " + head + " |",
        "| --- | --- | --- | " + " | ".join("---" for _ in roles) + " |",
    ]
    narrowed = {"SEND_ROWS", "SEE_ROWS", "SEE_TIMELINE"}
    for one in addresses():
        marks = []
        for role in roles:
            if role not in MAY[one.act]:
                marks.append(" ")
            else:
                marks.append("○" if role is SeatRole.AUTHOR and one.act.name in narrowed else "●")
        lines.append(f"| `{one.template}` | {', '.join(one.methods)} | {one.act.value} | {' | '.join(marks)} |")
    lines += [
        "",
        "Outside a review (signing in, one's own account, the list of one's reviews), by the names of their addresses: "
        + ", ".join(f"`{name}`" for name in outside())
        + ". `/api/v1/reviews` lists the reviews in which the token's owner holds a seat.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    assert installation.PLACE.is_dir()
    os.environ["DJANGO_SETTINGS_MODULE"] = "keepsight.web.settings"
    django.setup()
    PAGE.write_text(render(), "utf-8")
