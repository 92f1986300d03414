"""Opens the older container of Office files (.xls, .doc, locked files) far enough to have the streams inside it.

Every chain is followed once and never past the end of the file, because the reading library trusts what such a file says.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from keepsight.intake.grid import Unreadable
from keepsight.intake.guard import DAMAGED

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_SMALL = 64
_LAST_SECTOR = 0xFFFFFFFA
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def open_compound(data: bytes) -> Mapping[str, bytes]:
    """The streams of a container by name, storages as empty ones; Unreadable when it is cut short or does not hold."""
    try:
        return _streams(data)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Unreadable(DAMAGED) from None


def _streams(data: bytes) -> dict[str, bytes]:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise Unreadable(DAMAGED)
    size = 1 << shift
    table_count, directory = struct.unpack_from("<II", data, 44)
    small_limit, small_table, small_count = struct.unpack_from("<III", data, 56)
    sectors = len(data) // size
    if table_count > sectors or small_count > sectors:
        raise Unreadable(DAMAGED)
    table = _table(data, size, table_count)
    entries = _chain(data, table, directory, size)
    small_followers = _numbers(_chain(data, table, small_table, size)) if small_count else ()
    found: dict[str, bytes] = {}
    small = b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        start, taken = struct.unpack_from("<II", entries, at + 116)
        if kind == _ROOT:
            small = _chain(data, table, start, size) if taken else b""
        elif kind in (_STORAGE, _STREAM) and 2 <= length <= 64:
            name = entries[at : at + length - 2].decode("utf-16-le")
            content = b""
            if kind == _STREAM and taken:
                is_small = taken < small_limit
                content = _small_chain(small, small_followers, start) if is_small else _chain(data, table, start, size)
                if len(content) < taken:
                    raise Unreadable(DAMAGED)
            found[name] = content[:taken]
    return found


def _table(data: bytes, size: int, count: int) -> Sequence[int]:
    """For each sector the one that follows it."""
    places = list(struct.unpack_from("<109I", data, 76))
    more, more_count = struct.unpack_from("<II", data, 68)
    seen = set()
    while more < _LAST_SECTOR and more_count:
        if more in seen:
            raise Unreadable(DAMAGED)
        seen.add(more)
        *further, more = _numbers(_sector(data, more, size))
        places += further
    return _numbers(b"".join(_sector(data, place, size) for place in places[:count] if place < _LAST_SECTOR))


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = max(_HEADER, size) + number * size
    content = data[start : start + size]
    if not content:
        raise Unreadable(DAMAGED)
    return content.ljust(size, b"\x00")


def _chain(data: bytes, table: Sequence[int], start: int, size: int) -> bytes:
    sectors = []
    while start < _LAST_SECTOR:
        sectors.append(_sector(data, start, size))
        if len(sectors) > len(table):
            raise Unreadable(DAMAGED)
        start = table[start]
    return b"".join(sectors)


def _small_chain(small: bytes, table: Sequence[int], start: int) -> bytes:
    sectors = []
    while start < _LAST_SECTOR:
        sectors.append(small[start * _SMALL : (start + 1) * _SMALL])
        if len(sectors) > len(table):
            raise Unreadable(DAMAGED)
        start = table[start]
    return b"".join(sectors)
