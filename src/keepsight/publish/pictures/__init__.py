"""The pictures of a review: contact and who carries it, crises beside crises, who held how much when; each with its table."""

from collections.abc import Iterator

from keepsight.publish.pictures.contact import away, by_agency, by_worker
from keepsight.publish.pictures.crises import crises
from keepsight.publish.pictures.figure import Cell, Figure, Part, sample
from keepsight.publish.pictures.held import held
from keepsight.publish.view import View

PICTURES_LEAD = (
    "Each picture counts what was written down and nothing else: contact that nobody wrote is not in it. None of them is a "
    "measure of a child, a parent or a worker."
)

__all__ = ["PICTURES_LEAD", "Cell", "Figure", "Part", "figures", "sample"]


def figures(view: View) -> Iterator[Figure]:
    """The pictures that there is something to draw for, in their order."""
    drawn = view.review.pictures
    if drawn.contacts:
        yield by_agency(view)
        yield by_worker(view)
    if drawn.without:
        yield away(view)
    if drawn.crises:
        yield crises(view)
    if drawn.held and drawn.marks:
        yield held(view)
