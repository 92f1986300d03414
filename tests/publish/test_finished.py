"""A finished briefing as files: five kinds, two languages, nothing of the case but its sentences."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from keepsight.model import Box, Briefing, Sentence
from keepsight.publish.finished import KINDS, finished_files, plain_text

MADE = datetime(2024, 3, 1, tzinfo=UTC)


def briefing(language: str = "en", *, draft: bool = False) -> Briefing:
    boxes = tuple(
        Box(n, f"Pennawd {n}", (Sentence(f"Brawddeg {n}.", ("E1-secret",)),), bulleted=n == 7) for n in range(1, 8)
    )
    return Briefing("Briff saith munud", "Bwrdd Diogelu Bro Hirwen", boxes, draft=draft, language=language)


@pytest.fixture(scope="module")
def welsh() -> dict[str, bytes]:
    return finished_files(briefing("cy"), made=MADE)


def test_the_five_kinds_are_made(welsh: dict[str, bytes]) -> None:
    assert tuple(welsh) == KINDS
    assert all(welsh.values())


def test_every_kind_says_in_which_language_it_is(welsh: dict[str, bytes]) -> None:
    assert b'<html lang="cy">' in welsh["html"]
    assert Document(io.BytesIO(welsh["docx"])).core_properties.language == "cy"
    assert Presentation(io.BytesIO(welsh["pptx"])).core_properties.language == "cy"
    assert str(PdfReader(io.BytesIO(welsh["pdf"])).root_object["/Lang"]) == "cy-GB"
    with zipfile.ZipFile(io.BytesIO(welsh["pptx"])) as parts:
        assert b'lang="en-GB"' not in parts.read("ppt/slides/slide1.xml")


def test_what_nobody_wrote_is_in_the_language_too(welsh: dict[str, bytes]) -> None:
    for text in (welsh["html"].decode(), welsh["txt"].decode(), _pdf_text(welsh["pdf"])):
        assert "Amser darllen" in text
        assert "rolau yn unig" in text
        for english in ("Reading time", "Names:", "Page 1", "reassurance"):
            assert english not in text


def test_no_source_of_a_sentence_goes_out() -> None:
    english = finished_files(briefing("en"), made=MADE)
    assert b"E1-secret" not in english["html"]
    assert b"secret" not in english["txt"]
    assert "Reading time" in plain_text(briefing("en"))


def test_the_same_briefing_is_the_same_files(welsh: dict[str, bytes]) -> None:
    assert finished_files(briefing("cy"), made=MADE) == welsh


def test_a_draft_is_not_published() -> None:
    with pytest.raises(ValueError, match="a draft is not published"):
        finished_files(briefing(draft=True), made=MADE)


def _pdf_text(content: bytes) -> str:
    return "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
