"""What the coordinator wrote in `review.toml`: the title, the scope, whose file is whose, what a heading is for, local policy.

The file is written by hand, so every mistake in it is answered with one sentence that names the key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from keepsight.model import ColumnHint, ColumnRole, KeepsightError, Scope, Settings, SourceFile

SETTINGS_FILE = "review.toml"
_KEYS = ("title", "board", "scope", "file", "column", "columns", "policy")
_QUOTED_LINE = re.compile(r'^([ \t]*[\w-]+[ \t]*=[ \t]*")([^\n]*)"[ \t]*$', re.MULTILINE)
_ROLES = ", ".join(role.value for role in ColumnRole)


def read_settings(folder: Path) -> Settings:
    """The settings in the folder's `review.toml`, the defaults when there is none.

    Raises KeepsightError with one sentence when the file cannot be read, or holds a key or a value that means nothing.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
        return Settings()
    try:
        read = _loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise KeepsightError(f"{SETTINGS_FILE} is not saved as UTF-8: save it again as plain text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise KeepsightError(f"{SETTINGS_FILE} cannot be understood: {_sentence(str(error))}") from None
    except OSError:
        raise KeepsightError(f"{SETTINGS_FILE} cannot be opened: check that you may read it.") from None
    _only(read, _KEYS, "")
    return Settings(
        title=_text(read, "title", ""),
        board=_text(read, "board", ""),
        scope=_scope(_table(read, "scope")),
        files=tuple(_file(entry) for entry in _tables(read, "file")),
        columns=tuple(_hints(read)),
        policy=_policy(_table(read, "policy")),
    )


def _loads(text: str) -> dict[str, object]:
    """The settings as a table; quotation marks inside a quoted line, as people write them in titles, are taken as text."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        mended = _QUOTED_LINE.sub(lambda m: m[1] + _escaped(m[2]) + '"', text)
        if mended == text:
            raise
        return tomllib.loads(mended)


def _escaped(text: str) -> str:
    return re.sub(r'(?<!\\)"', r"\"", text)


def _sentence(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".") + "."


def _only(read: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    for key in read:
        if key not in known:
            place = f" in [{where}]" if where else ""
            raise KeepsightError(
                f"{SETTINGS_FILE} has a key that means nothing here, '{key}'{place}: use {', '.join(known)}."
            )


def _text(read: Mapping[str, object], key: str, where: str) -> str:
    value = read.get(key, "")
    if not isinstance(value, str):
        raise KeepsightError(f"{SETTINGS_FILE}: '{where}{key}' must be text in quotation marks.")
    return value


def _table(read: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = read.get(key, {})
    if not isinstance(value, dict):
        raise KeepsightError(f"{SETTINGS_FILE}: '{key}' must be a table, written [{key}].")
    return value


def _tables(read: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = read.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise KeepsightError(f"{SETTINGS_FILE}: '{key}' must be a list of tables, each written [[{key}]].")
    return value


def _scope(read: Mapping[str, object]) -> Scope:
    _only(read, ("from", "to"), "scope")
    scope = Scope(_day(read, "from"), _day(read, "to"))
    if scope.start and scope.end and scope.start > scope.end:
        raise KeepsightError(f"{SETTINGS_FILE}: the scope ends ('to') before it begins ('from').")
    return scope


def _day(read: Mapping[str, object], key: str) -> date | None:
    value = read.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise KeepsightError(
            f"{SETTINGS_FILE}: 'scope.{key}' must be a day written year-month-day, as in 2019-03-31."
        ) from None


def _file(read: Mapping[str, object]) -> SourceFile:
    _only(read, ("name", "agency", "prefix"), "[file]")
    name = _text(read, "name", "file.")
    if not name:
        raise KeepsightError(f"{SETTINGS_FILE}: every [[file]] needs a 'name', the file's name with its ending.")
    return SourceFile(name, _text(read, "agency", "file."), _text(read, "prefix", "file."))


def _hints(read: Mapping[str, object]) -> list[ColumnHint]:
    hints = []
    for entry in _tables(read, "column"):
        _only(entry, ("file", "heading", "role"), "[column]")
        heading = _text(entry, "heading", "column.")
        if not heading:
            raise KeepsightError(f"{SETTINGS_FILE}: every [[column]] needs a 'heading' as it stands in the file.")
        hints.append(ColumnHint(_text(entry, "file", "column."), heading, _role(entry.get("role"), "column.role")))
    for heading, role in _table(read, "columns").items():
        hints.append(ColumnHint("", heading, _role(role, f"columns.{heading}")))
    return hints


def _role(value: object, where: str) -> ColumnRole:
    try:
        return ColumnRole(str(value).strip().casefold())
    except ValueError:
        raise KeepsightError(f"{SETTINGS_FILE}: '{where}' is not the name of a role: use one of {_ROLES}.") from None


def _policy(read: Mapping[str, object]) -> dict[str, int | float | str | bool]:
    flat: dict[str, int | float | str | bool] = {}
    for key, value in read.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{rest}": found for rest, found in _policy(value).items()})
        elif isinstance(value, (bool, int, float, str)):
            flat[key] = value
        else:
            raise KeepsightError(f"{SETTINGS_FILE}: 'policy.{key}' must be a number, a text, true or false.")
    return flat
