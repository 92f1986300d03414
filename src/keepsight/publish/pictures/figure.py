"""A picture with all that belongs to it: title, caption, key, and the table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from keepsight.model import EntryId
from keepsight.publish.drawing import WIDTH
from keepsight.publish.view import Row, View


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a cell; `row` is the entry it speaks of, or None."""

    text: str
    row: Row | None = None


Cell = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """`name` is its anchor, `svg` the drawing, `key` each sample drawn on 24 x 16 with what it means.

    `rows` have a cell for each of `heads`; the first says what the row is of. `numbers` is true where all cells but the first
    are figures.
    """

    name: str
    title: str
    caption: str
    svg: str
    key: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: bool = False


def plain(text: str) -> Cell:
    return (Part(text),)


def drawing(name: str, title: str, caption: str, height: float, parts: list[str]) -> str:
    """The parts as one SVG that says, to those who do not see it, what it shows and where the same is in words."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" class="drawing" role="img" '
        f'font-family="Atkinson Hyperlegible Next" aria-labelledby="{name}-svg {name}-desc">'
        f'<title id="{name}-svg">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(caption)} The table below says the same in words.</desc>{"".join(parts)}</svg>'
    )


def sample(svg: str) -> str:
    """A sample of the key as a drawing; what it means always stands beside it."""
    return f'<svg class="mark" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">{svg}</svg>'


def entry_rows(view: View, entries: tuple[EntryId, ...]) -> list[Row]:
    """The rows of entries that stand on the timeline."""
    return [view.row(e) for e in entries if e in view.place]
