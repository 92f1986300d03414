"""One way into every kind of document that may be published; what is no such kind cannot be read, and the gate says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from lxml import etree

from keepsight.model import KeepsightError
from keepsight.people.papers.office import Office, tree_passages
from keepsight.people.papers.other import json_passages, page_passages, pdf_passages, text_passages
from keepsight.people.papers.passages import Passage, Unreadable, whole
from keepsight.people.papers.pictures import PICTURES, picture_texts

OFFICE = (".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".odp")
TEXT = (".txt", ".csv", ".tsv", ".md", ".toml", ".css", ".js", ".ics")


def passages_of(name: str, data: bytes) -> Iterator[Passage]:
    """Every passage of a document, its own name first; Unreadable for a kind, or a part, that cannot be read."""
    yield whole(f"{name}, file name", PurePath(name).stem.replace("_", " ").replace("-", " "))
    yield whole(f"{name}, file name", PurePath(name).stem)
    kind = PurePath(name).suffix.lower()
    if kind in OFFICE:
        yield from Office(data, name=name).passages()
    elif kind == ".pdf":
        yield from pdf_passages(name, data)
    elif kind in (".html", ".htm"):
        yield from page_passages(name, data)
    elif kind == ".json":
        yield from json_passages(name, data)
    elif kind in TEXT:
        yield from text_passages(name, data)
    elif kind in (".svg", ".xml"):
        try:
            yield from tree_passages(
                etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)), name
            )
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"{name}: no whole XML") from error
    elif kind in PICTURES:
        yield from picture_texts(name, data)
    else:
        raise Unreadable(f"{name}: a {kind or 'file without an ending'} cannot be read here")


def readable_text(path: Path) -> str:
    """What somebody who opens a document reads of it, one passage a line; KeepsightError when it is not there or unreadable."""
    try:
        found = [p.text for p in passages_of(path.name, path.read_bytes()) if p.seen and p.text.strip()]
    except (OSError, Unreadable) as error:
        raise KeepsightError(f"{path.name} cannot be read; name a document that is there and opens.") from error
    return "\n".join(dict.fromkeys(found))
