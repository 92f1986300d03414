"""What every test may rely on: the installation is the tests' own, and it is taken away at the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.installation import PLACE


@pytest.fixture(scope="session", autouse=True)
def _installation() -> Iterator[None]:
    yield
    shutil.rmtree(PLACE, ignore_errors=True)
