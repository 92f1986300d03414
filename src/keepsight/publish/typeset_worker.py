"""Sets one PDF in a process of its own, so that its memory is given back; started by `typeset`, never imported.

Arguments: the folder with main.typ and data.json, the folder of fonts, the date of the document in Unix seconds. The
PDF goes to standard output. Letters that no bundled font can draw are shown as � and the document says how many.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import typst

UNDRAWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
DRAWN = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126-\u0127\u012a-\u012b"
    "\u012e-\u0133\u0136-\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a-\u016b"
    "\u016e-\u017e\u0218-\u021b\u1e80-\u1e85\u1ef2-\u1ef3\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\ufffd]"
)
"""Everything but what the bundled family is known to draw; the last resort."""


def main(folder: str, fonts: str, made: str) -> None:
    data = Path(folder) / "data.json"
    for _ in range(2):
        try:
            _write(_pdf(folder, fonts, int(made)))
        except typst.TypstError as error:
            missing = _missing(f"{error.message}\n{error.diagnostic}")
            if not missing:
                raise
            _show_as_unknown(data, re.compile(f"[{re.escape(missing)}]"))
        else:
            return
    _show_as_unknown(data, DRAWN)
    _write(_pdf(folder, fonts, int(made)))


def _pdf(folder: str, fonts: str, made: int) -> bytes:
    return typst.compile(
        str(Path(folder) / "main.typ"),
        root=folder,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=made,
    )


def _write(pdf: bytes) -> None:
    """A disk that fills up here is told to the starting process by its number."""
    try:
        sys.stdout.buffer.write(pdf)
        sys.stdout.buffer.flush()
    except OSError as error:
        os._exit(error.errno or 1)


def _missing(said: str) -> str:
    found = "".join(ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) for text in UNDRAWN.findall(said))
    return "".join(sorted({letter for letter in found if ord(letter) > 126 or ord(letter) < 32}))


def _show_as_unknown(data: Path, letters: re.Pattern[str]) -> None:
    text, changed = letters.subn("\ufffd", data.read_text(encoding="utf-8"))
    held = json.loads(text)
    held["undrawn"] = held.get("undrawn", 0) + changed
    data.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
