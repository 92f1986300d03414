"""The Welsh catalogue: every string of the screens found, and the compiled file written: `python -m tests.web.catalogue`.

Strings are found in the templates, in the program, in what the rules ask, and in the pages of the account library that are used.
What has no Welsh yet is printed; the test of the catalogue asks that nothing is.
"""

from __future__ import annotations

import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests import installation

SOURCE = Path(__file__).parents[2] / "src" / "keepsight"
PLACE = SOURCE / "web" / "locale" / "cy" / "LC_MESSAGES"
PO, MO = PLACE / "django.po", PLACE / "django.mo"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
ACCOUNT_PAGES = (
    "account/*.py", "account/internal/**/*.py", "mfa/**/*.py", "templates/mfa/**/*.html",
    "templates/account/login.html", "templates/account/logout.html", "templates/account/reauthenticate.html",
    "templates/account/base_reauthenticate.html", "templates/account/password_*.html", "templates/account/messages/password*.txt",
    "templates/account/messages/logged*.txt", "templates/allauth/**/*.html",
)  # fmt: skip
NOT_USED = re.compile(
    r"signup|sign up|phone|verification|verify|username|social|confirm_email|unsubscribe|e-?mail address (?:is|was|has)|inactive",
    re.IGNORECASE,
)

Message = str | tuple[str, str]
_QUOTED = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"(?<![\w.])(n?p?gettext|_)\(({_QUOTED})(?:, ?({_QUOTED}))?(?:, ?({_QUOTED}))?", re.DOTALL)


def messages() -> dict[Message, str]:
    """Every string with where it was found first; a pair where it has a plural."""
    found: dict[Message, str] = {}
    for where, message in [*_ours(), *_rules(), *_kept(), *_acts(), *_account_library(), *_framework()]:
        found.setdefault(message, where)
    return found


def _ours() -> Iterator[tuple[str, Message]]:
    for path in sorted(
        [*(SOURCE / "web").rglob("*.html"), *(SOURCE / "web").rglob("*.py"), *(SOURCE / "services").rglob("*.py")]
    ):
        yield from _of_file(path, str(path.relative_to(SOURCE)))


def _of_file(path: Path, where: str) -> Iterator[tuple[str, Message]]:
    from django.utils.translation import template

    text = path.read_text("utf-8")
    if path.suffix != ".py":
        calls = _CALL.finditer(template.templatize(text, origin=str(path)))
        text = "\n".join(f"{c[1]}({', '.join(s for s in c.groups()[1:] if s)})" for c in calls)
    for _line, function, said, _comments in extract_python(io.BytesIO(text.encode()), cast("Any", KEYWORDS), (), {}):
        if function is None or not said:
            continue
        parts = cast("Any", said)
        texts = [str(s) for s in ((parts,) if isinstance(parts, str) else parts) if isinstance(s, str)]
        name = str(function)
        if name.startswith("n") and len(texts) >= 2 and "gettext" in name:
            yield where, (texts[0], texts[1])
        elif texts and texts[0].strip():
            yield where, texts[-1] if name.startswith("pgettext") else texts[0]


def _rules() -> Iterator[tuple[str, Message]]:
    """What the rules ask, as the screens show it."""
    from keepsight.lenses import RULES

    for rule in RULES:
        units = (p.unit for p in rule.parameters)
        for text in (rule.title, rule.question, rule.would_answer, *rule.alternatives, *units):
            if text:
                yield f"rule {rule.code}", text


def _kept() -> Iterator[tuple[str, Message]]:
    """Sentences that are kept in the database and shown later."""
    from keepsight.access import NAMES
    from keepsight.model import Role
    from keepsight.review.deadlines import rules
    from keepsight.services.running import STAGES

    for stage in STAGES:
        yield "stage of a run", stage
    for rule in rules():
        yield "deadline", rule.name
    for name in NAMES.values():
        yield "role", name
    for role in Role:
        yield "person", role.value.replace("_", " ")


