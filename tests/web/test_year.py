"""A simulated year of a board: every figure on every page of the board, counted again from the raw rows."""

from __future__ import annotations

import io
import itertools
import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.utils import timezone
from lxml import html
from pypdf import PdfReader

from keepsight.access import SeatRole
from keepsight.services.demo_year import AGENCIES, PRACTITIONERS, TEAMS, show_year
from keepsight.services.measuring import measured
from keepsight.store.models import MeasureRecord
from tests.web.build_tl import Built, build_review, fresh

TODAY = timezone.localdate()


def rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Raw rows of the database."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def one(query: str, *values: Any) -> Any:
    return rows(query, *values)[0][0] or 0


def page(client: Client, built: Built, path: str = "") -> Any:
    answer = client.get(f"/board/{built.review.board_id}/{path}")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def tables(root: Any) -> list[list[list[str]]]:
    """The cells of each table's body, as read."""
    return [
        [[" ".join(c.text_content().split()) for c in tr] for tr in table.xpath("./tbody/tr")]
        for table in root.iter("table")
    ]


def facts(root: Any) -> dict[str, int]:
    """The figures of the lists, each under its heading: "Actions: done"."""
    found = {}
    for div in root.xpath("//dl[@class='facts-of']/div"):
        number = div.xpath("string(dd)").strip()
        if number.isdigit():
            heading = div.xpath("string(../preceding-sibling::h3[1])")
            found[": ".join(filter(None, [heading, " ".join(div.xpath("string(dt)").split())]))] = int(number)
    return found


def _scores(course: int, when: str) -> list[int]:
    found = rows(
        "SELECT e.scores FROM store_evaluationrecord e JOIN store_sessionrecord s ON s.id = e.session_id "
        'WHERE s.course_id = %s AND e."when" = %s',
        course,
        when,
    )
    lists = [json.loads(s) if isinstance(s, str) else s for (s,) in found]
    return [sum(column) for column in zip(*lists, strict=True)]


_SAID = 'SELECT recommendation_id, state, "on" FROM store_reachedrecord WHERE holds ORDER BY made_at, id'


def _shares(mode: str) -> list[float]:
    """The four shares of the events of a mode, from their rows."""
    (sums,) = rows(
        "SELECT sum(f.came), sum(f.invited), sum(f.spoke), sum(f.came), sum(f.useful), sum(f.asked), sum(f.changed), "
        "sum(f.asked_later) FROM store_eventfiguresrecord f JOIN store_learningeventrecord e ON e.id = f.event_id WHERE e.mode = %s",
        mode,
    )
    return [sums[i] / sums[i + 1] for i in range(0, 8, 2)]


def _differences(first: list[float], second: list[float]) -> list[str]:
    """As the page prints them: "−13", "+2"."""
    rounded = [round(100 * (b - a)) for a, b in zip(first, second, strict=True)]
    return [f"{n:+d}".replace("-", "−") if n else "0" for n in rounded]


