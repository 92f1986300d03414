"""Commands about names: draft the people list, make copies under pseudonyms, ask the gate.

Names go to files and to the screen of the one who asks, never into a log. The passphrase is read from the environment or
asked for without being shown, so that it stands in no history of commands.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from keepsight.model import KeepsightError, People

SHUT = 1
PASSPHRASE = "KEEPSIGHT_PASSPHRASE"  # noqa: S105 - the name of a variable, not what it holds

Folder = Annotated[Path, typer.Argument(help="The folder with the chronologies, people.csv and review.toml.")]
Known = Annotated[Path, typer.Option("--people", help="The folder whose people.csv lists who must not be named.")]
Decisions = Annotated[Path | None, typer.Option("--decisions", help="decisions.csv, with what is masked or kept.")]


def people(
    folder: Folder,
    out: Annotated[
        Path | None, typer.Option("--out", help="The draft; people.draft.csv in the folder if not said.")
    ] = None,
) -> None:
    """Draft the people list from the chronologies, for the coordinator to correct."""
    from keepsight.intake import read_folder, read_settings
    from keepsight.people import draft_people, people_draft_csv, read_people

    intake = read_folder(folder, settings=read_settings(folder))
    drafts = draft_people(intake.entries, read_people(folder))
    target = out or folder / "people.draft.csv"
    target.write_text(people_draft_csv(drafts), encoding="utf-8-sig", newline="")
    typer.echo(f"{len(drafts)} forms of names that are not on the people list, in {target}.")
    typer.echo("Correct it, join the forms of one person in one line, and save it as people.csv.")


def gate(
    paths: Annotated[list[Path], typer.Argument(help="The files or folders that are to go out.")],
    people: Known,
    decisions: Decisions = None,
    undecided: Annotated[
        Path | None, typer.Option("--undecided", help="Write names and pictures still to decide to this file.")
    ] = None,
) -> None:
    """Say whether documents may go out: open only if every word of every part could be read and nobody is named."""
    from keepsight.people import check_publication, decisions_csv, read_decisions

    decided = read_decisions(decisions) if decisions is not None else ()
    report = check_publication(paths, _listed(people), decided)
    for obstacle in report.obstacles:
        typer.echo(f"{obstacle.file} | {obstacle.place} | {obstacle.reason} | {obstacle.text}")
    for name, digest in report.digests:
        typer.echo(f"{digest}  {name}")
    if undecided is not None:
        undecided.write_text(decisions_csv(report.undecided, decided), encoding="utf-8-sig", newline="")
        typer.echo(f"{len(report.undecided)} to decide, in {undecided}.")
    if not report.is_open:
        typer.echo(f"The gate is shut: {len(report.obstacles)} things stand in the way.")
        raise typer.Exit(SHUT)
    typer.echo("The gate is open for these files as they are now.")


def jigsaw(
    paths: Annotated[list[Path], typer.Argument(help="Finished documents, or folders of them.")],
) -> None:
    """Show which facts of a finished text together single a child out, and a broader wording for each."""
    from keepsight.people import jigsaw as combinations
    from keepsight.people import readable_text

    files = [f for p in paths for f in (sorted(x for x in p.rglob("*") if x.is_file()) if p.is_dir() else [p])]
    found = [(f, c) for f in files for c in combinations(readable_text(f))]
    for file, combination in found:
        typer.echo(f"{file.name} | {combination.sentence or 'the whole text taken together'}")
        for suggestion in combination.suggestions:
            typer.echo(f"    {suggestion}")
    if not found:
        typer.echo(
            "No two facts were found that together single a child out. Who knows the area may see more: ask somebody."
        )
    else:
        typer.echo(f"{len(found)} combinations to look at. A person who knows the area judges; nothing was changed.")


def redact(
    path: Annotated[Path, typer.Argument(help="A file, or a folder of files.")],
    people: Known,
    out: Annotated[Path, typer.Option("--out", help="The folder for the copies; made when missing.")],
    key: Annotated[Path, typer.Option("--key", help="Where the key is kept, encrypted: not beside the copies.")],
    key_file: Annotated[Path | None, typer.Option("--key-file", help="A key file, instead of a passphrase.")] = None,
    decisions: Decisions = None,
) -> None:
    """Make copies under pseudonyms; the key that turns them back is encrypted and kept apart."""
    from keepsight.people import read_decisions
    from keepsight.people import redact as redacted
    from keepsight.people.keys import read_key, write_key

    if key.resolve().is_relative_to(out.resolve()):
        raise KeepsightError("The key must not lie beside the copies: name another place for --key.")
    passphrase = "" if key_file is not None else _passphrase()
    before = read_key(key, passphrase=passphrase, key_file=key_file)
    decided = read_decisions(decisions) if decisions is not None else ()
    made = redacted(path, _listed(people), key=before, decisions=decided)
    write_key(key, made.key, passphrase=passphrase, key_file=key_file)
    for name, content in made.documents:
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    typer.echo(f"{len(made.documents)} copies in {out}; the key is in {key}.")
    if not made.gate.is_open:
        typer.echo(
            f"The gate is shut for them: {len(made.gate.obstacles)} things stand in the way; ask `keepsight gate`."
        )
        raise typer.Exit(SHUT)


def _listed(folder: Path) -> People:
    from keepsight.people import read_people

    listed = read_people(folder)
    if not listed.people:
        raise KeepsightError("There is no people.csv there: nobody can be kept out of sight who is not listed.")
    return listed


def _passphrase() -> str:
    return os.environ.get(PASSPHRASE) or str(typer.prompt("Passphrase", hide_input=True, err=True))
