"""The screens in Welsh: every string has its Welsh, with the same places to fill in; nothing English is left on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from django.test import override_settings
from django.utils import translation

from keepsight.access import SeatRole
from keepsight.lenses import RULES
from keepsight.services.veiling import asked_aloud
from keepsight.web.words import PERSONS, ROLES, refused
from tests.web.build_tl import Built, build_review
from tests.web.catalogue import MO, Message, catalogue, messages, untranslated

FILLED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+[^>]*>")
PLAIN_ENGLISH = re.compile(
    r"\b(?:the|this|that|with|from|your|there|which|have|what|when|where|they|these|entries|questions|timeline)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def everything() -> dict[Message, str]:
    return messages()


def test_every_string_of_the_screens_has_its_welsh(everything: dict[Message, str]) -> None:
    assert len(everything) > 1500
    assert untranslated(everything) == []


def test_every_place_to_fill_in_is_there_in_welsh_too(everything: dict[Message, str]) -> None:
    known = catalogue()
    for message in everything:
        one = known.get(message[0] if isinstance(message, tuple) else message)
        assert one is not None
        english = message if isinstance(message, tuple) else (message,)
        welsh = [str(s) for s in (one.string if isinstance(one.string, (list, tuple)) else (one.string,))]
        wanted = set(FILLED.findall(english[-1]))
        for text in welsh:
            missing = wanted - set(FILLED.findall(text))
            assert not missing or (len(english) == 2 and missing <= {"%(n)s", "%(n)d"}), (english, text)
            assert set(FILLED.findall(text)) <= wanted | set(FILLED.findall(english[0])), (english, text)


def test_the_catalogue_holds_nothing_that_is_not_used(everything: dict[Message, str]) -> None:
    used = {m[0] if isinstance(m, tuple) else m for m in everything}
    kept = {m.id[0] if isinstance(m.id, (list, tuple)) else m.id for m in catalogue() if m.id}
    assert kept == used, "run: python -m tests.web.catalogue"


def test_the_compiled_file_is_of_this_catalogue() -> None:
    with MO.open("rb") as file:
        compiled = read_mo(file)
    known = catalogue()
    assert _flat(compiled) == _flat(known), "run: python -m tests.web.catalogue"


def _flat(of: Catalog) -> dict[object, tuple[object, ...]]:
    return {
        m.id if isinstance(m.id, str) else tuple(m.id): tuple(m.string)
        if isinstance(m.string, (list, tuple))
        else (m.string,)
        for m in of
        if m.id
    }


def test_roles_people_and_refusals_are_said_in_welsh() -> None:
    from keepsight.access import Act

    with translation.override("cy"):
        assert str(ROLES["panel"]) == "aelod o'r panel"
        assert str(PERSONS["sibling"]) == "brawd neu chwaer"
        assert "gweld y trywydd archwilio" in refused(Act.SEE_TRAIL)
        assert translation.ngettext("%(n)d entry", "%(n)d entries", 4) % {"n": 4} == "4 cofnod"


@pytest.fixture
def built() -> Iterator[Built]:
    with override_settings(SECOND_FACTOR=False):
        yield build_review()


@pytest.mark.django_db
def test_what_a_rule_asks_is_said_in_welsh_and_no_word_of_it_is_taken_for_a_name(built: Built) -> None:
    rule = next(r for r in RULES if r.code == "E1")
    with translation.override("cy"):
        said = asked_aloud(built.review, [rule.title, rule.question, "Who saw Owain?"], names=False)
    assert ["".join(p.text for p in text) for text in said[:1]] == ["Oed a grym"]
    assert not any(p.hidden for text in said[:2] for p in text)
    assert "Owain" not in "".join(p.text for p in said[2])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (SeatRole.COORDINATOR, ("", "setup/", "seats/", "people/", "gather/", "trail/", "events/new/", "briefing/", "exports/")),
        (SeatRole.PANEL, ("timeline/known/", "timeline/replay/", "questions/ask/", "fairness/", "learning/", "actions/",
                          "learning/accounts/new/", "learning/expected/new/", "learning/interim/new/", "learning/recommendations/new/")),
        (SeatRole.PRACTITIONER, ("", "published/")),
    ],
)  # fmt: skip
def test_a_page_in_welsh_holds_no_english_sentence(built: Built, role: SeatRole, paths: tuple[str, ...]) -> None:
    user = built.users[role]
    user.language = "cy"
    user.save()
    client = built.client(role)
    for path in paths:
        answer = client.get(f"/reviews/{built.review.pk}/{path}")
        assert answer.status_code == 200
        page = answer.content.decode()
        assert '<html lang="cy"' in page
        english = [t for t in _texts(page) if len(PLAIN_ENGLISH.findall(t)) > 1]
        assert english == [], path


def _texts(page: str) -> list[str]:
    """What is read on a page, without the rows of the case and what the record language keeps in English."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    body = re.sub(r'<[^>]+lang="en[^"]*".*?</\w+>', " ", body, flags=re.DOTALL)
    return [t.strip() for t in re.split(r"<[^>]*>", body) if t.strip() and "zebra" not in t]


def test_every_question_with_figures_in_it_can_be_said_in_welsh() -> None:
    from django.utils import translation

    from keepsight.lenses import ask, rule
    from keepsight.services.spoken import PATTERNS, spoken
    from tests.cast import timeline
    from tests.lenses.blocks import blocks

    used = set()
    for block in blocks():
        for question in ask(timeline(block.rows), block.policy):
            if question.wording == rule(question.code).question:
                continue
            with translation.override("cy"):
                parts = spoken(question.wording)
            assert parts is not None, question.wording
            said = "".join(parts)
            assert said != question.wording
            assert not PLAIN_ENGLISH.search(parts[0] + parts[2]), said
            figures = re.findall(r"\d+", question.wording)
            assert sorted(re.findall(r"\d+", said)) == sorted(figures)
            used.add(next(i for i, (pattern, _sentences) in enumerate(PATTERNS) if pattern.match(question.wording)))
    assert len(used) == len(PATTERNS)
