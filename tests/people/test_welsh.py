"""The gate over Welsh: ordinary words pass where a sentence begins, names never do, and English is read as before."""

from __future__ import annotations

import pytest

from keepsight.model import People, Person, PersonRef, Role
from keepsight.people import check_documents

PEOPLE = People((Person(PersonRef("s"), Role.CHILD, ("Owain Pryce",)),))
WELSH = """Cefndir
Roedd bachgen yn hysbys i dri gwasanaeth. Ni ofynnodd neb am y graith ar ei fraich.
Trawma ar drawma
Bu farw aelod o’r teulu. Dylai gwasanaethau edrych ar y cyfan gyda’i gilydd.
Argymhellion
Bydd y Bwrdd yn newid sut mae gwasanaethau yn gofyn. Perchennog: Pennaeth Gwasanaeth. Dyddiad: 31 Ionawr 2027.
"""


def found(text: str) -> list[str]:
    return [o.text for o in check_documents([("briefing-cy.txt", text.encode())], PEOPLE).obstacles]


def test_a_welsh_briefing_goes_through() -> None:
    assert found(WELSH) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Gwelodd Glyn y bachgen yn y parc.", "Glyn"),
        ("Glyn oedd yn gyrru’r car.", "Glyn"),
        ("Eira a ddywedodd hynny wrth yr ysgol.", "Eira"),
        ("Roedd Trefonnen yn bell o’r ysgol.", "Trefonnen"),
        ("Roedd Mrs Bevan yn poeni amdano.", "Mrs Bevan"),
        ("Owain oedd yn poeni.", "Owain"),
    ],
)
def test_a_name_in_welsh_is_still_found(sentence: str, name: str) -> None:
    assert any(name in one for one in found(WELSH + sentence))


def test_an_english_document_is_not_read_as_welsh() -> None:
    assert found("Eos was seen in the park. Gwelodd was with him.") != []
    assert found("The panel met. Cefndir was told.") == ["Cefndir"]


def test_an_english_passage_in_a_welsh_document_is_read_as_english() -> None:
    assert "Cefndir" in found(WELSH + "\n\nCefndir was the name of the house that they had moved from.")
