"""Sets a very long document as a PDF of plain paragraphs in two columns.

A table of 20,000 rows would take Typst gigabytes and half a minute. This knows only what such a list needs: headings,
paragraphs with strong, quiet and marked words, a footer, and the tags by which a reading voice finds its way. Blocks are
taken one at a time, and nothing of them is kept but what is drawn.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

WIDE, HIGH = 841.89, 595.28
SIDE, TOP, BOTTOM, GUTTER = 42.5, 40.0, 52.0, 26.0
COLUMN = (WIDE - 2 * SIDE - GUTTER) / 2
SIZES = {"H1": 14.0, "H2": 11.0, "P": 9.0}
FOOT = 8.5
LEADING = 1.28
BEFORE = {"H1": 14.0, "H2": 10.0, "P": 5.5}
INK, GREY, GROUND = "0.106 0.122 0.137 rg", "0.302 0.333 0.365 rg", "1 0.914 0.659 rg"
LOOKS = {"": ("R", INK), "mark": ("R", INK), "strong": ("S", INK), "quiet": ("R", GREY)}
FILES = {"R": "AtkinsonHyperlegibleNext-Regular.ttf", "S": "AtkinsonHyperlegibleNext-SemiBold.ttf"}
UNKNOWN = "?"
KEPT_TOGETHER = 8
"""A paragraph of up to so many lines is not cut at the end of a column."""

Piece = tuple[int, int, str, float]
"""Words of one style in one line: from where to where in the text of their block, their style and width."""
Run = tuple[str, str]
"""A style ("", "strong", "quiet", "mark") and a text in it; a line end in the text begins a new line."""
Block = tuple[str, Sequence[Run]]
"""A tag (H1, H2, P) and what stands under it."""


@dataclass(frozen=True, slots=True)
class Long:
    """A long document: its blocks are read once."""

    title: str
    footer: str
    blocks: Iterable[Block]


def set_plainly(document: Long, out: Path, *, fonts: Path, made: datetime) -> None:
    """Write the PDF; a full disk is an OSError."""
    faces = {name: Face(fonts / file) for name, file in FILES.items()}
    if any(face.letters != faces["R"].letters for face in faces.values()):
        raise ValueError("the fonts do not number their glyphs alike")
    laid = _laid(_drawable_blocks(document.blocks, faces["R"]), faces)
    out.write_bytes(_document(document, laid, faces, made=f"D:{made:%Y%m%d%H%M%S}Z"))


class Face:
    """One TrueType font: which letters it draws, how wide, and what a PDF must say of it."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        (count,) = struct.unpack_from(">H", self.data, 4)
        self.tables = {
            self.data[12 + 16 * i : 16 + 16 * i].decode(): struct.unpack_from(">II", self.data, 20 + 16 * i)
            for i in range(count)
        }
        self.name = path.stem
        (self.unit,) = self._read("head", ">H", 18)
        self.box = [round(v * 1000 / self.unit) for v in self._read("head", ">4h", 36)]
        self.rise, self.fall = (round(v * 1000 / self.unit) for v in self._read("hhea", ">2h", 4))
        self.glyphs = self._glyphs()
        self.widths = self._widths()
        self.letters = {code: chr(glyph) for code, glyph in self.glyphs.items()}
        self.width_of = _Widths({chr(code): self.widths[glyph] / 1000 for code, glyph in self.glyphs.items()})
        self.plain = frozenset("\n").union(self.width_of).difference("\t\r")

    def _read(self, table: str, form: str, offset: int) -> tuple[int, ...]:
        return struct.unpack_from(form, self.data, self.tables[table][0] + offset)

    def _widths(self) -> list[int]:
        (total,) = self._read("hhea", ">H", 34)
        (glyphs,) = self._read("maxp", ">H", 4)
        told = [round(self._read("hmtx", ">H", 4 * i)[0] * 1000 / self.unit) for i in range(total)]
        return told + told[-1:] * (glyphs - total)

    def _glyphs(self) -> dict[int, int]:
        """From letters to glyphs, by the segments of the font's format 4 table."""
        (count,) = self._read("cmap", ">H", 2)
        records = [self._read("cmap", ">HHI", 4 + 8 * i) for i in range(count)]
        for start in (offset for platform, _, offset in records if platform in (0, 3)):
            if self._read("cmap", ">H", start)[0] != 4:
                continue
            n = self._read("cmap", ">H", start + 6)[0] // 2
            ends = self._read("cmap", f">{n}H", start + 14)
            starts = self._read("cmap", f">{n}H", start + 16 + 2 * n)
            deltas = self._read("cmap", f">{n}H", start + 16 + 4 * n)
            ranges = self._read("cmap", f">{n}H", start + 16 + 6 * n)
            found: dict[int, int] = {}
            for i in range(n):
                for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
                    glyph = code
                    if ranges[i]:
                        place = start + 16 + 6 * n + 2 * i + ranges[i] + 2 * (code - starts[i])
                        glyph = self._read("cmap", ">H", place)[0]
                    if glyph or not ranges[i]:
                        found[code] = (glyph + deltas[i]) & 0xFFFF
            return {code: glyph for code, glyph in found.items() if glyph}
        raise ValueError("the font has no table of letters that this reads")


