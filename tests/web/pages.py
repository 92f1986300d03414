"""What tests ask of a page: that it answers as expected, and what it says."""

from __future__ import annotations

from typing import Any

from django.test import Client


def page(client: Client, address: str, status: int = 200) -> str:
    """What a page says."""
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def send(client: Client, address: str, status: int = 200, **posted: Any) -> str:
    """What the page says to which a posted form leads."""
    answer = client.post(address, posted, follow=True)
    assert answer.status_code == status
    return answer.content.decode()
