"""The workbench with a review of 20,000 entries: pages with 20 people at once, search, the picture of lanes, a run meanwhile.

    python benchmarks/workbench.py [ROWS [PEOPLE]]

A server with two processes on SQLite and those who ask it share the machine's cores, so the figures are of both. Times are of
whole answers, at the median and at the 95th percentile; 200 ms for a page, 100 ms for a search and 200 ms for the picture are
what is aimed at.
"""

from __future__ import annotations

import http.client
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.folders import make_folder
from tests.web.browsing import CHROMIUM, PASSWORD, browsing, somebody
from tests.web.served import Served, serving

ROWS, PEOPLE = 20_000, 20
EACH = 12
THINKING_SECONDS = 2.0
"""What somebody does between two pages; without it 20 people would be 20 machines."""
PAGES = (
    "",
    "?page=7",
    "?page=120",
    "?kind=missed",
    "?ask=exploitation",
    "?agency=3",
    "?after=2022-01-01&before=2022-06-30",
)
WORDS = ("seizure", "cannabis", "phone", "not brought", "second phone", "nan", "theft")
WHO = ("panel", "reviewer", "coordinator")


class Somebody:
    """A person with a connection and a session of their own."""

    def __init__(self, url: str, who: str) -> None:
        at = urlsplit(url)
        self._connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=120)
        self._cookies: dict[str, str] = {}
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/accounts/login/")[1])
        assert token
        said = {"csrfmiddlewaretoken": token[1], "login": f"{who}@example.org", "password": PASSWORD}
        self._ask("POST", "/accounts/login/", urlencode(said), {"Content-Type": "application/x-www-form-urlencoded"})

    def get(self, path: str, part: str = "") -> tuple[float, str]:
        """Milliseconds and the page, or the part of it that the script asks for."""
        begin = time.perf_counter()
        text = self._ask("GET", path, headers={"HX-Request": "true", "HX-Target": part} if part else None)
        return 1000 * (time.perf_counter() - begin), text

    def post(self, path: str, page: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        said = urlencode({"csrfmiddlewaretoken": token[1]})
        self._ask("POST", path, said, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> str:
        cookies = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        said = {**(headers or {}), "Cookie": cookies}
        try:
            self._connection.request(method, path, body or None, said)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError):  # it was silent too long; a browser connects again
            self._connection.close()
            self._connection.request(method, path, body or None, said)
            answer = self._connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status not in (200, 302):
            raise SystemExit(f"{path} answered {answer.status}")
        return text


def main(rows: int, people: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in"
        folder.mkdir()
        make_folder(folder, rows)
        begin = time.perf_counter()
        with serving(folder, workers=2, seconds=900) as served:
            print(
                f"workbench of {rows} rows: brought in, read, linked, asked and kept in {time.perf_counter() - begin:.0f} s"
            )
            measure(served, people)


def measure(served: Served, people: int) -> None:
    at = "/reviews/1/timeline/"
    one = Somebody(served.url, "panel")
    tell("timeline, one person", [one.get(at + page)[0] for page in PAGES * 3])
    tell(
        "search as it is typed, one person",
        [one.get(f"{at}?{urlencode({'words': w})}", "results")[0] for w in WORDS * 3],
    )
    tell(
        "search without a script (whole page), one person",
        [one.get(f"{at}?{urlencode({'words': w})}")[0] for w in WORDS * 3],
    )
    tell(
        f"timeline, {people} people at once",
        together(served, people, lambda who, n: who.get(at + PAGES[n % len(PAGES)])[0]),
    )
    tell(
        f"search as it is typed, {people} people at once",
        together(
            served, people, lambda who, n: who.get(f"{at}?{urlencode({'words': WORDS[n % len(WORDS)]})}", "results")[0]
        ),
    )
    tell("questions, one person", [one.get("/reviews/1/questions/")[0] for _ in range(5)])
    if CHROMIUM:
        tell("picture of lanes drawn in the browser", lanes(served))
    while_it_runs(served, at)


def together(served: Served, people: int, ask: Callable[[Somebody, int], float]) -> list[float]:
    """Every person asks one page after another, thinking in between."""
    found: list[float] = []
    everybody = [Somebody(served.url, WHO[n % len(WHO)]) for n in range(people)]

    def work(number: int) -> None:
        time.sleep(THINKING_SECONDS * number / people)
        for n in range(EACH):
            found.append(ask(everybody[number], number + n))
            time.sleep(THINKING_SECONDS)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def lanes(served: Served) -> list[float]:
    """Milliseconds from the numbers to the drawn picture, as the page measures them itself."""
    found = []
    with browsing() as browser, somebody(browser, served, "panel@example.org") as page:
        for _ in range(7):
            page.goto("/reviews/1/timeline/")
            page.wait_for_selector("[data-drawn]", timeout=60_000)
            found.append(float(page.locator("[data-drawn]").first.get_attribute("data-drawn") or 0))
    return found


def while_it_runs(served: Served, at: str) -> None:
    """A run in the background, with somebody reading on."""
    coordinator, reader = Somebody(served.url, "coordinator"), Somebody(served.url, "panel")
    _, page = coordinator.get("/reviews/1/gather/")
    begin = time.perf_counter()
    coordinator.post("/reviews/1/run/again/", page)
    times: list[float] = []
    seen_progress = False
    while time.perf_counter() - begin < 600:
        milliseconds, text = reader.get(at)
        times.append(milliseconds)
        seen_progress = seen_progress or "<progress" in text
        if seen_progress and "<progress" not in text:
            break
        time.sleep(1)
    print(
        f"run anew in the background: {time.perf_counter() - begin:.0f} s, its progress shown: {'yes' if seen_progress else 'no'}"
    )
    tell("timeline, one person, during the run", times)


def tell(what: str, times: Sequence[float]) -> None:
    ordered = sorted(times)
    last = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(
        f"{what}: median {statistics.median(ordered):.0f} ms, 95th percentile {last:.0f} ms ({len(ordered)} answers)",
        flush=True,
    )


if __name__ == "__main__":
    given = [int(a) for a in sys.argv[1:]]
    main(given[0] if given else ROWS, given[1] if len(given) > 1 else PEOPLE)
