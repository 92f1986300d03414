"""Reads a Word document: its tables as grids, and the paragraphs between them.

Straight from the document's markup, because the text of a chronology is all that is wanted: what was inserted under
tracked changes is text like any other, what was deleted, hidden or commented is kept beside its cell.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from keepsight.intake.grid import MACROS_NOT_RUN, Contents, Grid, Remark, Unreadable
from keepsight.intake.guard import DAMAGED, Parts, parse
from keepsight.intake.word_table import Asides, hoisted, paragraph_text, read_table, tag
from keepsight.model import IssueKind

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_USUAL_PREFIX = b'xmlns:w="' + _USUAL + b'"'
_TELLING_LOOKS = (b"vanish", b"Hidden", b"<w:ins", b"<w:del", b"<w:move", b"numPr")
_OFFICE_DOCUMENT = "/officeDocument"
_BODY, _P, _TBL = tag("body"), tag("p"), tag("tbl")
_BOX = tag("txbxContent")
_ASIDES = (("comments", "comment"), ("footnotes", "footnote"), ("endnotes", "endnote"))


def read_word(parts: Parts) -> Contents:
    """The tables of a Word document in reading order; Unreadable when there is no document inside."""
    main = _main_part(parts)
    body = parse(_without_looks(_usual(parts.markup(main)))).find(_BODY)
    if body is None:
        raise Unreadable(DAMAGED)
    asides = _asides(parts, posixpath.dirname(main))
    grids: list[Grid] = []
    between: list[str] = []
    remarks: list[Remark] = []
    for block in _blocks(body):
        if block.tag == _P:
            if text := paragraph_text(block, asides=asides, remarks=remarks).strip():
                between.append(text)
            continue
        for table in (block, *hoisted(block)):
            grids.append(read_table(table, name=f"table {len(grids) + 1}", above=tuple(between), asides=asides))
            between = []
    if any(name.endswith("vbaproject.bin") for name in parts.names):
        remarks.append(MACROS_NOT_RUN)
    if body.find(f".//{tag('altChunk')}") is not None:
        remarks.append(
            Remark(
                IssueKind.OUTSIDE_TABLE,
                "holds another document inside, which was not read: copy its text into the document itself",
            )
        )
    return Contents("Word", tuple(grids), tuple(between), tuple(remarks))


def _main_part(parts: Parts) -> str:
    """The part that is the document: what the relationships name, else where Word usually puts it."""
    if "_rels/.rels" in parts:
        for relation in parse(parts.markup("_rels/.rels")):
            if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
                name = str(relation.get("Target", "")).lstrip("/")
                if name in parts:
                    return name
    if "word/document.xml" in parts:
        return "word/document.xml"
    raise Unreadable(DAMAGED)


def _usual(markup: bytes) -> bytes:
    """Markup in the strict dialect, brought to the usual names."""
    return markup.replace(_STRICT, _USUAL) if _STRICT in markup[:8_000] else markup


def _without_looks(markup: bytes) -> bytes:
    """Markup without fonts, sizes and colours, which are most of a document and slow to parse; hidden words stay marked.

    Only plain lists of looks go. Where anything else could stand between the same tags, the markup is left as it is.
    """
    if _USUAL_PREFIX not in markup[:8_000] or b"<!" in markup:
        return markup
    for name in (b"rPr", b"pPr"):
        begin, end = b"<w:" + name + b">", b"</w:" + name + b">"
        first, *rest = markup.split(begin)
        plain: dict[bytes, bool] = {}
        kept = [first]
        for part in rest:
            stop = part.find(end)
            looks = part[:stop]
            if looks not in plain:
                plain[looks] = stop >= 0 and _is_plain(looks)
            kept.append(part[stop + len(end) :] if plain[looks] else begin + part)
        markup = b"".join(kept)
    return markup


def _is_plain(looks: bytes) -> bool:
    """True for looks that say nothing about what the text is: single tags, none of them hiding or marking a change."""
    return looks.count(b"<") == looks.count(b"/>") and not any(word in looks for word in _TELLING_LOOKS)


def _asides(parts: Parts, folder: str) -> Asides:
    found: dict[tuple[str, str], str] = {}
    for part, kind in _ASIDES:
        name = posixpath.join(folder, f"{part}.xml")
        if name in parts:
            for note in parse(_usual(parts.markup(name))).iter(tag(kind)):
                text = "\n".join(paragraph_text(p) for p in note.iter(_P)).strip()
                found[kind, str(note.get(tag("id"), ""))] = text
    return found


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in reading order, out of whatever wraps them; a table in a text box counts as one."""
    for child in parent:
        if child.tag == _TBL:
            yield child
        elif child.tag == _P:
            yield child
            for box in child.iter(_BOX):
                if box.find(_TBL) is not None and not _repeated(box):
                    yield from box.iterchildren(_TBL)
        elif len(child):
            yield from _blocks(child)


def _repeated(box: etree._Element) -> bool:
    """True in the second copy of a text box, which Word writes for older programs."""
    return any(str(parent.tag).endswith("}Fallback") for parent in box.iterancestors())
