"""Opens the zip that a Word or Excel file is, and lets nothing out that could harm the machine.

A file of a few kilobytes can be made to swell to gigabytes. The directory is checked before anything is inflated, the
bytes are counted while they are, and markup that could fetch or repeat other text (a DTD) is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from keepsight.intake.grid import Unreadable

MAX_PARTS = 5_000
MAX_PART_BYTES = 200_000_000
MAX_TOTAL_BYTES = 400_000_000
MAX_RATIO = 200
RATIO_FROM_BYTES = 5_000_000
MAX_TAGS = 5_000_000
SHORTEST_TAG = 4
DAMAGED = "is cut short or damaged: ask the agency to send it again"
PASSWORD = "is protected with a password: ask the agency for a copy without one"  # noqa: S105 - a sentence about one
SWOLLEN = "would swell to far more than it seems when opened, so it was not: ask the agency to save it again"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an opened file by their names in lower case, each checked against the directory."""

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.names

    def read(self, name: str) -> bytes:
        """The bytes of a part; Unreadable when they are damaged, locked or more than the directory says."""
        info = self.names[name.casefold()]
        try:
            return self.archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise Unreadable(DAMAGED) from None
        except NotImplementedError:
            raise Unreadable("is packed in a way that cannot be opened: save it again and send it") from None
        except RuntimeError:
            raise Unreadable(PASSWORD) from None

    def markup(self, name: str) -> bytes:
        """The bytes of a part that is markup; Unreadable when it declares anything or is too much to hold."""
        read = self.read(name)
        refuse_declarations(read)
        return read


def open_parts(data: bytes) -> Parts:
    """The parts of a zipped file; Unreadable when it must not be opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise Unreadable(DAMAGED) from None
    infos = archive.infolist()
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
        raise Unreadable(SWOLLEN)
    for info in infos:
        swells = info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if swells or info.file_size > MAX_PART_BYTES:
            raise Unreadable(SWOLLEN)
        if info.flag_bits & 1:
            raise Unreadable(PASSWORD)
    names = {info.filename.casefold(): info for info in infos}
    if len(names) < len(infos):
        raise Unreadable(DAMAGED)
    return Parts(archive, names)


def refuse_declarations(markup: bytes) -> None:
    """Unreadable when markup carries a DTD, or more tags than the memory of a machine should be asked to hold."""
    found = b"<!" in markup and (b"<!DOCTYPE" in markup or b"<!ENTITY" in markup)
    if not found and markup[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<"):
        found = b"<!DOCTYPE" in markup.replace(b"\x00", b"")
    if found:
        raise Unreadable("calls on other files from inside, so it was not opened: ask the agency to save it again")
    if len(markup) > SHORTEST_TAG * MAX_TAGS and markup.count(b"<") > MAX_TAGS:
        raise Unreadable(SWOLLEN)


def parse(markup: bytes) -> etree._Element:
    """The root of checked markup; nothing is fetched, no entity is followed, no depth or length is unlimited."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, collect_ids=False
    )
    try:
        return etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(DAMAGED) from None
