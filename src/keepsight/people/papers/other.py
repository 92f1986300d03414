"""Web pages, plain text, tables, json and PDF: every text in them, seen or unseen."""

from __future__ import annotations

import base64
import binascii
import io
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from keepsight.people.papers.office import tree_passages
from keepsight.people.papers.passages import Passage, Unreadable, picture, whole
from keepsight.people.papers.pictures import picture_texts

_DATA = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)")
_SEEN = frozenset(
    {
        "alt",
        "title",
        "aria-label",
        "placeholder",
        "content",
        "summary",
        "label",
        "value",
        "aria-description",
        "cite",
        "download",
    }
)
_APART = frozenset({"script", "style", "noscript", "template"})
_BLOCK = frozenset(
    [
        "p",
        "div",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "figcaption",
        "caption",
        "summary",
        "title",
        "label",
        "option",
        "button",
        "a",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "legend",
        "address",
    ]
)


def decoded(data: bytes, *, name: str) -> str:
    """Text of a file: UTF-8, UTF-16 by its mark, else as Windows writes it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise Unreadable(f"{name}: the letters cannot be told") from error


def text_passages(name: str, data: bytes) -> Iterator[Passage]:
    for number, line in enumerate(decoded(data, name=name).splitlines(), 1):
        if line.strip():
            yield whole(f"{name}, line {number}", line)


def json_passages(name: str, data: bytes) -> Iterator[Passage]:
    try:
        content = json.loads(decoded(data, name=name))
    except ValueError as error:
        raise Unreadable(f"{name}: no whole json") from error
    yield from _values(name, content)


def _values(place: str, value: Any) -> Iterator[Passage]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield whole(f"{place}, a key", str(key))
            yield from _values(f"{place}.{key}"[-80:], inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(f"{place}[{number}]"[-80:], inner)
    elif isinstance(value, str):
        yield whole(place, value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > 99_999_999:
        yield whole(place, f"{value:.0f} or 0{value:.0f}")


def page_passages(name: str, data: bytes) -> Iterator[Passage]:
    """A web page: blocks of text with their inline parts joined, attributes, remarks, scripts, styles, pictures inside."""
    try:
        root = html.document_fromstring(decoded(data, name=name).encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable(f"{name}: no web page that can be read") from error
    count = 0
    for element in root.iter():
        if isinstance(element, etree._Comment | etree._ProcessingInstruction | etree._Entity):
            yield whole(f"{name}, a remark in the page", element.text or "")
            continue
        tag = str(element.tag).lower()
        if tag in _APART:
            yield whole(f"{name}, {tag}", _unescaped("".join(map(str, element.itertext()))), seen=False)
        elif tag in _BLOCK or tag in ("body", "html", "span", "text", "desc"):
            text = " ".join("".join(_inline(element)).split())
            if text:
                count += 1
                yield whole(f"{name}, {tag} {count}", text)
        for key, value in element.attrib.items():
            place, written = f"{name}, {tag} {key!s}", str(value)
            yield whole(place, unquote(_DATA.sub("", written)), seen=str(key) in _SEEN)
    for match in _DATA.finditer(decoded(data, name=name)):
        yield from _picture(f"{name}, picture", match[1])


def _unescaped(text: str) -> str:
    """Script text with its letters as they will be read."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def _inline(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag.lower() not in _APART:
            if child.tag.lower() in _BLOCK:
                yield " | "
            elif child.tag.lower() == "br":
                yield " "
            else:
                yield from _inline(child)
        yield child.tail or ""


def _picture(place: str, text: str) -> Iterator[Passage]:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as error:
        raise Unreadable(f"{place}: the picture cannot be unpacked") from error
    yield from picture_texts(place, data)


def pdf_passages(name: str, data: bytes) -> Iterator[Passage]:
    """A PDF: the text of each page, every text in its objects (properties, alternative texts, remarks, form fields, bookmarks,
    names of attachments), its XMP packet, its attachments and its pictures. A page without text that shows a picture cannot be
    read.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
        from pypdf.generic import DecodedStreamObject, EncodedStreamObject
    except ImportError as error:
        raise Unreadable(f"{name}: PDF cannot be read here, pypdf is not installed") from error
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Unreadable(f"{name}: locked by a password")
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            if not text.strip() and "/XObject" in (page.get("/Resources") or {}):
                raise Unreadable(f"{name}, page {number}: a picture without text; a person has to read it")
            yield whole(f"{name}, page {number}", text)
            content = page.get_contents()
            for drawn in _IN_LINE.finditer(content.get_data() if content is not None else b""):
                yield picture(f"{name}, page {number}", drawn[0])
        numbers = {n for generation in reader.xref.values() for n in generation} | set(reader.xref_objStm)
        for number in sorted(numbers):
            entry = reader.get_object(number)
            yield from (whole(f"{name}, object {number}", t) for t in _pdf_texts(entry))
            if not isinstance(entry, EncodedStreamObject | DecodedStreamObject):
                continue
            if entry.get("/Subtype") == "/Image":
                yield picture(f"{name}, object {number}", entry._data)
            if entry.get("/Type") in ("/EmbeddedFile", "/Metadata"):
                yield from _attached(f"{name}, attached object {number}", entry.get_data())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError) as error:
        raise Unreadable(f"{name}: the PDF cannot be read whole") from error


_IN_LINE = re.compile(rb"\bBI\s[^\x00]{0,2000}?\sID\s.*?\sEI\b", re.DOTALL)
"""A small picture written into the page itself."""


def _attached(place: str, data: bytes) -> Iterator[Passage]:
    """A stream that carries text: XML by its texts, anything else line by line."""
    try:
        root = etree.fromstring(data.strip(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield from text_passages(place, data)
    else:
        yield from tree_passages(root, place)


def _pdf_texts(entry: Any, depth: int = 0) -> Iterator[str]:
    """The text strings of one object; names and references are not followed, each object is visited by itself."""
    if depth > 40:
        return
    if isinstance(entry, dict):
        for value in entry.values():
            yield from _pdf_texts(value, depth + 1)
    elif isinstance(entry, list):
        for value in entry:
            yield from _pdf_texts(value, depth + 1)
    elif isinstance(entry, str) and len(entry) > 1 and not entry.startswith("/"):
        yield str(entry)
