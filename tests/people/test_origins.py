"""Recall of names that nobody listed must not depend on where a name comes from: spread between origins at most one point."""

from __future__ import annotations

from benchmarks.names import figures, sentences

from keepsight.model import People
from keepsight.people import forms_of
from keepsight.people.finding import find_in_texts


def test_names_of_every_origin_are_found_alike() -> None:
    texts = [text for _, text, _ in sentences()]
    found = figures([[(f.start, f.end) for f in spans] for spans in find_in_texts(texts, forms_of(People()))])
    assert found["spread"] <= 0.01
    assert found["pooled"] >= 0.99
    assert found["precision"] >= 0.99