class _Widths(dict[str, float]):
    """Widths of letters in parts of the size; what the font cannot draw takes half of it, a line end nothing."""

    def __missing__(self, letter: str) -> float:
        return 0.0 if letter == "\n" else 0.5


class Page:
    """What is drawn on one page, and which block each marked piece of it belongs to."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.blocks: list[int] = []


@dataclass(slots=True)
class Laid:
    """The pages, the tag of every block, and the headings by the number of their block."""

    pages: list[Page] = field(default_factory=lambda: [Page()])
    tags: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)


def _laid(blocks: Iterable[Block], faces: dict[str, Face]) -> Laid:
    """Lines set one below the other, column after column."""
    laid = Laid()
    pages = laid.pages
    column, y = 0, HIGH - TOP
    for number, (tag, runs) in enumerate(blocks):
        laid.tags.append(tag)
        if tag != "P":
            laid.headings[number] = "".join(text for _, text in runs)
        size = SIZES[tag]
        step = size * LEADING
        set_lines = list(lines(runs, faces, size))
        code = _code("".join(text for _, text in runs), faces["R"])
        y -= BEFORE[tag] if y < HIGH - TOP else 0
        needed = (len(set_lines) if len(set_lines) <= KEPT_TOGETHER else 2) * step + (40 if tag != "P" else 0)
        at = 0
        while at < len(set_lines):
            if y - needed < BOTTOM:
                column, y = column + 1, HIGH - TOP
                if column == 2:
                    column = 0
                    pages.append(Page())
            part = set_lines[at : at + max(1, int((y - BOTTOM) / step))]
            page = pages[-1]
            ground, text = _part(part, code, x=SIDE + column * (COLUMN + GUTTER), y=y, size=size, step=step)
            page.drawn.append(f"{ground}/{tag} <</MCID {len(page.blocks)}>> BDC\n{text}EMC\n")
            page.blocks.append(number)
            y -= step * len(part)
            at += len(part)
            needed = step
    return laid


def _drawable_blocks(blocks: Iterable[Block], face: Face) -> Iterator[Block]:
    """The blocks as the font can draw them, and one more at the end when there were letters that it cannot."""
    missing = 0
    for tag, runs in blocks:
        whole = "".join(text for _, text in runs)
        if _is_drawable(whole, face):
            yield tag, runs
            continue
        shown = []
        for style, text in runs:
            drawn, unknown = _drawable(text, face)
            missing += unknown
            shown.append((style, drawn))
        yield tag, shown
    if missing:
        said = f"{missing:,} letters that the fonts of this PDF cannot draw are shown as {UNKNOWN}; the other files have them."
        yield "P", [("quiet", said)]


def _drawable(text: str, face: Face) -> tuple[str, int]:
    """Composed letters, no invisible ones, the rest as question marks, and how many these are."""
    if _is_drawable(text, face):
        return text, 0
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    seen = [c for c in text if c == "\n" or c in face.width_of or unicodedata.category(c) != "Cf"]
    drawn = "".join(c if c == "\n" or c in face.width_of else UNKNOWN for c in seen)
    return drawn, sum(1 for c in seen if c != "\n" and c not in face.width_of)


def _is_drawable(text: str, face: Face) -> bool:
    return face.plain.issuperset(text) and unicodedata.is_normalized("NFC", text)


def _width(text: str, face: Face) -> float:
    return sum(map(face.width_of.__getitem__, text))


def lines(runs: Sequence[Run], faces: dict[str, Face], size: float) -> Iterator[list[Piece]]:
    """The lines of a block: each as full as the column allows, broken after a space or, in a longer word, within it.

    Where each letter ends is reckoned for the whole block at once; a line then costs two looks, whatever words it holds.
    """
    whole = "".join(text for _, text in runs)
    widths = chain.from_iterable(map(faces[LOOKS[style][0]].width_of.__getitem__, text) for style, text in runs)
    ends = list(accumulate(widths, initial=0.0))
    room = COLUMN / size
    stops = list(accumulate(len(text) for _, text in runs))
    run = start = 0
    while start < len(whole):
        stop = whole.find("\n", start)
        stop = len(whole) if stop < 0 else stop
        fits = bisect_right(ends, ends[start] + room) - 1
        cut = upto = stop
        if fits < stop:
            # The space at which a line is broken may stand over the edge.
            space = whole.rfind(" ", start, fits + 1)
            cut = upto = space + 1 if space > start else max(fits, start + 1)
        if cut == stop:
            upto = stop + 1
        line: list[Piece] = []
        at = start
        while at < cut:
            while stops[run] <= at:
                run += 1
            end = min(cut, stops[run])
            line.append((at, end, runs[run][0], (ends[end] - ends[at]) * size))
            at = end
        yield line
        start = upto


def _code(text: str, face: Face) -> str:
    """The glyphs of a text, four letters of code for each of its own; the same for every weight of the font."""
    return text.translate(face.letters).encode("utf-16-be", "replace").hex()


def _part(
    part: Sequence[Sequence[Piece]], code: str, *, x: float, y: float, size: float, step: float
) -> tuple[str, str]:
    """How lines below `y` are drawn, first the grounds of marked words, then the words."""
    drawn = [f"BT 1 0 0 1 {x:.1f} {y - step:.1f} Tm {step:.2f} TL "]
    grounds = []
    reached = face = colour = ""
    for line in part:
        y -= step
        at = x
        for start, end, style, width in line:
            if style == "mark":
                grounds.append(f"{at:.1f} {y - size * 0.25:.1f} {width:.1f} {size * 1.1:.1f} re f ")
            if style != reached or not face:
                reached = style
                wanted, ink = LOOKS[style]
                if wanted != face:
                    face = wanted
                    drawn.append(f"/{face} {size:g} Tf ")
                if ink != colour:
                    colour = ink
                    drawn.append(f"{ink} ")
            drawn.append(f"<{code[4 * start : 4 * end]}> Tj ")
            at += width
        drawn.append("T*\n")
    drawn.append("ET\n")
    ground = f"/Artifact BMC {GROUND} {''.join(grounds)}EMC\n" if grounds else ""
    return ground, "".join(drawn)


def _document(document: Long, laid: Laid, faces: dict[str, Face], *, made: str) -> bytes:
    """All objects with their cross-references; the parts that everybody needs come first."""
    pages = laid.pages
    objects: list[bytes] = [b""]

    def add(body: str | bytes = b"") -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects) - 1

    catalogue, tree, root, pages_at, parents, outline = (add() for _ in range(6))
    fonts = " ".join(f"/{name} {_font(add, face)} 0 R" for name, face in faces.items())
    resources = add(f"<</Font <<{fonts}>>>>")
    first_page = len(objects)
    first_block = first_page + 2 * len(pages)
    parts: list[list[tuple[int, int]]] = [[] for _ in laid.tags]
    for i, page in enumerate(pages):
        at = first_page + 2 * i
        for place, block in enumerate(page.blocks):
            parts[block].append((at, place))
        drawn = "".join((*page.drawn, _footer(document.footer, i + 1, len(pages), faces)))
        add(
            f"<</Type /Page /Parent {pages_at} 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Resources {resources} 0 R "
            f"/Contents {at + 1} 0 R /StructParents {i} /Tabs /S>>"
        )
        add(_stream(drawn.encode("latin-1")))
    for tag, found in zip(laid.tags, parts, strict=True):
        kids = " ".join(f"<</Type /MCR /Pg {at} 0 R /MCID {place}>>" for at, place in found)
        add(f"<</Type /StructElem /S /{tag} /P {root} 0 R /K [{kids}]>>")
    all_blocks = " ".join(f"{first_block + i} 0 R" for i in range(len(laid.tags)))
    objects[root] = f"<</Type /StructElem /S /Document /P {tree} 0 R /K [{all_blocks}]>>".encode()
    objects[tree] = f"<</Type /StructTreeRoot /K {root} 0 R /ParentTree {parents} 0 R>>".encode()
    named = " ".join(f"{i} [{' '.join(f'{first_block + b} 0 R' for b in p.blocks)}]" for i, p in enumerate(pages))
    objects[parents] = f"<</Nums [{named}]>>".encode()
    kids = " ".join(f"{first_page + 2 * i} 0 R" for i in range(len(pages)))
    objects[pages_at] = f"<</Type /Pages /Count {len(pages)} /Kids [{kids}]>>".encode()
    headings = [(title, parts[i][0][0]) for i, title in laid.headings.items() if parts[i]]
    _outline(objects, add, outline, headings)
    metadata = add(_metadata(document.title))
    info = add(f"<</Title {_text(document.title)} /Author (Keepsight) /Producer (Keepsight) /CreationDate ({made})>>")
    objects[catalogue] = (
        f"<</Type /Catalog /Pages {pages_at} 0 R /StructTreeRoot {tree} 0 R /MarkInfo <</Marked true>> /Lang (en-GB) "
        f"/ViewerPreferences <</DisplayDocTitle true>> /Outlines {outline} 0 R /Metadata {metadata} 0 R>>"
    ).encode()
    return _joined(objects, catalogue, info)


def _footer(text: str, number: int, total: int, faces: dict[str, Face]) -> str:
    here = f"Page {number} of {total}"
    x = WIDE - SIDE - _width(here, faces["R"]) * FOOT
    drawn = "".join(
        _part([[(0, len(said), "quiet", 0.0)]], _code(said, faces["R"]), x=at, y=30 + FOOT, size=FOOT, step=FOOT)[1]
        for said, at in ((_drawable(text, faces["R"])[0], SIDE), (here, x))
    )
    return f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n{drawn}EMC\n"


def _font(add: Any, face: Face) -> int:
    widths = " ".join(str(w) for w in face.widths)
    file = add(_stream(face.data, f"/Length1 {len(face.data)}"))
    told = add(
        f"<</Type /FontDescriptor /FontName /{face.name} /Flags 32 /FontBBox [{' '.join(map(str, face.box))}] /ItalicAngle 0 "
        f"/Ascent {face.rise} /Descent {face.fall} /CapHeight {face.rise} /StemV 80 /FontFile2 {file} 0 R>>"
    )
    cid = add(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{face.name} /CIDSystemInfo <</Registry (Adobe) /Ordering "
        f"(Identity) /Supplement 0>> /FontDescriptor {told} 0 R /W [0 [{widths}]] /CIDToGIDMap /Identity>>"
    )
    back = {glyph: code for code, glyph in sorted(face.glyphs.items(), reverse=True)}
    pairs = [f"<{glyph:04x}> <{code:04x}>" for glyph, code in sorted(back.items())]
    chunks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    cmap = "\n".join(f"{len(c)} beginbfchar\n{chr(10).join(c)}\nendbfchar" for c in chunks)
    unicode = add(
        _stream(
            (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Keepsight def /CMapType 2 def\n"
                f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{cmap}\nendcmap end end"
            ).encode()
        )
    )
    made: int = add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{face.name} /Encoding /Identity-H /DescendantFonts [{cid} 0 R] "
        f"/ToUnicode {unicode} 0 R>>"
    )
    return made


def _outline(objects: list[bytes], add: Any, outline: int, headings: list[tuple[str, int]]) -> None:
    ids = [add() for _ in headings]
    before: dict[int, int] = {b: a for a, b in pairwise(ids)}
    after: dict[int, int] = dict(pairwise(ids))
    for own, (title, page) in zip(ids, headings, strict=True):
        others = f"/Prev {before[own]} 0 R " if own in before else ""
        others += f"/Next {after[own]} 0 R " if own in after else ""
        objects[own] = f"<</Title {_text(title)} /Parent {outline} 0 R {others}/Dest [{page} 0 R /Fit]>>".encode()
    ends = f"/First {ids[0]} 0 R /Last {ids[-1]} 0 R /Count {len(ids)}" if ids else ""
    objects[outline] = f"<</Type /Outlines {ends}>>".encode()


def _metadata(title: str) -> bytes:
    title = title.replace("&", "&amp;").replace("<", "&lt;")
    body = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode(errors="replace")
    return b"<</Type /Metadata /Subtype /XML /Length %d>>\nstream\n%b\nendstream" % (len(body), body)


def _stream(data: bytes, extra: str = "") -> bytes:
    packed = zlib.compress(data, 3)
    return f"<</Filter /FlateDecode /Length {len(packed)} {extra}>>\nstream\n".encode() + packed + b"\nendstream"


def _text(text: str) -> str:
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"


def _joined(objects: list[bytes], catalogue: int, info: int) -> bytes:
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    at, places = len(parts[0]), []
    for number, body in enumerate(objects[1:], start=1):
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        places.append(at)
        at += len(part)
        parts.append(part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ident = f"{zlib.crc32(b''.join(parts)):08x}" * 4
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects), table)
        + f"trailer\n<</Size {len(objects)} /Root {catalogue} 0 R /Info {info} 0 R /ID [<{ident}> <{ident}>]>>\n".encode()
        + b"startxref\n%d\n%%%%EOF\n" % at
    )
    return b"".join(parts)
