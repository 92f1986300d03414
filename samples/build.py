"""Writes the sample review's Word, spreadsheet and text files from the readable rows in `samples/source/`.

Each file has the quirks that agencies' files really have (see `samples/child-a/README.md`). The same rows give the same
bytes every time: nothing here reads a clock. Run `python samples/build.py`.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

HERE = Path(__file__).parent
SOURCE = HERE / "source"
OUT = HERE / "child-a"
WRITTEN_AT = datetime(2024, 2, 29, 9, 0)  # noqa: DTZ001 - a spreadsheet's own clock has no zone
ZIP_TIME = (2024, 2, 29, 9, 0, 0)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
NARROW, WIDE = 16, 70
LONG_COLUMNS = ("Summary", "Text", "Note", "What happened", "What was said")
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
REAL_DAY = re.compile(r"\d\d/\d\d/\d\d\Z")

Row = tuple[str, ...]


def main(out: Path = OUT) -> None:
    """Write every file of the sample into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    police(out / "Heddlu Glannau - occurrences.xlsx")
    health(out / "BroHirwen_health_extract.csv")
    education(out / "Education chronology.xlsx")
    social_care(out / "Childrens Services chronology OT.docx")
    youth_justice(out / "YJS contacts.xls")
    adref(out / "Adref_YP.xlsx")
    housing(out / "housing_export.tsv")
    golau(out / "Golau return interviews.ods")
    family(out / "In our own words.docx")


def rows(name: str) -> tuple[Row, ...]:
    """The rows of one source file, their ids first; lines that begin with # are for people."""
    lines = (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines if line and not line.startswith("#"))


def police(path: Path) -> None:
    """A title and a note above the headings, real and typed dates, times as text, a row twice, a second sheet."""
    all_rows = rows("police")
    split = next(n for n, row in enumerate(all_rows) if row[0] == "P23")
    book = _book(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Occurrences")
    sheet.merge_range(
        0, 0, 0, 5, "Heddlu Glannau: occurrences re TREHARNE Owain, for Bro Hirwen Safeguarding Board", bold
    )
    sheet.write_string(1, 0, "Intelligence is on the second sheet. Printed for panel use only.")
    _fill(
        sheet,
        3,
        ("Date", "Time", "Occ No", "Place", "Summary", "Result"),
        all_rows[:split],
        day=day,
        heading=bold,
        wrapped=wrapped,
    )
    second = book.add_worksheet("Intelligence")
    _fill(second, 0, ("Logged", "Log", "Grade", "Text"), all_rows[split:], day=day, heading=bold, wrapped=wrapped)
    book.close()


def health(path: Path) -> None:
    """Semicolons and Windows quotation marks, a line above the headings, a note as the last row."""
    heading = ("Date", "Service", "Patient", "Entry", "Outcome", "Seen by")
    lines: list[Row] = [("Extract run 12/02/2024 09:14", "", "", "", "", ""), heading]
    lines += [(*row[1:], *[""] * (len(heading) - len(row[1:]))) for row in rows("health")]
    path.write_bytes(_separated(lines, ";").encode("cp1252"))


def education(path: Path) -> None:
    """Two sheets for two providers: the second orders and names its columns differently."""
    all_rows = rows("school")
    split = next(n for n, row in enumerate(all_rows) if row[0] == "S09")
    book = _book(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Ysgol Bae Hirwen")
    sheet.write_string(0, 0, "Pupil: Owain Treharne, Year 11", bold)
    _fill(
        sheet,
        2,
        ("Date", "Staff", "Type", "Note", "Action taken"),
        all_rows[:split],
        day=day,
        heading=bold,
        wrapped=wrapped,
    )
    second = book.add_worksheet("Glanrafon")
    turned = [(row[0], row[2], row[1], row[4], row[3], row[5]) for row in all_rows[split:]]
    _fill(
        second, 0, ("Tutor", "When", "What happened", "About", "Done"), turned, day=day, heading=bold, wrapped=wrapped
    )
    book.close()


def social_care(path: Path) -> None:
    """One table in three: headings repeated inside the first, repeated over the second, missing from the third."""
    heading = ("Date", "Event", "Decision / action", "Worker")
    all_rows = [row[1:] for row in rows("csc")]
    first, second, third = all_rows[:14], all_rows[14:25], all_rows[25:]
    body = [
        _paragraph("Children's Services: chronology of contacts", bold=True),
        _paragraph("Owain Treharne. Years are given where they change."),
        _table([heading, *first[:7], heading, *first[7:]], widths=(1500, 4200, 2600, 1300)),
        _paragraph("Continued"),
        _table([heading, *second], widths=(1500, 4200, 2600, 1300)),
        _paragraph(""),
        _table(third, widths=(1500, 4200, 2600, 1300)),
    ]
    _word(path, body)


def youth_justice(path: Path) -> None:
    """An old-style workbook: a title, an empty row, headings; dates partly real, partly typed without their year."""
    book = xlwt.Workbook(encoding="utf-8")
    book.set_owner("YJS")
    sheet = book.add_sheet("Contacts")
    day = xlwt.easyxf(num_format_str="DD/MM/YY")
    bold = xlwt.easyxf("font: bold on")
    sheet.write(0, 0, "Contact log, O.T.", bold)
    heading = ("Date of contact", "Time", "How", "Seen by", "Attended", "Notes", "Next")
    for column, text in enumerate(heading):
        sheet.write(2, column, text, bold)
        sheet.col(column).width = 256 * (60 if text == "Notes" else 14)
    wrapped = xlwt.easyxf("alignment: wrap on, vert top")
    for n, row in enumerate(rows("yjs"), start=3):
        for column, text in enumerate(row[1:]):
            if column == 0 and REAL_DAY.match(text):
                sheet.write(n, column, datetime.strptime(text, "%d/%m/%y"), day)  # noqa: DTZ007
            elif text:
                sheet.write(n, column, text, wrapped)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def adref(path: Path) -> None:
    """Dates counted from 1904, date and time in one cell."""
    book = _book(path, date_1904=True)
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Contacts")
    _fill(
        sheet,
        0,
        ("When", "Came?", "Worker", "What was said", "What we did"),
        rows("adref"),
        day=day,
        heading=bold,
        wrapped=wrapped,
    )
    book.close()


def housing(path: Path) -> None:
    """Tabs and UTF-16, as the housing system exports it."""
    lines = [("Ref", "Logged", "By", "Detail", "Outcome"), *(row[1:] for row in rows("housing"))]
    path.write_bytes(b"\xff\xfe" + _separated(lines, "\t").encode("utf-16-le"))


def golau(path: Path) -> None:
    """An OpenDocument spreadsheet with a title row."""
    lines = [("Return interviews, Owain T.",), ()]
    lines += [("Worker", "Seen on", "Missing", "What he told us", "Passed to"), *(row[1:] for row in rows("golau"))]
    cells = "".join(
        "<table:table-row>"
        + ("".join(_open_cell(text) for text in line) or "<table:table-cell/>")
        + "</table:table-row>"
        for line in lines
    )
    spaces = f'xmlns:office="{OPEN_DOCUMENT}:office:1.0" xmlns:table="{OPEN_DOCUMENT}:table:1.0"'
    spaces += f' xmlns:text="{OPEN_DOCUMENT}:text:1.0" xmlns:style="{OPEN_DOCUMENT}:style:1.0"'
    spaces += f' xmlns:number="{OPEN_DOCUMENT}:datastyle:1.0" office:version="1.2"'
    styles = (
        '<office:automatic-styles><number:date-style style:name="D1"><number:day number:style="long"/>'
        '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
        '<number:year number:style="long"/></number:date-style><style:style style:name="day" '
        'style:family="table-cell" style:data-style-name="D1"/></office:automatic-styles>'
    )
    sheet = f'<office:spreadsheet><table:table table:name="Interviews">{cells}</table:table></office:spreadsheet>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>{styles}'
        f"<office:body>{sheet}</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listing = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{OPEN_DOCUMENT}:manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    _zip(path, {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": listing})


