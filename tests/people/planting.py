"""Documents of every kind with a text planted in one part of them: what the gate has to find it in."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

import typst
import xlsxwriter
from docx import Document
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text as NoteOnPage

Planted = tuple[str, bytes]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _docx(*, body: str = "A plan was made.", name: str = "briefing.docx", **parts: str) -> Planted:
    document = Document()
    document.core_properties.author = parts.get("author", "")
    document.core_properties.title = parts.get("title", "")
    document.core_properties.comments = ""
    document.add_paragraph(body)
    if "split" in parts:
        paragraph = document.add_paragraph("Seen with ")
        for letter in parts["split"]:
            paragraph.add_run(letter).bold = letter.isupper()
    if "table" in parts:
        document.add_table(1, 1).cell(0, 0).text = parts["table"]
    if "header" in parts:
        document.sections[0].header.paragraphs[0].text = parts["header"]
    if "footer" in parts:
        document.sections[0].footer.paragraphs[0].text = parts["footer"]
    out = io.BytesIO()
    document.save(out)
    return name, out.getvalue()


def _in_word(xml: str) -> Planted:
    """A Word file with a piece of its own XML at the end of the body."""
    return _changed(_docx(), "word/document.xml", lambda t: t.replace("<w:sectPr", xml + "<w:sectPr", 1))


def _changed(document: Planted, part: str, change: Callable[[str], str]) -> Planted:
    name, data = document
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content.decode()).encode() if info.filename == part else content)
    return name, out.getvalue()


def _added(document: Planted, part: str, content: bytes) -> Planted:
    name, data = document
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part, content)
    return name, out.getvalue()


def _part(tag: str, inner: str) -> bytes:
    return f'<w:{tag} xmlns:w="{_W}">{inner}</w:{tag}>'.encode()


def _xlsx(*, cell: str | int = "A plan", **parts: str) -> Planted:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(parts.get("sheet", "Sheet1"))
        sheet.write(0, 0, cell)
        if "note" in parts:
            sheet.write_comment("A1", parts["note"], {"author": ""})
        if "rich" in parts:
            half = len(parts["rich"]) // 2
            sheet.write_rich_string(
                "B1", book.add_format({"bold": True}), parts["rich"][:half], parts["rich"][half:], " was seen"
            )
        if "footer" in parts:
            sheet.set_footer(f"&C{parts['footer']}")
        if "hidden" in parts:
            other = book.add_worksheet("Sheet2")
            other.write(0, 0, parts["hidden"])
            other.hide()
        if "prompt" in parts:
            sheet.data_validation("C1", {"validate": "any", "input_title": "Look", "input_message": parts["prompt"]})
        if "formula" in parts:
            sheet.write_formula("D1", f'="{parts["formula"]}"', value=parts["formula"])
        if "title" in parts:
            book.set_properties({"title": parts["title"]})
    return "timeline.xlsx", out.getvalue()


def _pptx(**parts: str) -> Planted:
    deck = Presentation()
    deck.core_properties.author, deck.core_properties.title = "", parts.get("title", "")
    deck.core_properties.last_modified_by = ""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_textbox(0, 0, Inches(4), Inches(1)).text_frame.text = parts.get("body", "A plan was made.")
    if "notes" in parts:
        slide.notes_slide.notes_text_frame.text = parts["notes"]
    if "table" in parts:
        slide.shapes.add_table(1, 1, 0, 0, Inches(2), Inches(1)).table.cell(0, 0).text = parts["table"]
    if "alt" in parts:
        picture = slide.shapes.add_picture(io.BytesIO(_PIXEL), 0, 0)
        picture._element.nvPicPr.cNvPr.set("descr", parts["alt"])
    out = io.BytesIO()
    deck.save(out)
    return "briefing.pptx", out.getvalue()


def _pdf(text: str = "A plan was made.", *, title: str = "A briefing", alt: str = "A line") -> Planted:
    source = (
        f"#set document(title: {json.dumps(title, ensure_ascii=False)}, date: none)\n"
        f"#{json.dumps(text, ensure_ascii=False)}\n\n"
        f"#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9'/></svg>\"), alt: {json.dumps(alt, ensure_ascii=False)})"
    )
    return "briefing.pdf", typst.compile(source.encode())


def _with_writer(change: Callable[[PdfWriter], object]) -> Planted:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_pdf()[1])))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return "briefing.pdf", out.getvalue()


def _png(kind: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return _PIXEL[:33] + chunk + _PIXEL[33:]


def _page(inner: str) -> Planted:
    return (
        "briefing.html",
        f"<!DOCTYPE html><html lang=en><head><title>A plan</title></head><body>{inner}</body></html>".encode(),
    )


PLACES: dict[str, Callable[[str], Planted]] = {
    "Word body": lambda t: _docx(body=f"Seen with {t} at home."),
    "Word run by run": lambda t: _docx(split=t),
    "Word table": lambda t: _docx(table=t),
    "Word header": lambda t: _docx(header=t),
    "Word footer": lambda t: _docx(footer=t),
    "Word author": lambda t: _docx(author=t),
    "Word title": lambda t: _docx(title=t),
    "Word deleted text": lambda t: _in_word(
        f'<w:p><w:del w:id="1" w:author=""><w:r><w:delText>{t}</w:delText></w:r></w:del></w:p>'
    ),
    "Word inserted text": lambda t: _in_word(
        f'<w:p><w:ins w:id="1" w:author=""><w:r><w:t>{t}</w:t></w:r></w:ins></w:p>'
    ),
    "Word author of a change": lambda t: _in_word(
        f'<w:p><w:ins w:id="1" w:author="{t}"><w:r><w:t>a plan</w:t></w:r></w:ins></w:p>'
    ),
    "Word hidden text": lambda t: _in_word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{t}</w:t></w:r></w:p>"),
    "Word field": lambda t: _in_word(f'<w:p><w:r><w:instrText>QUOTE "{t}"</w:instrText></w:r></w:p>'),
    "Word remark in the file": lambda t: _in_word(f"<!-- {t} -->"),
    "Word comment": lambda t: _added(
        _docx(),
        "word/comments.xml",
        _part("comments", f'<w:comment w:id="0"><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:comment>'),
    ),
    "Word footnote": lambda t: _added(
        _docx(),
        "word/footnotes.xml",
        _part("footnotes", f"<w:footnote><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:footnote>"),
    ),
    "Word alternative text": lambda t: _in_word(
        f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="urn:x" id="1" name="Picture 1" descr="{t}"/></w:drawing></w:r></w:p>'
    ),
    "Word text box": lambda t: _in_word(
        f"<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    ),
    "Word picture": lambda t: _added(
        _docx(), "word/media/image9.png", _png(b"tEXt", b"Author\0" + t.encode("latin-1", "replace"))
    ),
    "Word file inside": lambda t: _added(_docx(), "word/embeddings/sheet.xlsx", _xlsx(cell=t)[1]),
    "Word file name": lambda t: _docx(name=f"Briefing {t}.docx".replace("/", "-")),
    "Excel cell": lambda t: _xlsx(cell=t),
    "Excel formatted cell": lambda t: _xlsx(rich=t),
    "Excel comment": lambda t: _xlsx(note=t),
    "Excel footer": lambda t: _xlsx(footer=t),
    "Excel hidden sheet": lambda t: _xlsx(hidden=t),
    "Excel prompt": lambda t: _xlsx(prompt=t),
    "Excel formula": lambda t: _xlsx(formula=t),
    "Excel title": lambda t: _xlsx(title=t),
    "PowerPoint body": lambda t: _pptx(body=f"Seen with {t}."),
    "PowerPoint notes": lambda t: _pptx(notes=t),
    "PowerPoint table": lambda t: _pptx(table=t),
    "PowerPoint alternative text": lambda t: _pptx(alt=t),
    "PowerPoint title": lambda t: _pptx(title=t),
    "PDF body": lambda t: _pdf(f"Seen with {t} at home."),
    "PDF title": lambda t: _pdf(title=t),
    "PDF alternative text": lambda t: _pdf(alt=t),
    "PDF property": lambda t: _with_writer(lambda w: w.add_metadata({"/Subject": t})),
    "PDF note": lambda t: _with_writer(lambda w: w.add_annotation(0, NoteOnPage(rect=(9, 9, 99, 99), text=t))),
    "PDF bookmark": lambda t: _with_writer(lambda w: w.add_outline_item(title=t, page_number=0)),
    "PDF attachment": lambda t: _with_writer(lambda w: w.add_attachment("notes.txt", t.encode())),
    "Web page body": lambda t: _page(f"<p>Seen with <b>{t[:3]}</b>{t[3:]} at home.</p>"),
    "Web page alternative text": lambda t: _page(f'<img src="a.png" alt="{t}">'),
    "Web page remark": lambda t: _page(f"<p>A plan</p><!-- {t} -->"),
    "Web page hidden part": lambda t: _page(f"<p hidden>{t}</p>"),
    "Web page picture": lambda t: _page(
        f'<img alt="" src="data:image/png;base64,{base64.b64encode(_png(b"iTXt", b"Title" + bytes(5) + t.encode())).decode()}">'
    ),
    "text": lambda t: ("briefing.txt", f"Seen with {t} at home.\n".encode()),
    "text with invisible letters": lambda t: (
        "briefing.txt",
        f"Seen with {t[:2]}\u00ad{t[2:4]}\u200b{t[4:]}.\n".encode(),
    ),
    "csv": lambda t: ("timeline.csv", f"date,text\n1 May,{t}\n".encode()),
    "json value": lambda t: ("timeline.json", json.dumps({"entries": [{"text": t}]}).encode()),
    "json key": lambda t: ("timeline.json", json.dumps({t: 1}).encode()),
    "drawing": lambda t: ("lanes.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{t}</text></svg>'.encode()),
    "picture text": lambda t: (
        "lanes.png",
        _png(b"zTXt", b"Comment\0\0" + zlib.compress(t.encode("latin-1", "replace"))),
    ),
    "picture remark": lambda t: (
        "photo.jpg",
        b"\xff\xd8\xff\xfe" + struct.pack(">H", len(t.encode()) + 2) + t.encode() + b"\xff\xd9",
    ),
}
