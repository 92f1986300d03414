"""The key to the pseudonyms, kept apart from the content and encrypted.

With a passphrase: scrypt makes a key of it (n = 2**15, r = 8, p = 1, a salt for each file), and Fernet (AES-128-CBC with HMAC)
encrypts. With a key file: the file holds a Fernet key that `new_key_file` made, readable by its owner only.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from keepsight.model import KeepsightError, PersonRef
from keepsight.people.pseudonyms import Key

_MARK = b"keepsight-key-1\n"
_SALT = 16
_COST = 2**15
_SHORTEST = 12


def write_key(path: Path, key: Key, *, passphrase: str = "", key_file: Path | None = None) -> None:
    """Write the key encrypted, readable by its owner only; KeepsightError for a passphrase of fewer than 12 letters."""
    salt = os.urandom(_SALT)
    content = json.dumps({"people": key.people, "others": key.others, "names": key.names}, ensure_ascii=False).encode()
    sealed = _MARK + salt + _lock(salt, passphrase, key_file).encrypt(content)
    _write_private(path, sealed)


def read_key(path: Path, *, passphrase: str = "", key_file: Path | None = None) -> Key:
    """The key of a file, an empty one when there is no file; KeepsightError when it does not open."""
    if not path.is_file():
        return Key()
    sealed = path.read_bytes()
    if not sealed.startswith(_MARK):
        raise KeepsightError(f"{path.name} is not a key to pseudonyms.")
    salt, token = sealed[len(_MARK) : len(_MARK) + _SALT], sealed[len(_MARK) + _SALT :]
    try:
        content = json.loads(_lock(salt, passphrase, key_file).decrypt(token))
    except InvalidToken as error:
        raise KeepsightError(f"{path.name} does not open with this passphrase or key file.") from error
    return Key(
        tuple((PersonRef(r), label) for r, label in content["people"]),
        tuple((form, label) for form, label in content["others"]),
        tuple((PersonRef(r), name) for r, name in content["names"]),
    )


def new_key_file(path: Path) -> None:
    """A new key file; KeepsightError rather than write over one, since that would lose every key made with it."""
    if path.exists():
        raise KeepsightError(f"{path.name} is there already; keep it, or name another file.")
    _write_private(path, Fernet.generate_key())


def _lock(salt: bytes, passphrase: str, key_file: Path | None) -> Fernet:
    if key_file is not None:
        try:
            return Fernet(key_file.read_bytes().strip())
        except (OSError, ValueError) as error:
            raise KeepsightError(f"{key_file.name} is no key file; make one, or give a passphrase.") from error
    if len(passphrase) < _SHORTEST:
        raise KeepsightError(f"The passphrase needs {_SHORTEST} letters or more.")
    made = Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(made))


def _write_private(path: Path, content: bytes) -> None:
    partial = path.with_name(path.name + ".part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    partial.replace(path)
