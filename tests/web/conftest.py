"""Pages in tests name their static files plainly: nothing was collected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

PLAIN = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> Iterator[None]:
    with override_settings(STORAGES=PLAIN):
        yield


@pytest.fixture
def without_second_factor() -> Iterator[None]:
    """Accounts of tests have no second factor; that it is asked for everywhere is tested by itself."""
    with override_settings(SECOND_FACTOR=False):
        yield
