"""Reads a web page as a browser without script would: its elements, its text, its addresses."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from keepsight.model import Review
from keepsight.publish.view import View, view_of

BLOCKS = {"p", "td", "th", "li", "dt", "dd", "div", "tr", "h1", "h2", "h3", "h4", "section", "br"}
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.IGNORECASE)


def view(review: Review) -> View:
    return view_of(review)


def page(text: str) -> HtmlElement:
    return html.document_fromstring(text)


def said(element: HtmlElement) -> str:
    """The text as it is read out: a block begins and ends with a space, a word inside one does not."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: HtmlElement) -> Iterator[str]:
    edge = " " if element.tag in BLOCKS else ""
    yield edge + (element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""
    yield edge


def texts(root: HtmlElement, path: str) -> list[str]:
    """The text of every element at an XPath."""
    found = root.xpath(path)
    assert isinstance(found, list)
    return [said(e) for e in found if isinstance(e, HtmlElement)]


def values(root: HtmlElement, path: str) -> list[str]:
    found = root.xpath(path)
    assert isinstance(found, list)
    return [str(v) for v in found]


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def parts_of_policy(root: HtmlElement) -> dict[str, str]:
    """The content security policy of a page, by directive."""
    (policy,) = values(root, "//meta[@http-equiv='Content-Security-Policy']/@content")
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in policy.split(";"))}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
