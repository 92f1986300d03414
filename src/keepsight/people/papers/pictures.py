"""What pictures and other binary parts carry besides the picture: text chunks, captions, names of owners and places."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from keepsight.people.papers.passages import Passage, Unreadable, picture, whole

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".webp", ".ico", ".wdp")
_PNG = b"\x89PNG\r\n\x1a\n"
_ASCII = re.compile(rb"[\x20-\x7e\xc0-\xff]{6,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){5,}")
_JPEG_TEXT = range(0xE1, 0xF0)


def picture_texts(place: str, data: bytes) -> Iterator[Passage]:
    """The picture itself, which a person has to look at, then the texts beside it."""
    yield picture(place, data)
    if data.startswith(_PNG):
        yield from _png(place, data)
    elif data.startswith(b"\xff\xd8"):
        yield from _jpeg(place, data)
    else:
        yield from strings_in(place, data)


def strings_in(place: str, data: bytes) -> Iterator[Passage]:
    """Every run of letters in a binary part, narrow and wide; listed and structured identities only are looked for in it."""
    narrow = " ".join(m[0].decode("latin-1") for m in _ASCII.finditer(data))
    wide = " ".join(m[0].decode("utf-16-le") for m in _WIDE.finditer(data))
    yield whole(f"{place}, binary part", f"{narrow} {wide}", seen=False)


def _png(place: str, data: bytes) -> Iterator[Passage]:
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise Unreadable(f"{place}: the picture is not whole")
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield whole(f"{place}, text in the picture file", _chunk(place, kind, body))
        elif kind == b"eXIf":
            yield from strings_in(f"{place}, camera data", body)
        at += 12 + length
    if at < len(data):
        yield from strings_in(f"{place}, behind the picture", data[at:])


def _chunk(place: str, kind: bytes, body: bytes) -> str:
    keyword, _, rest = body.partition(b"\x00")
    try:
        if kind == b"zTXt":
            rest = zlib.decompressobj().decompress(rest[1:], 1 << 20)
        elif kind == b"iTXt":
            packed, rest = rest[:1], rest[2:]
            _, _, rest = rest.partition(b"\x00")
            _, _, rest = rest.partition(b"\x00")
            if packed == b"\x01":
                rest = zlib.decompressobj().decompress(rest, 1 << 20)
    except zlib.error as error:
        raise Unreadable(f"{place}: a text in the picture file cannot be unpacked") from error
    return f"{keyword.decode('latin-1')}: {_decoded(rest)}"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _jpeg(place: str, data: bytes) -> Iterator[Passage]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xDA:
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if kind == 0xFE:
            yield whole(f"{place}, remark in the picture file", _decoded(body))
        elif kind in _JPEG_TEXT:
            text = (
                " ".join(_decoded(m[0]) for m in _ASCII.finditer(body))
                + " "
                + " ".join(m[0].decode("utf-16-le") for m in _WIDE.finditer(body))
            )
            yield whole(f"{place}, camera data", text, seen=False)
        at += 2 + length
