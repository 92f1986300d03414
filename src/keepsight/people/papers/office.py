"""Word, Excel and PowerPoint files: every part, every paragraph, every attribute, with a way to write text back.

The files are archives of XML parts. Rather than follow a format's idea of a document, every part is read and every text in
it, so that nothing is left out because nobody thought of it: headers, text boxes, comments, deleted text, alternative
texts, properties, the names of people who wrote, cached values, links, pictures inside.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree

from keepsight.people.papers.passages import Passage, Piece, Unreadable, whole
from keepsight.people.papers.pictures import PICTURES, picture_texts, strings_in

LARGEST = 512 * 1024 * 1024
_XML = (".xml", ".rels", ".vml", ".svg", ".xhtml", ".opf", ".ncx", ".html")
_BLOCKS = frozenset({"p", "si", "is", "text", "h"})
_BREAKS = frozenset({"br", "cr", "tab", "line-break", "s"})
_SEEN_ATTRIBUTES = frozenset(
    {
        "descr",
        "title",
        "alt",
        "tooltip",
        "author",
        "userId",
        "initials",
        "providerId",
        "string",
        "summary",
        "prompt",
        "promptTitle",
        "errorTitle",
        "error",
        "tag",
        "alias",
        "Target",
        "display",
        "lastModifiedBy",
        "caption",
    }
)
_NAMED = frozenset({"docPr", "cNvPr", "sheet", "definedName", "person", "cat"})
_SHORTEST_UNSEEN = 4
_MARGINS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_CODES = re.compile(r'(&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-Z&]))')
_NUMBERS_OF_FILE = frozenset({"InstanceID", "DocumentID", "OriginalDocumentID"})
_FONTS = (".ttf", ".odttf", ".otf", ".woff", ".woff2", ".fntdata")
Tree = etree._Element


_PREVIEW = re.compile(r"(?i)(?:docProps/|Thumbnails/)thumbnail\.\w+\Z")


class Office:
    """An office file opened for reading and, part by part, for writing."""

    def __init__(self, data: bytes, *, name: str) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(i.file_size for i in archive.infolist()) > LARGEST:
                    raise Unreadable(f"{name}: larger inside than can be read")
                self._members = [(i, archive.read(i)) for i in archive.infolist() if not i.is_dir()]
        except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError) as error:
            raise Unreadable(f"{name}: not a whole office file, or locked by a password") from error
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_pis=False)
        self._trees: dict[str, Tree] = {}
        for info, content in self._members:
            if info.filename.lower().endswith(_XML) or info.filename == "[Content_Types].xml":
                try:
                    self._trees[info.filename] = etree.fromstring(content, parser)
                except etree.XMLSyntaxError as error:
                    raise Unreadable(f"{name}: the part {info.filename} is not whole") from error

    def passages(self) -> Iterator[Passage]:
        """Every text of every part, paragraph by paragraph, then every attribute, name and picture."""
        shared = [t for f, t in self._trees.items() if f.endswith("sharedStrings.xml")]
        for info, content in self._members:
            part = info.filename
            yield whole(f"{part}, name of the part", PurePosixPath(part).stem, seen=False)
            if part in self._trees:
                yield from tree_passages(self._trees[part], part)
            else:
                yield from _inner(part, content)
        if shared:
            yield from _numbers(self._trees)

    def without_preview(self) -> None:
        """Take out the small picture of the first page that some programs keep in the file: it shows what was there before."""
        self._members = [(i, c) for i, c in self._members if not _PREVIEW.match(i.filename)]
        for tree in (t for f, t in self._trees.items() if f.endswith((".rels", "META-INF/manifest.xml"))):
            for link in list(tree):
                if any(_PREVIEW.match(str(value).lstrip("/")) for value in link.attrib.values()):
                    tree.remove(link)

    def saved(self) -> bytes:
        """The file again, each part in its place."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info, content in self._members:
                tree = self._trees.get(info.filename)
                if tree is not None:
                    content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                archive.writestr(zipfile.ZipInfo(info.filename, info.date_time), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def tree_passages(root: Tree, part: str) -> Iterator[Passage]:
    """The texts of one XML part. A paragraph is given twice where text was deleted in it: with it and as it reads without."""
    count = 0
    unseen: set[str] = set()
    for element in root.iter():
        if isinstance(element, etree._Comment | etree._ProcessingInstruction | etree._Entity):
            yield Passage(f"{part}, a remark in the file", ((element.text or "", _text_writer(element)),))
            continue
        name = _local(element)
        if name in _BLOCKS:
            pieces, deleted = _pieces(element)
            count += 1
            if any(text for text, _ in pieces):
                yield Passage(f"{part}, paragraph {count}", tuple(pieces))
            if deleted:
                yield Passage(
                    f"{part}, paragraph {count} without deleted text", tuple(p for p in pieces if p not in deleted)
                )
        elif name in _MARGINS and element.text:
            yield Passage(f"{part}, {name}", tuple(_margin(element)))
        elif _block_of(element) is None:
            yield from (Passage(f"{part}, {name}", (piece,), name not in _NUMBERS_OF_FILE) for piece in _own(element))
        if name == "instrText" and element.text:
            yield Passage(f"{part}, field", ((element.text, _text_writer(element)),))
        for key, value in element.attrib.items():
            text, local = str(value), str(key).rsplit("}", 1)[-1]
            if _is_seen(element, name, local, text):
                yield Passage(f"{part}, {name} {local}", ((text, _attribute_writer(element, str(key))),))
            elif len(text) >= _SHORTEST_UNSEEN and not text.isdigit():
                unseen.add(text)
    if unseen:
        yield whole(f"{part}, settings of the part", " ; ".join(sorted(unseen)), seen=False)


def _is_seen(element: Tree, name: str, attribute: str, text: str) -> bool:
    """True for an attribute that a reader is shown or a writer is named in."""
    if attribute in _SEEN_ATTRIBUTES:
        return bool(text.strip()) and (attribute != "Target" or element.get("TargetMode") == "External")
    return attribute == "name" and name in _NAMED and bool(text.strip()) and not _given_by_office(text)


def _pieces(block: Tree) -> tuple[list[Piece], list[Piece]]:
    """The pieces of one paragraph, those of paragraphs inside it left out, and which of them are deleted text."""
    pieces: list[Piece] = []
    deleted: list[Piece] = []
    for element in block.iter():
        if not isinstance(element.tag, str) or _local(element) == "instrText":
            continue
        if element is not block and _block_of(element) is not block:
            continue
        if _local(element) in _BREAKS:
            pieces.append(("\n", None))
        own = list(_own(element))
        pieces.extend(own)
        if _local(element) == "delText":
            deleted.extend(own)
    return pieces, deleted


def _own(element: Tree) -> Iterator[Piece]:
    if element.text and element.text.strip("\r\n"):
        yield element.text, _text_writer(element)
    for child in element:
        if child.tail and child.tail.strip("\r\n"):
            yield child.tail, _tail_writer(child)


def _margin(element: Tree) -> Iterator[Piece]:
    """A header or footer of a sheet, its codes for place and form ("&C", "&12", "&\"Arial\"") set apart from its words."""
    parts = _CODES.split(element.text or "")

    def writer(number: int) -> Callable[[str], None]:
        def write(text: str) -> None:
            parts[number] = text
            element.text = "".join(parts)

        return write

    for number, part in enumerate(parts):
        yield ("\n", None) if number % 2 else (part, writer(number))


def _block_of(element: Tree) -> Tree | None:
    """The innermost paragraph an element stands in, itself when it is one."""
    at: Tree | None = element
    while at is not None:
        if isinstance(at.tag, str) and _local(at) in _BLOCKS:
            return at
        at = at.getparent()
    return None


def _text_writer(element: Tree) -> Callable[[str], None]:
    def write(text: str) -> None:
        element.text = text

    return write


def _tail_writer(element: Tree) -> Callable[[str], None]:
    def write(text: str) -> None:
        element.tail = text

    return write


def _attribute_writer(element: Tree, key: str) -> Callable[[str], None]:
    def write(text: str) -> None:
        element.set(key, text)

    return write


def _local(element: Tree) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _given_by_office(text: str) -> bool:
    """True for a name that the programs give by themselves ("Picture 3", "Sheet1", "Vertical Text Placeholder 1")."""
    return "placeholder" in text.lower() or text.rstrip("0123456789 ").lower() in _OFFICE_NAMES


_OFFICE_NAMES = frozenset(
    [
        "picture",
        "image",
        "sheet",
        "title",
        "subtitle",
        "textbox",
        "text",
        "box",
        "placeholder",
        "content",
        "placeholder",
        "table",
        "chart",
        "shape",
        "rectangle",
        "group",
        "diagram",
        "object",
        "footer",
        "slide",
        "number",
        "date",
        "oval",
        "line",
        "connector",
        "graphic",
        "straight",
        "connector",
        "notes",
        "header",
    ]
) | {
    "content placeholder",
    "text placeholder",
    "text box",
    "slide number placeholder",
    "date placeholder",
    "footer placeholder",
    "title placeholder",
    "straight connector",
    "slide number",
    "notes placeholder",
    "slide image placeholder",
    "header placeholder",
    "_xlnm.print_titles",
    "_xlnm.print_area",
    "_xlnm._filterdatabase",
}


def _inner(part: str, content: bytes) -> Iterator[Passage]:
    low = part.lower()
    if low.endswith(_FONTS):
        return
    if low.endswith(PICTURES):
        yield from picture_texts(part, content)
    elif content[:4] == b"PK\x03\x04":
        yield from (replace(p, place=f"{part}: {p.place}") for p in Office(content, name=part).passages())
    else:
        yield from strings_in(part, content)


def _numbers(trees: dict[str, Tree]) -> Iterator[Passage]:
    """Numbers in the cells of a workbook: an NHS or telephone number is often kept as one."""
    for part, tree in trees.items():
        if "worksheets/" in part and not part.endswith(".rels"):
            for value in tree.iter("{*}v"):
                cell = value.getparent()
                if value.text and len(value.text) >= 9 and cell is not None and cell.get("t") in (None, "n"):
                    text = value.text.split(".")[0]
                    yield whole(f"{part}, cell {cell.get('r', '')} as a number", f"{text} or 0{text}")
