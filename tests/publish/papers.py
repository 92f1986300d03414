"""Reads a PDF as a reading voice would: its text in order and its tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags(pdf: PdfReader) -> Iterator[Any]:
    """Every element of the structure tree, parents first, in reading order."""
    root: Any = pdf.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop(0)
        if hasattr(element, "get_object"):
            element = element.get_object()
        if isinstance(element, list):
            waiting[:0] = element
        elif isinstance(element, dict):
            if "/S" in element:
                yield element
            if "/K" in element:
                waiting[:0] = [element["/K"]]
