"""Looks over an old Excel workbook (.xls) before the reading library sees it.

The file is a small file system of its own. A damaged one makes the library ask for absurd memory, and one that is
locked, or is no workbook at all (a Word document under a wrong name), deserves a sentence of its own.
"""

from __future__ import annotations

import struct

from keepsight.intake.grid import Unreadable
from keepsight.intake.guard import DAMAGED, PASSWORD

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORD = "is a Word document of the old kind (.doc), which cannot be read here: open it in Word, save it as .docx and send it again"
_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_ENTRY_BYTES = 128
_FILE_PASS = 0x2F
LOCKED = ("EncryptedPackage", "EncryptionInfo")


def stream_names(data: bytes) -> tuple[str, ...]:
    """The names of the streams in an old Office file; Unreadable when its directory cannot be followed."""
    if len(data) < 512 or not data.startswith(SIGNATURE):
        raise Unreadable(DAMAGED)
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise Unreadable(DAMAGED)
    size = 1 << shift
    sectors = len(data) // size
    fat = _fat(data, size, sectors)
    names = []
    at = struct.unpack_from("<I", data, 48)[0]
    steps = 0
    while at < sectors and steps <= sectors:
        start = (at + 1) * size
        for entry in range(start, min(start + size, len(data) - _ENTRY_BYTES + 1), _ENTRY_BYTES):
            length = struct.unpack_from("<H", data, entry + 64)[0]
            if 2 < length <= 64 and data[entry + 66] == 2:
                names.append(data[entry : entry + length - 2].decode("utf-16-le", "replace"))
        at = fat[at] if at < len(fat) else _END
        steps += 1
    if not names:
        raise Unreadable(DAMAGED)
    return tuple(names)


def _fat(data: bytes, size: int, sectors: int) -> list[int]:
    """The table that says which sector follows which."""
    fat: list[int] = []
    for place in range(109):
        sector = struct.unpack_from("<I", data, 76 + 4 * place)[0]
        if sector in (_FREE, _END):
            break
        start = (sector + 1) * size
        if sector >= sectors or start + size > len(data) + size:
            raise Unreadable(DAMAGED)
        block = data[start : start + size]
        fat.extend(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))
    return fat


def check_old_workbook(data: bytes) -> bool:
    """True when the workbook holds macros; Unreadable when it must not be opened."""
    names = stream_names(data)
    if any(name in LOCKED for name in names):
        raise Unreadable(PASSWORD)
    if "WordDocument" in names:
        raise Unreadable(OLD_WORD)
    if not any(name.casefold() in ("workbook", "book") for name in names):
        raise Unreadable("is an old Office file but no workbook: save it as .xlsx or .docx and send it again")
    if _is_locked(data):
        raise Unreadable(PASSWORD)
    return any(name.casefold() == "_vba_project" for name in names)


def _is_locked(data: bytes) -> bool:
    """True when the record that announces a password follows the beginning of the book."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    if at < 0:
        at = data.find(b"\x09\x08\x08\x00\x00\x05\x05\x00")
    for _ in range(40):
        if at < 0 or at + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == _FILE_PASS:
            return True
        if kind not in (0x809, 0xE1, 0xC1, 0xE2, 0x5C, 0x42, 0x161, 0x1C0, 0x13D, 0x9C, 0x19, 0x12, 0x13, 0x86, 0x14, 0x15):
            return False
        at += 4 + length
    return False
