"""Two runs give the same result: nothing hangs on the order in which a set happens to be walked, or on an address in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WEIGHTS = """
from keepsight.reading.attendance import kept_weight
from keepsight.reading.attendance_outcome import outcome_of
from keepsight.reading import attendance_signs, basis_signs
from keepsight.reading.attendance_profile import Profile
from keepsight.reading.basis import basis_weights
from tests.reading.test_attendance import MARKER, lines, row
for line in (*lines("basis_rows.txt"), *lines("attendance_rows.txt")):
    marked = MARKER.row(row(line.text, dict(line.cells)))
    print(basis_weights(basis_signs.signs_of(marked, Profile(), None), Profile()))
    print(kept_weight(attendance_signs.signs_of(marked, outcome_of(marked)), Profile()))
"""
REVIEW = """
from pathlib import Path
from keepsight.pipeline import review_folder
review = review_folder(Path("samples/child-a"))
print(review.timeline)
print(review.questions)
"""
DOCUMENTS = """
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from keepsight.pipeline import review_folder
from keepsight.publish import write_review
with TemporaryDirectory() as out:
    for path in write_review(review_folder(Path("samples/child-a")), Path(out)):
        print(path.name, path.stat().st_size, sha256(path.read_bytes()).hexdigest())
"""


def _printed(script: str, seed: int) -> bytes:
    told = {**os.environ, "PYTHONHASHSEED": str(seed)}
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=told, check=True, capture_output=True).stdout


@pytest.mark.parametrize("script", [WEIGHTS, REVIEW, DOCUMENTS], ids=["weights", "review", "documents"])
def test_a_run_is_the_same_whatever_the_order_of_sets(script: str) -> None:
    first = _printed(script, 1)
    assert len(first) > 1000
    assert {_printed(script, seed) for seed in (2, 3)} == {first}
