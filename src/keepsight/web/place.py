"""Where this installation keeps its things, from the environment: one folder, one database setting, its secrets.

    KEEPSIGHT_DATA       the folder of the database, the vault and the secrets (default: ~/.keepsight)
    KEEPSIGHT_DATABASE   postgresql://user:password@host:port/name; empty for SQLite in the folder
    KEEPSIGHT_HOSTS      the names under which it is reached, separated by commas (default: localhost,127.0.0.1)
    KEEPSIGHT_DEMO       1: invented data on this machine alone; the second factor is not asked for

Secrets are made at the first start, readable by their owner only. Losing `vault.key` loses the originals: back it up apart.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet

from keepsight.model import KeepsightError

SQLITE_BUSY_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Installation:
    """The settings of one installation that come from outside."""

    data: Path
    database: str
    hosts: tuple[str, ...]
    demo: bool


def installation() -> Installation:
    """Read from the environment; nothing is made yet."""
    return Installation(
        data=Path(os.environ.get("KEEPSIGHT_DATA") or Path.home() / ".keepsight").resolve(),
        database=os.environ.get("KEEPSIGHT_DATABASE", ""),
        hosts=tuple(
            h.strip() for h in os.environ.get("KEEPSIGHT_HOSTS", "localhost,127.0.0.1").split(",") if h.strip()
        ),
        demo=os.environ.get("KEEPSIGHT_DEMO") == "1",
    )


def database(place: Installation) -> dict[str, Any]:
    """Django's setting of the database; KeepsightError for an address of another kind."""
    if not place.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": place.data / "keepsight.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": SQLITE_BUSY_SECONDS,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;",
            },
        }
    parts = urlsplit(place.database)
    if parts.scheme not in ("postgresql", "postgres"):
        raise KeepsightError("KEEPSIGHT_DATABASE is postgresql://user:password@host:port/name, or empty for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or _socket_of(parts.query),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def secret(place: Installation, name: str) -> str:
    """A secret of this installation: `web.key` signs sessions, `vault.key` seals originals; made when it is not there."""
    path = place.data / name
    if not path.exists():
        place.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Fernet.generate_key().decode() if name == "vault.key" else secrets.token_urlsafe(64)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(made)
    return path.read_text("ascii").strip()


def _socket_of(query: str) -> str:
    return next((unquote(p[5:]) for p in query.split("&") if p.startswith("host=")), "")
