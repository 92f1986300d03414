"""Word documents: a frame from python-docx, and a body written as text, since 20,000 rows through objects take minutes.

The frame carries what makes a document usable for everybody: title, language, real headings and lists, a header row
that repeats, and a footer that says whether names stand in it and on which page one is.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from keepsight.publish.words import is_plain, printable
from keepsight.publish.zips import rewrite, without_preview

FONT = "Arial"
INK, QUIET = RGBColor.from_string("1B1F23"), RGBColor.from_string("4D555D")
TWIPS_A_MM = 56.6929
MARGIN_MM = 15
PORTRAIT_MM, LANDSCAPE_MM = 180, 267
"""The width between the margins of A4."""

PIECE = 400


def run(text: str, style: str = "") -> str:
    """A run of text in a character style ("Strong", "Quiet", "Marked"); line ends and tabs are kept."""
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    said = text if is_plain(text) else escape(printable(text))
    if "\n" in said or "\t" in said or "\r" in said:
        said = said.replace("\r\n", "\n").replace("\r", "\n")
        said = said.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        said = said.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{look}<w:t xml:space="preserve">{said}</w:t></w:r>'


def para(*runs: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def heading(level: int, text: str) -> str:
    return para(run(text), style=f"Heading{level}")


def table(heads: Sequence[str], widths_mm: Sequence[float], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table whose header row repeats on every page; a cell is the XML of its paragraphs, "" for an empty one."""
    widths = [round(w * TWIPS_A_MM) for w in widths_mm]
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="KeepsightTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr><w:tblGrid>'
    )
    yield "".join(f'<w:gridCol w:w="{w}"/>' for w in widths) + "</w:tblGrid>"
    cells = "".join(_cell(para(run(h), style="TableHead"), w) for h, w in zip(heads, widths, strict=True))
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
    for row in rows:
        body = "".join(_cell(c or "<w:p/>", w) for c, w in zip(row, widths, strict=True))
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{body}</w:tr>"
    yield "</w:tbl>"


def write_document(
    out: Path,
    *,
    title: str,
    made: datetime,
    footer: str,
    body: Iterable[str],
    landscape: bool = False,
    language: str = "en-GB",
) -> None:
    """Write the document: the frame with `body` (paragraphs and tables as XML) inside."""
    frame = io.BytesIO()
    _frame(title, made, footer, landscape=landscape, language=language).save(frame)
    frame.seek(0)
    document = _part(frame, "word/document.xml")
    before, mark, after = document.partition(b"<w:sectPr")
    pieces = chain((before,), _in_pieces(body), (mark + after,))
    rewrite(frame, out, parts={"word/document.xml": pieces})


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _in_pieces(body: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    for part in body:
        waiting.append(part)
        if len(waiting) == PIECE:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()


def _part(frame: io.BytesIO, name: str) -> bytes:
    with zipfile.ZipFile(frame) as parts:
        return parts.read(name)


def _frame(title: str, made: datetime, footer: str, *, landscape: bool, language: str) -> Any:
    document = Document()
    core = document.core_properties
    core.title, core.author, core.language = printable(title)[:255], "Keepsight", language
    core.last_modified_by, core.comments, core.keywords = "Keepsight", "", ""
    core.created = core.modified = made
    core.revision = 1
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = Mm(MARGIN_MM)
    section.bottom_margin, section.footer_distance = Mm(18), Mm(9)
    _styles(document, language)
    _footer(section, footer, LANDSCAPE_MM if landscape else PORTRAIT_MM)
    for paragraph in list(document.element.body.iterchildren(qn("w:p"))):
        document.element.body.remove(paragraph)
    without_preview(document.part.package.rels)
    return document


def _styles(document: Any, language: str) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for told in defaults.iterchildren(qn("w:lang")):
        told.set(qn("w:val"), language)
    _font(styles["Normal"], 10.5, INK, after=4)
    _font(styles["Title"], 22, INK, bold=True, after=4)
    for border in styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    for level, size, before in ((1, 15, 16), (2, 12.5, 14), (3, 11, 10), (4, 10.5, 6)):
        _font(styles[f"Heading {level}"], size, INK, bold=True, before=before, after=4)
    _font(styles["List Bullet"], 10.5, INK, after=3)
    looks = (("TableHead", 9, 2), ("TableText", 9.5, 2), ("Small", 9, 2), ("Beneath", 9, 2), ("Lead", 10.5, 8))
    for name, size, after in looks:
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _font(style, size, INK if name == "TableText" else QUIET, after=after)
        # What stands beneath a heading or heads a table is not left alone at the foot of a page.
        style.paragraph_format.keep_with_next = name in ("TableHead", "Beneath")
    for name in ("Quiet", "Marked", "Changed", "Source"):
        styles.add_style(name, 2)
    styles["Quiet"].font.color.rgb = styles["Source"].font.color.rgb = QUIET
    styles["Source"].font.size = Pt(8)
    styles["Changed"].font.bold = True
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "FFE9A8")):
        shade.set(qn(f"w:{key}"), value)
    styles["Marked"].element.get_or_add_rPr().append(shade)
    _table_style(styles)


def _font(
    style: Any, size: float, colour: RGBColor, *, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15


def _table_style(styles: Any) -> None:
    """Hair lines between rows, none between columns."""
    style = styles.add_style("KeepsightTable", 3)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C3C8CD")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 60), ("left", 0), ("bottom", 40), ("right", 140)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(borders)
    properties.append(margins)
    style.element.append(properties)


def _footer(section: Any, text: str, width_mm: float) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.style.font.size, paragraph.style.font.name = Pt(8.5), FONT
    paragraph.style.font.color.rgb = QUIET
    for stop in list(paragraph.style.paragraph_format.tab_stops):
        stop._element.getparent().remove(stop._element)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width_mm), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{printable(text)}\tPage ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    inner = OxmlElement("w:r")
    number = OxmlElement("w:t")
    number.text = "1"
    inner.append(number)
    field.append(inner)
    paragraph._p.append(field)
