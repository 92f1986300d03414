"""Makes folders of invented chronologies of any size, for the benchmarks: eight files of one child, as agencies send them.

Every agency has its own columns and voice. The number of rows a day stays the same whatever the size, so that more rows
mean more years and the work for each row can be compared. The same size gives the same rows.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

ROWS_A_DAY = 20
LAST_DAY = date(2024, 3, 31)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ZIP_TIME = (2024, 3, 31, 9, 0, 0)

Row = tuple[date, str, list[str]]
"""A day, the day as it is written, and the other cells."""

CHILD, MOTHER, PARTNER, NAN, FRIEND, OLDER = "Tomos", "Carys", "Lee Maddox", "Mrs Penry", "Callum", "Dani"
SCENES = {
    "school": (
        "{c} late again, {n} minutes, said {he} had been up with the baby",
        "Asleep in {lesson}. No breakfast. Toast in the office and sent back at ten",
        "Bruise on the left {limb}, said {he} fell on the {where}",
        "New trainers and a second phone, would not say where from",
        "Rang home, no answer. Rang {nan}, she will come",
        "Lovely day in {lesson}, worked with {f} and helped to tidy up",
        "Exclusion for {n} days after shouting at staff in {lesson}",
        "Meeting with {m}. She agreed to the plan and thanked us",
        "Attendance {n}% this half term, letter sent",
        "Told me that {p} shouts and that {he} hides the keys",
    ),
    "health": (
        "DNA {clinic}. Letter sent, {n} of 3",
        "Seen in {clinic} with {m}. Wt {n} kg. No concerns",
        "Was not brought to {clinic}; {m} rang to say no bus fare",
        "Clinic cancelled by service, new date in {n} weeks",
        "Attended {clinic} alone. Tearful. Says sleep is poor",
        "Prescription not collected since {month}. Rang {m}, no answer",
        "{nan} attended with {c}, worried about weight and bruising",
        "Repeat request refused, needs review in {clinic}",
        "Discharged from {clinic} after {n} missed appointments",
        "Imms given. {m} chatty, partner {p} waited in the car",
    ),
    "police": (
        "{c} reported missing from home at {clock}, last seen {where}. Medium risk",
        "Located at {clock} with {o}, 24 yrs, in a car at {where}. Returned to {m}",
        "Attended verbal dispute {m} and {p}. {c} present upstairs. PPN submitted",
        "Stopped near {where} with two others, smell of cannabis, {n} pounds in cash",
        "Arrested for theft of a pedal cycle. Appropriate adult {nan}",
        "Intel: males seen handing packets to young people at {where}",
        "Call from neighbour, shouting and crying, no reply at door, all quiet",
        "Welfare check, {m} seen at the door, house in order. No concerns",
    ),
    "care": (
        "Referral from school about bruise and tiredness. {m} spoken to by phone, denies any concern",
        "Announced home visit. {c} seen with {m}. House tidy, {p} said to have moved out",
        "Visit attempted, no access. Card left",
        "Strategy discussion with police and health. Threshold not met, school to monitor",
        "{c} seen alone at school. Said {he} likes {o} because she listens",
        "Core group. {m} did not attend. Plan to continue for {n} weeks",
        "Assessment closed. {m} is engaging well with support",
        "{nan} rang: {c} slept at hers three nights because of {p}. Advised to ring again if worried",
        "Case transferred to new worker, file to be read",
        "Review conference. Unanimous decision to step down",
    ),
    "youth": (
        "Session {n}. {c} on time, talked about {f} and football",
        "Did not attend. Text sent, no reply. Second this month",
        "Home visit with {nan}. {c} in bed at {clock}, would not come down",
        "{c} gave {o}'s number as next of kin. Says she is his girlfriend and buys his food",
        "Warning letter for missed appointments",
        "Reparation at the allotment, worked hard, good mood",
        "Said he owes {n}0 pounds and cannot say to whom",
    ),
    "housing": (
        "Repair visit, boiler. Let in by {p}. Two children at the table",
        "Arrears {n}4 pounds. Letter",
        "Neighbour complains of cars at night and people at the window of {where}",
        "Tenancy visit, no answer, curtains drawn",
        "{m} asks for a move, says she is afraid of visitors",
    ),
    "nursing": (
        "Contact at school. {c} says headaches since {month}. Height and weight taken",
        "Telephone call to {m}, number not in use",
        "Care plan for asthma updated with {lesson} staff. Inhaler empty",
        "Seen in drop-in with {f}. Asked about sexual health, age of partner not asked",
        "Not in school today, appointment moved to next week",
    ),
    "charity": (
        "{c} came with {nan}. Painted for an hour. Said the house is loud",
        "Group session. {c} quiet until {f} came",
        "No show. Rang {m}, she said wrong day",
        'One to one. {he_up} said: "I sleep with my shoes on"',
        "Drove {c} home, {p} at the door, did not greet us",
    ),
}
ACTIONS = (
    "NFA",
    "Letter sent",
    "Discussed with manager",
    "Referral to MASH",
    "Rebook",
    "To monitor",
    "",
    "",
    "Rang back",
    "Plan to continue",
    "Shared with school nurse",
    "Advice given",
    "Await",
    "Closed",
    "Police informed",
)
STAFF = ("J Harcourt", "P Ellwood", "Sian Beddoe", "Duty", "M Okafor", "K Trent", "Mr Lyle", "R Anand")
FILL = {
    "lesson": ("maths", "PE", "form time", "art", "Welsh", "science"),
    "limb": ("arm", "cheek", "shin", "wrist", "ear"),
    "where": ("stairs", "Quay Street", "the bus station", "Bryn Park", "the flats", "Castle Row"),
    "clinic": ("asthma clinic", "CAMHS", "dental", "audiology", "dietetics", "the surgery"),
    "month": ("January", "Easter", "the summer", "October"),
    "clock": ("21:40", "02:15", "16:05", "23:50"),
}
PEOPLE = (
    ("SUBJ", "child", "Tomos Penry-Vaughan;Tomos;Tom", "m", "2009-06-14", ""),
    ("MUM", "mother", "Carys Vaughan;Carys;Mrs Vaughan", "f", "", ""),
    ("PARTNER", "parent_partner", "Lee Maddox;Lee", "m", "", ""),
    ("NAN", "grandparent", "Mrs Penry;Olwen Penry", "f", "", ""),
    ("FRIEND", "peer", "Callum Rees;Callum", "m", "", ""),
    ("OLDER", "adult_associate", "Dani Frost;Dani", "f", "", ""),
    *((f"W{n}", "professional", name, "", "", "") for n, name in enumerate(STAFF) if name != "Duty"),
)
FILES = (
    ("Childrens Services chronology.docx", "Children's social care", "care"),
    ("Police_occurrences.xlsx", "Police", "police"),
    ("gp_export.csv", "GP", "health"),
    ("School pastoral log.xlsx", "School", "school"),
    ("School nursing record.docx", "School nursing", "nursing"),
    ("YJS contacts.xls", "Youth justice", "youth"),
    ("housing_log.tsv", "Housing", "housing"),
    ("Young peoples project.docx", "Third sector", "charity"),
)


def make_folder(folder: Path, rows: int) -> tuple[Path, ...]:
    """Write about `rows` rows in eight files, `people.csv` and `review.toml` into a folder; returns the eight files."""
    folder.mkdir(parents=True, exist_ok=True)
    days = max(30, rows // ROWS_A_DAY)
    first = LAST_DAY - timedelta(days=days - 1)
    paths = []
    for number, (name, _, voice) in enumerate(FILES):
        path = folder / name
        share = rows // len(FILES) + (number < rows % len(FILES))
        _WRITERS[path.suffix](path, voice, list(_rows(voice, share, first, days)))
        paths.append(path)
    _people(folder / "people.csv")
    _settings(folder / "review.toml", first)
    return tuple(paths)


def _rows(voice: str, count: int, first: date, days: int) -> Iterator[list[str]]:
    """Rows in order of their days: date, time, worker, narrative, action."""
    chance = random.Random(f"{voice} {count}")
    offsets = sorted(chance.randrange(days) for _ in range(count))
    for offset in offsets:
        day = first + timedelta(days=offset)
        told = [_scene(voice, chance) for _ in range(1 + (chance.random() < 0.55) + (chance.random() < 0.2))]
        yield [day.isoformat(), _clock(chance), chance.choice(STAFF), ". ".join(told) + ".", chance.choice(ACTIONS)]


def _scene(voice: str, chance: random.Random) -> str:
    words = {name: chance.choice(choices) for name, choices in FILL.items()}
    return chance.choice(SCENES[voice]).format(
        c=CHILD, m=MOTHER, p=PARTNER, nan=NAN, f=FRIEND, o=OLDER, he="he", he_up="He", n=chance.randint(2, 40), **words
    )


def _clock(chance: random.Random) -> str:
    return f"{chance.randint(7, 23):02}:{chance.choice((0, 5, 10, 20, 30, 45)):02}"


def _by_hand(day: str, chance: random.Random) -> str:
    """A day as people type it into Word: mostly plain, now and then loose."""
    d = date.fromisoformat(day)
    kind = chance.random()
    if kind < 0.5:
        return f"{d:%d/%m/%Y}"
    if kind < 0.85:
        return f"{d:%d/%m/%y}"
    if kind < 0.93:
        return f"{d.day} {d:%B %Y}"
    if kind < 0.97:
        return f"w/c {d:%d/%m/%Y}"
    return f"early {d:%B %Y}"


def _word(path: Path, voice: str, rows: list[list[str]]) -> None:
    chance = random.Random(voice)
    heading = ["Date", "Event", "Action taken", "Worker"]
    body = [_paragraph(f"Chronology of {CHILD}"), "<w:tbl><w:tblPr/>", _table_row(heading)]
    body += [_table_row([_by_hand(r[0], chance), r[3], r[4], r[2]]) for r in rows]
    body.append("</w:tbl>")
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {WORD}><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'
    kinds = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", kinds), ("_rels/.rels", links), ("word/document.xml", document)):
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)


_FONT = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'


def _paragraph(text: str, runs: int = 1) -> str:
    """A paragraph with its text in so many runs, as Word leaves it after the spelling was checked."""
    words = text.split(" ")
    size = max(1, len(words) // runs)
    pieces = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
    pieces = [piece + " " for piece in pieces[:-1]] + pieces[-1:]
    parts = (
        f'<w:r w:rsidRPr="00C41D2F">{_FONT}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces
    )
    style = f'<w:pPr><w:pStyle w:val="TableText"/>{_FONT}</w:pPr>'
    return f'<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w:rsidP="00B12C55">{style}{"".join(parts)}</w:p>'


def _table_row(cells: Sequence[str]) -> str:
    parts = (
        f'<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>{_paragraph(cell, 1 + len(cell) // 80)}</w:tc>'
        for cell in cells
    )
    return f'<w:tr w:rsidR="00A77B3E" w:rsidTr="00B12C55"><w:trPr><w:cantSplit/></w:trPr>{"".join(parts)}</w:tr>'


def _excel(path: Path, voice: str, rows: list[list[str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False})
    book.set_properties({"created": datetime.combine(LAST_DAY, datetime.min.time())})
    day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
    sheet = book.add_worksheet("Log")
    sheet.write_string(0, 0, f"Export for review: {CHILD}")
    timed = voice == "police"
    sheet.write_row(
        2, 0, ["Date", "Time", "Details", "Result", "Officer"] if timed else ["Date", "Staff", "Note", "Action"]
    )
    for number, (iso, when, worker, told, action) in enumerate(rows, start=3):
        sheet.write_datetime(number, 0, datetime.fromisoformat(iso), day)
        if timed:
            sheet.write_datetime(number, 1, datetime.strptime(when, "%H:%M"), clock)  # noqa: DTZ007 - a clock alone
            sheet.write_row(number, 2, [told, action, worker])
        else:
            sheet.write_row(number, 1, [worker, told, action])
    book.close()


def _old_excel(path: Path, voice: str, rows: list[list[str]]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(f"{voice} contacts")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for column, name in enumerate(("Date of contact", "Time", "Summary", "Next", "Worker")):
        sheet.write(0, column, name)
    for number, (iso, when, worker, told, action) in enumerate(rows, start=1):
        sheet.write(number, 0, datetime.fromisoformat(iso), day)
        for column, text in enumerate((when, told, action, worker), start=1):
            sheet.write(number, column, text)
    book.save(str(path))


def _separated(path: Path, _voice: str, rows: list[list[str]]) -> None:
    held = io.StringIO()
    tab = path.suffix == ".tsv"
    writer = csv.writer(held, delimiter="\t" if tab else ",", lineterminator="\r\n")
    writer.writerow(
        ["Ref", "Logged", "By", "Detail", "Outcome"] if tab else ["Date", "Time", "Entry", "Outcome", "Seen by"]
    )
    for number, (iso, when, worker, told, action) in enumerate(rows, start=1):
        day = date.fromisoformat(iso)
        written = f"{day:%d/%m/%y}" if tab else f"{day:%d/%m/%Y}"
        writer.writerow(
            [f"H{number:05}", written, worker, told, action] if tab else [written, when, told, action, worker]
        )
    path.write_bytes(held.getvalue().encode("utf-16" if tab else "utf-8"))


def _people(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(("ref", "role", "names", "gender", "dob", "agency"))
        writer.writerows(PEOPLE)


def _settings(path: Path, first: date) -> None:
    lines = ['title = "A review to measure with"', "", "[scope]", f'from = "{first}"', f'to = "{LAST_DAY}"']
    for name, agency, _ in FILES:
        lines += ["", "[[file]]", f'name = "{name}"', f'agency = "{agency}"']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


_WRITERS: dict[str, Callable[[Path, str, list[list[str]]], None]] = {
    ".docx": _word,
    ".xlsx": _excel,
    ".xls": _old_excel,
    ".csv": _separated,
    ".tsv": _separated,
}