def _acts() -> Iterator[tuple[str, Message]]:
    """What the trail says was done: the words that services and views hand to it."""
    for path in sorted([*(SOURCE / "services").rglob("*.py"), *(SOURCE / "web").rglob("*.py")]):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            for text in _texts_of_act(node):
                yield f"trail {path.name}", text


def _texts_of_act(node: ast.AST) -> Iterator[str]:
    said: list[ast.AST] = []
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
        said += node.args[1:2]
    if isinstance(node, ast.Call):
        said += [k.value for k in node.keywords if k.arg == "seen"]
    if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "act" for t in node.targets):
        said.append(node.value)
    for one in said:
        parts = [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]
        yield from (p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str))


def _account_library() -> Iterator[tuple[str, Message]]:
    """The pages of signing in and of the second factor that nobody translated into Welsh."""
    import allauth

    place = Path(allauth.__file__).parent
    for pattern in ACCOUNT_PAGES:
        for path in sorted(place.glob(pattern)):
            if "locale" in path.parts or NOT_USED.search(path.name) or "tests" in path.parts:
                continue
            for where, message in _of_file(path, f"allauth {path.name}"):
                first = message if isinstance(message, str) else message[0]
                if not NOT_USED.search(first):
                    yield where, message


def _framework() -> Iterator[tuple[str, Message]]:
    """What forms say of a field, where the framework's own Welsh is missing."""
    place = Path(django.__file__).parent
    known: dict[Message, bool] = {}
    for own in ("conf", "contrib/auth"):
        with (place / own / "locale/cy/LC_MESSAGES/django.po").open("rb") as file:
            for one in read_po(file, "cy"):
                key = (one.id[0], one.id[1]) if isinstance(one.id, (list, tuple)) else one.id
                known[key] = all(one.string) if isinstance(one.string, (list, tuple)) else bool(one.string)
    for pattern in (
        "forms/fields.py",
        "forms/models.py",
        "forms/formsets.py",
        "core/validators.py",
        "contrib/auth/password_validation.py",
    ):
        for path in place.glob(pattern):
            for where, message in _of_file(path, f"django {path.name}"):
                if not known.get(message, False):
                    yield where, message


def untranslated(found: dict[Message, str]) -> list[tuple[Message, str]]:
    """What has no Welsh, neither here nor from the framework."""
    known = catalogue()
    return [(m, where) for m, where in found.items() if not _welsh(known, m)]


def catalogue() -> Catalog:
    if not PO.exists():
        return Catalog("cy")
    with PO.open("rb") as file:
        return read_po(file, "cy")


def _welsh(known: Catalog, message: Message) -> bool:
    one = known.get(message[0] if isinstance(message, tuple) else message)
    if one is None:
        return False
    if isinstance(message, tuple):
        return isinstance(one.string, (list, tuple)) and all(one.string)
    return bool(one.string)


def write(found: dict[Message, str]) -> None:
    """The catalogue in the order in which strings are found, what is used no more left out; and the compiled file."""
    old, new = catalogue(), _empty()
    for message, where in found.items():
        key = message[0] if isinstance(message, tuple) else message
        before: Any = old.get(key)
        empty: Any = ("",) * new.num_plurals if isinstance(message, tuple) else ""
        string = before.string if before is not None and before.string else empty
        new.add(message, string, auto_comments=[where])
    PLACE.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, new, width=0, omit_header=False, include_lineno=False)
    with MO.open("wb") as file:
        write_mo(file, new)


def _empty() -> Catalog:
    from datetime import UTC, datetime

    made = Catalog(
        "cy",
        project="Keepsight",
        fuzzy=False,
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
    )
    made.header_comment = "# The screens of Keepsight in Welsh."
    return made


def prepare() -> None:
    assert installation.PLACE.is_dir()
    os.environ["DJANGO_SETTINGS_MODULE"] = "keepsight.web.settings"
    django.setup()


if __name__ == "__main__":
    prepare()
    everything = messages()
    write(everything)
    missing = untranslated(everything)
    sys.stdout.write(f"{len(everything)} strings, {len(missing)} without Welsh\n")
    for message, where in missing[: int(sys.argv[1]) if len(sys.argv) > 1 else 20]:
        sys.stdout.write(f"{where}: {message!r}\n")