@override_settings(SECOND_FACTOR=False)
class Year(TestCase):
    """One year for all tests; what it wrote is undone at the end."""

    built: Built
    board: Client

    @classmethod
    def setUpTestData(cls) -> None:
        cls.built = build_review()
        show_year(cls.built.review, {role: fresh(user) for role, user in cls.built.users.items()})

    def setUp(self) -> None:
        self.board = self.built.client(SeatRole.BOARD)

    def test_the_year_is_as_large_as_it_says(self) -> None:
        assert one("SELECT count(*) FROM store_reviewrecord") == 3
        assert one("SELECT count(*) FROM store_agencyrecord") == AGENCIES
        assert one("SELECT count(*) FROM store_teamrecord") == TEAMS
        assert one("SELECT sum(people) FROM store_teamrecord") == PRACTITIONERS

    def test_the_boards_page_counts_what_the_rows_say(self) -> None:
        root = page(self.board, self.built)
        said = facts(root)
        standing = "FROM store_recommendationrecord WHERE taken_out_at IS NULL"
        assert said["Recommendations: Reviews"] == one("SELECT count(*) FROM store_reviewrecord")
        assert said["Recommendations: Recommendations"] == one(f"SELECT count(*) {standing}")
        pairs = one(
            "SELECT count(*) FROM store_recommendationrecord r JOIN store_reviewagencyrecord a ON a.review_id = r.review_id"
        )
        answered = one(
            "SELECT count(*) FROM (SELECT DISTINCT recommendation_id, agency_id FROM store_responserecord) x"
        )
        assert said["Recommendations: Answers awaited"] == pairs - answered
        done = one("SELECT count(*) FROM store_actionrecord WHERE done_on IS NOT NULL AND taken_out_at IS NULL")
        overdue = one(
            "SELECT count(*) FROM store_actionrecord WHERE done_on IS NULL AND due_on < %s AND taken_out_at IS NULL",
            TODAY,
        )
        assert said["Actions: done"] == done
        assert said["Actions: overdue"] == overdue
        every = one("SELECT count(*) FROM store_actionrecord WHERE taken_out_at IS NULL")
        assert sum(n for name, n in said.items() if name.startswith("Actions:")) == every
        furthest: dict[str, int] = {}
        for (key,) in rows("SELECT id FROM store_recommendationrecord WHERE taken_out_at IS NULL"):
            states = {s for (s,) in rows("SELECT state FROM store_reachedrecord WHERE recommendation_id = %s", key)}
            name = next((s for s in ("difference", "embedded", "done") if s in states), "none")
            furthest[name] = furthest.get(name, 0) + 1
        assert said["Recommendations: Done"] == furthest.get("done", 0)
        assert said["Recommendations: Embedded"] == furthest.get("embedded", 0)
        assert said["Recommendations: Made a difference"] == furthest.get("difference", 0)
        assert said["Circulation: Teams asked to talk about a text"] == one("SELECT count(*) FROM store_receiptrecord")
        assert said["Circulation: of these, discussed it"] == one(
            "SELECT count(*) FROM store_receiptrecord WHERE answered_at IS NOT NULL"
        )
        assert said["Training: Courses"] == one("SELECT count(*) FROM store_courserecord")
        assert said["Training: Courses that need a bias review"] == one(
            "SELECT count(*) FROM store_courserecord WHERE on_exploitation"
        )
        assert said["Training: Places taken"] == one("SELECT sum(came) FROM store_placesrecord")
        measures = sum(n for name, n in said.items() if name.startswith("Measures:"))
        assert measures == one("SELECT count(*) FROM store_measurerecord")
        reviews, recommended = tables(root)[0], tables(root)[1]
        assert len(recommended) == said["Recommendations: Recommendations"]
        assert sum(int(r[2]) for r in reviews) == said["Recommendations: Recommendations"]
        assert sum(int(r[3]) for r in reviews) == overdue

    def test_every_circulation_is_counted_from_its_receipts(self) -> None:
        shown = {r[0].split(",")[0]: r for r in tables(page(self.board, self.built, "circulation/"))[0]}
        found = rows(
            "SELECT c.id, g.title FROM store_circulationrecord c JOIN store_guidanceversionrecord v ON v.id = c.version_id "
            "JOIN store_guidancerecord g ON g.id = v.guidance_id"
        )
        assert len(found) == len(shown) == 3
        for key, title in found:
            receipts = "FROM store_receiptrecord WHERE circulation_id = %s"
            cascaded = one(f"SELECT count(*) {receipts}", key)
            opened = one(f"SELECT count(*) {receipts} AND opened_at IS NOT NULL", key)
            discussed = one(f"SELECT count(*) {receipts} AND answered_at IS NOT NULL", key)
            present = one(f"SELECT sum(present) {receipts} AND answered_at IS NOT NULL", key)
            assert shown[title][2:] == [
                str(TEAMS),
                str(cascaded),
                str(opened),
                str(discussed),
                f"{present} of {PRACTITIONERS}",
            ]
            inner = tables(page(self.board, self.built, f"circulation/{key}/"))
            by_agency, by_kind, by_month, by_team = inner[0], inner[1], inner[2], inner[3]
            assert by_agency[-1][1:] == shown[title][2:]
            for part in (by_agency[:-1], by_kind):
                assert [sum(int(r[i]) for r in part) for i in range(1, 5)] == [TEAMS, cascaded, opened, discussed]
                assert sum(int(r[5].split()[0]) for r in part) == present
            for name, people in ((r[0], r[5]) for r in by_agency[:-1]):
                there = one(
                    "SELECT sum(r.present) FROM store_receiptrecord r JOIN store_teamrecord t ON t.id = r.team_id "
                    "JOIN store_agencyrecord a ON a.id = t.agency_id WHERE r.circulation_id = %s AND a.name = %s",
                    key,
                    name,
                )
                work = one(
                    "SELECT sum(people) FROM store_teamrecord t JOIN store_agencyrecord a ON a.id = t.agency_id WHERE a.name = %s",
                    name,
                )
                assert people == f"{there} of {work}"
            assert [int(n) for n in by_month[-1][1:]] == [discussed, present]
            assert len(by_team) == TEAMS

    def test_every_course_is_counted_from_its_places(self) -> None:
        shown = tables(page(self.board, self.built, "training/"))[0]
        found = rows("SELECT id, title, for_kind FROM store_courserecord")
        assert len(shown) == len(found)
        for key, title, kind in found:
            (row,) = (r for r in shown if r[0].startswith(title))
            sessions = one("SELECT count(*) FROM store_sessionrecord WHERE course_id = %s", key)
            came = one(
                "SELECT coalesce(sum(p.came), 0) FROM store_placesrecord p JOIN store_sessionrecord s ON s.id = p.session_id WHERE s.course_id = %s",
                key,
            )
            assert row[4:6] == [str(sessions), str(came)]
            inner = tables(page(self.board, self.built, f"training/{key}/"))
            by_agency, by_kind, evaluated = inner[-3], inner[-2], inner[-1]
            people = one("SELECT sum(people) FROM store_teamrecord WHERE %s = '' OR kind = %s", kind, kind)
            for part in (by_agency, by_kind):
                assert [sum(int(r[i]) for r in part) for i in (1, 2)] == [people, came]
            for when, name in (("before", "before"), ("after", "after"), ("later", "three months later")):
                scores = _scores(key, when)
                answers = sum(scores)
                mean = f"{sum(i * n for i, n in enumerate(scores, 1)) / answers:.1f}" if answers else "–"
                assert next(r for r in evaluated if r[0] == name)[1:] == [str(answers), mean]

    def test_events_are_counted_by_mode_from_their_figures(self) -> None:
        shown = tables(page(self.board, self.built, "events/"))[0]
        for mode, name in (("room", "in a room"), ("virtual", "online"), ("mixed", "in a room and online")):
            row = next(r for r in shown if r[0] == name)
            (sums,) = rows(
                "SELECT count(*), sum(f.came), sum(f.invited), sum(f.spoke), sum(f.useful), sum(f.asked), sum(f.changed), "
                "sum(f.asked_later) FROM store_eventfiguresrecord f JOIN store_learningeventrecord e ON e.id = f.event_id "
                "WHERE e.mode = %s",
                mode,
            )
            count, came, invited, spoke, useful, asked, changed, later = sums
            assert int(row[1]) == count
            parts = [(came, invited), (spoke, came), (useful, asked), (changed, later)]
            for cell, (part, whole) in zip(row[2:], parts, strict=True):
                assert cell.startswith(f"{part} of {whole}: {round(100 * part / whole)} in the hundred")

        pairs = itertools.combinations(("room", "virtual", "mixed"), 2)
        compared = tables(page(self.board, self.built, "events/"))[1]
        assert [r[1] for r in compared] == [
            said for first, second in pairs for said in _differences(_shares(first), _shares(second))
        ]

    def test_every_reviews_actions_are_counted_from_their_rows(self) -> None:
        for review, members in rows(
            "SELECT r.id, count(a.id) FROM store_reviewrecord r JOIN store_reviewagencyrecord a ON a.review_id = r.id GROUP BY r.id"
        ):
            standing = rows(
                'SELECT id FROM store_recommendationrecord WHERE review_id = %s AND taken_out_at IS NULL ORDER BY "order", id',
                review,
            )
            answer = self.board.get(f"/reviews/{review}/actions/")
            found = tables(html.fromstring(answer.content.decode()))
            shown = found[0] if standing else []
            assert len(shown) == len(standing)
            for row, (key,) in zip(shown, standing, strict=True):
                answered = one(
                    "SELECT count(DISTINCT agency_id) FROM store_responserecord WHERE recommendation_id = %s", key
                )
                assert row[3] == f"{members - answered} of {members} awaited"
                planned = one(
                    "SELECT count(*) FROM store_actionrecord WHERE recommendation_id = %s AND taken_out_at IS NULL", key
                )
                words = ("overdue", "slipping", "on the way", "done")
                assert sum(row[4].count(w) for w in words) == planned

    def test_the_change_that_was_planted_is_found_and_the_unchanged_measure_is_not_called_a_change(self) -> None:
        moved, level = (measured(m) for m in MeasureRecord.objects.order_by("pk"))
        assert moved.is_better
        assert moved.compared is not None
        assert moved.compared.is_change
        assert level.is_better is None or not level.compared or not level.compared.is_change
        for found in (moved, level):
            raw = rows(
                'SELECT found, looked_at FROM store_pointrecord WHERE measure_id = %s ORDER BY "on"', found.record.pk
            )
            values = [100 * f / n for f, n in raw]
            before = values[: found.chart.baseline]
            assert found.chart.baseline == 12
            assert found.chart.mean == pytest.approx(sum(before) / len(before))
            moving = sum(abs(b - a) for a, b in itertools.pairwise(before)) / (len(before) - 1)
            assert found.chart.high == pytest.approx(min(100, found.chart.mean + 2.66 * moving))
            answer = self.board.get(
                f"/reviews/{found.record.recommendation.review_id}/actions/measure/{found.record.pk}/"
            )
            table = tables(html.fromstring(answer.content.decode()))[0]
            assert [(int(r[1]), int(r[2])) for r in table] == raw

    def test_the_yearly_report_says_the_same(self) -> None:
        answer = self.board.get(f"/board/{self.built.review.board_id}/report/{TODAY.year}.pdf")
        text = " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages).split())
        every = one("SELECT count(*) FROM store_recommendationrecord WHERE taken_out_at IS NULL")
        assert f"Recommendations that stand: {every}." in text
        said = {(r, state): on for r, state, on in rows(_SAID)}
        reached = sum(str(on).startswith(str(TODAY.year)) for on in said.values())
        assert f"States said to be reached in the year: {reached}." in text
        awaited = facts(page(self.board, self.built))["Recommendations: Answers awaited"]
        assert f"Answers of agencies still awaited: {awaited}." in text
        sent = rows(
            "SELECT g.title FROM store_circulationrecord c JOIN store_guidanceversionrecord v ON v.id = c.version_id "
            "JOIN store_guidancerecord g ON g.id = v.guidance_id WHERE c.sent_at >= %s",
            date(TODAY.year, 1, 1),
        )
        for (title,) in rows("SELECT title FROM store_guidancerecord"):
            assert (title in text) == ((title,) in sent)
        for key, title in rows("SELECT id, title FROM store_courserecord"):
            came = one(
                "SELECT sum(p.came) FROM store_placesrecord p JOIN store_sessionrecord s ON s.id = p.session_id "
                "WHERE s.course_id = %s AND s.held_on >= %s",
                key,
                date(TODAY.year, 1, 1),
            )
            assert re.search(rf"{re.escape(title)} \d+ {came} none", text)
