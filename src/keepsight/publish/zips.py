"""Word and PowerPoint files with nothing of the clock in them, so that two runs give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

FIXED = (1980, 1, 1, 0, 0, 0)


def without_preview(links: Any) -> None:
    """Take the picture of the template's first page out of the links of a Word or PowerPoint package: it shows another document."""
    for number in [number for number, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(number)


def rewrite(source: IO[bytes], out: Path, *, parts: Mapping[str, Iterable[bytes]] | None = None) -> None:
    """Write a zip again with its parts in the same order, one fixed date, and some parts replaced, piece by piece."""
    parts = parts or {}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as new:
        for item in old.infolist():
            info = zipfile.ZipInfo(item.filename, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with new.open(info, "w") as part:
                for piece in parts.get(item.filename) or (old.read(item),):
                    part.write(piece)
