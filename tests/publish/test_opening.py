"""The Word, Excel and PowerPoint files opened by a program that is not ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from keepsight.model import Settings
from keepsight.publish import write_review
from keepsight.publish.template import write_template
from tests.publish.build import ROWS, review

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    pytest.mark.documents,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine"),
]


@pytest.fixture(name="out", scope="module")
def _out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    write_review(review(), out)
    write_template(Settings(title="Child T"), out)
    return out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("timeline.docx", [r.written for r in ROWS if r.written]),
        ("timeline.xlsx", ["Date as written", "31/04/20"]),
        ("questions.docx", ["Where is exploitation considered", "No question raised is not reassurance."]),
        ("briefing.docx", ["7  Recommendations", "Sources of this draft"]),
        ("briefing.pptx", ["7  Recommendations"]),
        ("chronology.docx", ["How to fill it in", "Source of"]),
        ("chronology.xlsx", ["Child's words", "How it is known."]),
    ],
)
def test_every_office_file_opens_and_shows_its_text(out: Path, tmp_path: Path, name: str, said: list[str]) -> None:
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        [str(OFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(out / name)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = PdfReader(tmp_path / f"{Path(name).stem}.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert [s for s in said if " ".join(s.split()) not in text] == []
