"""How fast sentences are read, beside medspaCy's ConText and beside a bare scan for the same words.

    python benchmarks/reading_speed.py [FOLDER | SENTENCES.tsv] [--medspacy-python PATH] [--rounds N]

The sentences are those of a folder of chronologies (the sample, if none is named) or of the column `sentence` of a table.
All three get the same sentences, one at a time, and the same words: the forms of our word lists that are plain words, and
every form of the safeguarding rule set of stance. Ours finds the targets and the stance of each; medspaCy its targets and
their modifiers (blank English, its own Python in a process of its own); the bare scan finds all the words and does nothing
more. The best of the rounds counts. Last, the whole Reader is timed on the rows of the folder.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import ahocorasick_rs

from keepsight.intake import read_folder, read_settings
from keepsight.model import Entry, Stance
from keepsight.people import read_people
from keepsight.reading import Reader
from keepsight.reading.cues import Cue, Matcher, cues, plain
from keepsight.reading.sentences import sentences
from keepsight.reading.stance import stances
from keepsight.reading.stance_rules import Way, rules

SAMPLE = Path(__file__).parents[1] / "samples" / "child-a"
MEDSPACY = Path(__file__).with_name("reading_speed_medspacy.py")
PLAIN = re.compile(r"[a-z0-9][a-z0-9 '&-]*[a-z0-9]|[a-z0-9]")
ENOUGH = 2_000
DIRECTIONS = {Way.FORWARD: "FORWARD", Way.BACKWARD: "BACKWARD"}


def main(place: Path, *, medspacy_python: str, rounds: int) -> None:
    entries = () if place.is_file() else read_folder(place, settings=read_settings(place)).entries
    told = _of_table(place) if place.is_file() else _of_entries(entries)
    told = list(told) * (1 + ENOUGH // max(1, len(told)))
    wanted = _plain_cues()
    targets = [(form, cue.kind) for cue in wanted for form in cue.forms]
    length = sum(map(len, told)) / len(told)
    print(f"{len(told)} sentences of {length:.0f} characters, {len(targets)} targets, {len(_context())} context rules")

    ours, found, negated = _ours(told, wanted, rounds=rounds)
    print(f"ours      {len(told) / ours:10,.0f} sentences/s   {found} targets, {negated} negated")
    bare = _bare(told, [form for form, _ in targets] + [form for form, _, _ in _context()], rounds=rounds)
    print(f"bare scan {len(told) / bare:10,.0f} sentences/s   ours takes {ours / bare:.1f} times as long (goal: 5)")
    _beside_medspacy(told, targets, ours=ours, python=medspacy_python, rounds=rounds)
    if entries:
        _reader(place, entries, rounds=rounds)


def _ours(told: Sequence[str], wanted: Sequence[Cue], *, rounds: int) -> tuple[float, int, int]:
    matcher = Matcher(wanted)
    read: list[tuple[Stance, str]] = []

    def read_all() -> None:
        read.clear()
        for sentence, hits in zip(told, matcher.find_all(told), strict=True):
            if hits:
                read.extend(stances(sentence, 0, len(sentence), hits))

    seconds = _best(read_all, rounds)
    return seconds, len(read), sum(stance is Stance.NEGATED for stance, _ in read)


def _bare(told: Sequence[str], forms: Sequence[str], *, rounds: int) -> float:
    automaton = ahocorasick_rs.AhoCorasick(forms)

    joined = "\n".join(told)
    return _best(lambda: automaton.find_matches_as_indexes(joined, overlapping=True), rounds)


def _beside_medspacy(
    told: Sequence[str], targets: Sequence[tuple[str, str]], *, ours: float, python: str, rounds: int
) -> None:
    data = {"sentences": told, "targets": targets, "context": _context(), "rounds": min(rounds, 3)}
    run = subprocess.run([python, str(MEDSPACY)], input=json.dumps(data), capture_output=True, text=True, check=False)
    if run.returncode:
        last = run.stderr.strip().splitlines()[-1:] or ["no reason given"]
        print(f"medspaCy  *** NOT MEASURED *** {python}: {last[0]}")
        return
    theirs = json.loads(run.stdout)
    best = min(theirs["seconds"])
    print(
        f"medspaCy  {len(told) / best:10,.0f} sentences/s   {theirs['found']} targets, {theirs['negated']} negated "
        f"(version {theirs['version']}); ours is {best / ours:.1f} times as fast (goal: 20)"
    )


def _reader(place: Path, entries: Sequence[Entry], *, rounds: int) -> None:
    many = list(entries) * (1 + ENOUGH // len(entries))
    reader = Reader(read_people(place))
    reader.read(entries)
    seconds = _best(lambda: reader.read(many), rounds)
    print(f"Reader    {len(many) / seconds:10,.0f} rows/s: every cue, persons, dates, attendance, basis and stance")


def _best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the quickest of some rounds; the first warms up and does not count."""
    work()
    seconds = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return min(seconds)


def _plain_cues() -> list[Cue]:
    """Our cues with the forms that are plain words."""
    found = [replace(c, forms=tuple(f for f in c.forms if PLAIN.fullmatch(f))) for c in cues()]
    return [c for c in found if c.forms]


def _context() -> list[tuple[str, str, str]]:
    """The rule set of stance as form, category and direction; a look-alike is a rule of medspaCy's kind PSEUDO."""
    ruled = rules(False)
    told: list[tuple[str, str, str]] = []
    for form, reaches in zip(ruled.forms, ruled.reaches, strict=True):
        ways = [(r.stance.upper(), DIRECTIONS[r.way]) for r in reaches if r.way in DIRECTIONS and not r.alone]
        other = ("TERMINATE", "TERMINATE") if form in ruled.ends else ("PSEUDO", "PSEUDO")
        told += [(form, *way) for way in dict.fromkeys(ways or [other])]
    return told


def _of_table(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [plain(row["sentence"])[0] for row in rows]


def _of_entries(entries: Sequence[Entry]) -> list[str]:
    texts = [plain(field.text)[0] for entry in entries for field in entry.narrative]
    return [text[a:b] for text in texts for a, b in sentences(text)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How fast sentences are read.")
    parser.add_argument("place", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--medspacy-python", default=sys.executable, help="a Python that has medspaCy")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    main(asked.place, medspacy_python=asked.medspacy_python, rounds=asked.rounds)