def family(path: Path) -> None:
    """The mother's page and the boy's page, each a small table under its own heading."""
    all_rows = [row[1:] for row in rows("family")]
    heading = ("When", "What I want to say")
    body = [
        _paragraph("In our own words", bold=True),
        _paragraph("Told to an advocate in January and February 2024, and read back."),
        _paragraph("Rhian", bold=True),
        _table([heading, *all_rows[:8]], widths=(2200, 7400)),
        _paragraph("Owain", bold=True),
        _table([heading, *all_rows[8:]], widths=(2200, 7400)),
    ]
    _word(path, body)


def _book(path: Path, *, date_1904: bool = False) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path), {"date_1904": date_1904})
    book.set_properties({"created": WRITTEN_AT})
    return book


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    top: int,
    titles: Sequence[str],
    lines: Iterable[Row],
    *,
    day: xlsxwriter.format.Format,
    heading: xlsxwriter.format.Format,
    wrapped: xlsxwriter.format.Format,
) -> None:
    for column, text in enumerate(titles):
        sheet.write_string(top, column, text, heading)
        sheet.set_column(column, column, WIDE if text in LONG_COLUMNS else NARROW, wrapped)
    for n, row in enumerate(lines, start=top + 1):
        for column, text in enumerate(row[1:]):
            if text.startswith("d:"):
                sheet.write_datetime(n, column, datetime.fromisoformat(text[2:]), day)
            elif text:
                sheet.write_string(n, column, text)


def _separated(lines: Iterable[Sequence[str]], separator: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerows(lines)
    return buffer.getvalue()


def _open_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        day = date(int(text[6:]), int(text[3:5]), int(text[:2])).isoformat()
        kind = f'table:style-name="day" office:value-type="date" office:date-value="{day}"'
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def _paragraph(text: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(lines: Sequence[Sequence[str]], *, widths: Sequence[int]) -> str:
    """A bordered table; ^ goes on from the cell above, a row of one cell spans the table."""
    edges = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for s in EDGES)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    marked = [line[0] for line in lines] + [""]
    body = "".join(_row(line, widths, goes_on=marked[n + 1] == "^") for n, line in enumerate(lines))
    properties = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(line: Sequence[str], widths: Sequence[int], *, goes_on: bool) -> str:
    if len(line) == 1:
        span = f'<w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/></w:tcPr>'
        return f"<w:tr><w:tc>{span}{_paragraph(line[0])}</w:tc></w:tr>"
    cells = []
    for column, (text, width) in enumerate(zip(line, widths, strict=True)):
        merged = ""
        if column == 0 and text == "^":
            text, merged = "", "<w:vMerge/>"
        elif column == 0 and goes_on:
            merged = '<w:vMerge w:val="restart"/>'
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>{_paragraph(text)}</w:tc>')
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _word(path: Path, body: Sequence[str]) -> None:
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1100" w:bottom="1000" '
    page += 'w:left="1100" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    types = (
        f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    document = f"{head}<w:document {WORD}><w:body>{''.join(body)}{page}</w:body></w:document>"
    _zip(path, {"[Content_Types].xml": types, "_rels/.rels": links, "word/document.xml": document})


def _zip(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 3
            archive.writestr(info, text.encode())


if __name__ == "__main__":
    main()
