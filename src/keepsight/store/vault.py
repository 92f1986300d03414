"""The vault: files kept under the digest of their content, encrypted, so that the folder alone opens nothing.

Fernet (AES-128-CBC with HMAC-SHA256) with the installation's `vault.key`. The digest is of the content as it came in.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from keepsight.model import KeepsightError


def keep(content: bytes) -> str:
    """Put a file into the vault; its SHA-256. A file that is there already is not written again."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(f".{os.getpid()}.part")
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_lock().encrypt(content))
        partial.replace(path)
    return digest


def fetch(digest: str) -> bytes:
    """The file of this digest as it came in; KeepsightError when it is not there or does not open."""
    try:
        content = _lock().decrypt(_path(digest).read_bytes())
    except FileNotFoundError:
        raise KeepsightError("The original is not in the vault; restore it from a backup.") from None
    except InvalidToken:
        raise KeepsightError("The original does not open with this installation's vault.key.") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise KeepsightError("The original is not what was put into the vault; restore it from a backup.")
    return content


def seal(content: bytes) -> bytes:
    """Bytes encrypted for a column of the database."""
    return _lock().encrypt(content)


def unseal(sealed: bytes | memoryview) -> bytes:
    """What `seal` was given, b"" for nothing; KeepsightError when it does not open."""
    if not sealed:
        return b""
    try:
        return _lock().decrypt(bytes(sealed))
    except InvalidToken:
        raise KeepsightError(
            "What is sealed in the database does not open with this installation's vault.key."
        ) from None


def _lock() -> Fernet:
    return Fernet(settings.VAULT_KEY)


def _path(digest: str) -> Path:
    return Path(settings.VAULT) / digest[:2] / digest
