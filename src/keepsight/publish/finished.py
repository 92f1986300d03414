"""A finished briefing as the files that go out: nothing of the case is in them but the sentences of the briefing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from keepsight.model import Briefing, Manifest, Review, Settings, Timeline
from keepsight.publish.briefing_page import briefing_page
from keepsight.publish.briefing_slides import write_briefing_slides
from keepsight.publish.briefing_text import briefing_text
from keepsight.publish.briefing_word import write_briefing_word
from keepsight.publish.pdfs import briefing_data
from keepsight.publish.typeset import typeset
from keepsight.publish.view import View, view_of

KINDS = ("pdf", "docx", "pptx", "html", "txt")


def finished_files(briefing: Briefing, *, made: datetime) -> dict[str, bytes]:
    """The five documents by the end of their names. ValueError for a draft, whose sentences name what is behind them."""
    if briefing.draft:
        raise ValueError("a draft is not published")
    view = _alone(briefing)
    writers: dict[str, Callable[[Path], None]] = {
        "pdf": lambda out: typeset("briefing.typ", briefing_data(view), out, made=made),
        "docx": lambda out: write_briefing_word(view, out, made=made),
        "pptx": lambda out: write_briefing_slides(view, out, made=made),
    }
    found = {"html": "".join(briefing_page(view)).encode(), "txt": briefing_text(view).encode()}
    with tempfile.TemporaryDirectory(prefix="keepsight-") as place:
        for kind, write in writers.items():
            path = Path(place) / f"briefing.{kind}"
            write(path)
            found[kind] = path.read_bytes()
    return {kind: found[kind] for kind in KINDS}


def plain_text(briefing: Briefing) -> str:
    """The briefing as it stands in the text file, of which names are looked for while it is written."""
    return briefing_text(_alone(briefing))


def _alone(briefing: Briefing) -> View:
    """The briefing without its review."""
    return view_of(Review(Settings(board=briefing.board), Timeline(()), (), (), (), briefing, Manifest("", ())))
