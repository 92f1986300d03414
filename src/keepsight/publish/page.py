"""The shell of every web page: one file that needs nothing else, and a policy that lets nothing else in.

Fonts, style and script are inside the file. The policy names style and script by their digest and allows no address at
all, so a page opened years later in another place shows the same and tells nobody that it was opened.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib import resources

from keepsight.publish.words import is_plain, printable

FACES = (("Regular", 400, "normal"), ("Italic", 400, "italic"), ("SemiBold", 600, "normal"))


def esc(text: str) -> str:
    """Text as text: safe between tags and inside quoted attributes."""
    return text if is_plain(text) else escape(printable(text))


def head(title: str, *, css: tuple[str, ...], js: str = "", language: str = "en-GB") -> str:
    """Everything up to and with the opening of the body. `css` and `js` name files of the assets folder."""
    style = _faces() + "".join(asset(name) for name in css)
    script = asset(js) if js else ""
    allowed = f"script-src '{_digest(script)}'; " if script else ""
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; {allowed}font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{esc(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def foot(*, js: str = "") -> str:
    script = f"<script>{asset(js)}</script>\n" if js else ""
    return f"{script}</body>\n</html>\n"


@cache
def asset(name: str) -> str:
    return (resources.files("keepsight.publish") / "assets" / name).read_text(encoding="utf-8")


@cache
def _faces() -> str:
    fonts = resources.files("keepsight.publish") / "fonts"
    rules = []
    for name, weight, style in FACES:
        data = base64.b64encode((fonts / f"AtkinsonHyperlegibleNext-{name}.woff2").read_bytes()).decode()
        rules.append(
            f'@font-face{{font-family:"Atkinson Hyperlegible Next";font-weight:{weight};font-style:{style};'
            f'font-display:block;src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'
        )
    return "".join(rules)


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
