"""The command line: files in, files out; only the commands of the workbench know a database.

Progress goes to standard error, results to standard output. Exit codes: 0 done, 1 done with rows that need attention
under --strict, 2 input that the user can mend, 70 a bug, 130 stopped by the user.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from keepsight import __version__, cli_client, cli_names, cli_workbench
from keepsight.loading import loading
from keepsight.model import KeepsightError

DONE, NEEDS_ATTENTION, MEND, BUG, STOPPED = 0, 1, 2, 70, 130
BUG_TEXT = (
    "Keepsight met an error of its own. Nothing was written and no file was changed. Please report it with the lines "
    "below; they name places in the program, never a case."
)

STOPPED_TEXT = "Stopped. Nothing that was there before has changed."

app = typer.Typer(
    name="keepsight",
    help="What each agency knew becomes what the child lived through.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88, "terminal_width": 88},
)

Folder = Annotated[Path, typer.Argument(help="The folder with the chronologies, people.csv and review.toml.")]
Out = Annotated[Path, typer.Option("--out", help="The folder to write into; made when missing.")]


@app.command()
def review(
    folder: Folder,
    out: Out,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when rows need attention.")] = False,
    clock: Annotated[str, typer.Option("--clock", help="The date that documents carry, YYYY-MM-DD.")] = "",
) -> None:
    """Merge a folder of chronologies into a timeline, questions and a draft briefing."""
    import gc

    with loading():
        from keepsight.pipeline import review_folder
        from keepsight.publish import write_review

    gc.disable()  # What a run makes stays in use until it is written: the search for unused memory finds none and takes time.

    _check_clock(clock)
    with _Bar() as bar:
        result = review_folder(folder, clock=clock, progress=bar.tell)
        written = write_review(result, out, progress=bar.tell)
    attention = [i for i in result.issues if i.needs_attention]
    entries, agencies = len(result.timeline.entries), len(result.timeline.agencies)
    typer.echo(f"{entries} entries from {agencies} agencies, {len(result.timeline.events)} events told more than once.")
    typer.echo(f"{len(result.questions)} questions and strengths. A question that was not raised is not reassurance.")
    typer.echo(f"{len(attention)} rows or files need attention; timeline.html lists them.")
    typer.echo(f"{len(written)} files in {out}. Open timeline.html first.")
    gc.freeze()  # Nor is there anything to be searched for at the end of the program.
    if strict and attention:
        raise typer.Exit(NEEDS_ATTENTION)


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="One chronology.")],
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when rows need attention.")] = False,
) -> None:
    """Show what is understood of one file, and what is not, before anything is merged."""
    from keepsight.intake import describe, read_file, read_settings

    if not file.is_file():
        raise KeepsightError(f"{file.name} is not a file here: give the path of one chronology.")
    reading = read_file(file, settings=read_settings(file.parent))
    typer.echo(describe(reading))
    if strict and any(i.needs_attention for i in reading.issues):
        raise typer.Exit(NEEDS_ATTENTION)


@app.command()
def template(
    folder: Folder,
    out: Out,
    agency: Annotated[str, typer.Option("--agency", help="The agency it is for.")] = "",
) -> None:
    """Write the blank chronology, Excel and Word, to send to an agency."""
    from keepsight.intake import read_settings
    from keepsight.publish.template import write_template

    for path in write_template(read_settings(folder), out, agency=agency):
        typer.echo(str(path))


@app.command()
def lenses(
    folder: Annotated[Path | None, typer.Argument(help="A review whose local policy is applied.")] = None,
) -> None:
    """List every rule with its version and its values; values changed by local policy are marked."""
    from keepsight.intake import read_settings
    from keepsight.lenses import RULES
    from keepsight.lenses.base import values
    from keepsight.lenses.registry import check_policy

    policy = read_settings(folder).policy if folder is not None else {}
    check_policy(policy)
    for rule in RULES:
        off = " (switched off by local policy)" if policy.get(f"{rule.code}.off") else ""
        typer.echo(f"{rule.code:<4} v{rule.version}  {rule.lens:<13} {rule.title}{off}")
        for used in values(rule, policy).used:
            changed = f"  local policy, default {used.default}" if used.changed else ""
            typer.echo(f"        {used.name} = {used.value}  {used.unit} [{used.kind}]{changed}")


@app.command()
def measure(
    code: Annotated[str, typer.Argument(help="The rule that is counted, like R2.")],
    folders: Annotated[list[Path], typer.Argument(help="The sample: a folder of chronologies for each case.")],
) -> None:
    """Count in how many of a sample of case timelines a rule raises its question: one look of a measure."""
    from keepsight.lenses import RULES
    from keepsight.pipeline import review_folder

    if code not in {r.code for r in RULES}:
        raise KeepsightError(f"There is no rule {code}; `keepsight lenses` lists them.")
    found = 0
    for folder in folders:
        raised = sum(q.code == code for q in review_folder(folder).questions)
        found += raised > 0
        typer.echo(f"{folder.name} | {f'raised {raised}' if raised else 'not raised'}")
    typer.echo(f"{found} of {len(folders)} raise {code}.")
    typer.echo("Not raised is not reassurance; the sample says nothing of cases that are not in it.")


@app.command()
def swap(
    folder: Folder,
    out: Out,
    whose: Annotated[str, typer.Option("--whose", help="everybody, child or others.")] = "everybody",
    neutral: Annotated[bool, typer.Option("--neutral", help="Take genders out instead of exchanging them.")] = False,
) -> None:
    """Write the timeline with genders exchanged, to read what one would have thought of another child."""
    from keepsight.publish.swap_page import write_swap
    from keepsight.swapped import swap_folder

    if whose not in ("everybody", "child", "others"):
        raise KeepsightError("--whose is everybody, child or others.")
    with _Bar() as bar:
        made = swap_folder(folder, whose=whose, neutral=neutral, progress=bar.tell)
        path = write_swap(
            made.entries,
            out,
            changes=made.changes,
            people=made.people,
            read_as=made.read_as,
            title=made.settings.title,
            board=made.settings.board,
            whose=made.whose,
            neutral=made.neutral,
        )
    typer.echo(f"{path} shows the timeline with what was changed marked; the chronologies are as they were.")


for _command in (cli_names.people, cli_names.redact, cli_names.gate, cli_names.jigsaw):
    app.command()(_command)
for _workbench in (cli_workbench.serve, cli_workbench.administrator, cli_workbench.backup, cli_workbench.restore):
    app.command()(_workbench)
app.add_typer(cli_workbench.audit)
app.add_typer(cli_client.client)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"keepsight {__version__}")


def main() -> None:
    """Run the command line and end with one of the five exit codes."""
    # Asked to end by the system, it puts back what it has begun, as it does for a key.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _hear_again()
    try:
        code = app(standalone_mode=False)
        if code == STOPPED:
            _end(STOPPED_TEXT, STOPPED)
        sys.exit(code if isinstance(code, int) else DONE)
    except KeepsightError as error:
        _mend(str(error))
    except (KeyboardInterrupt, typer.Abort):
        _end(STOPPED_TEXT, STOPPED)
    except OSError as error:
        _mend(_os_sentence(error))
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")):
            told = getattr(error, "format_message", None)
            _mend(told() if told is not None else str(error))
        print(BUG_TEXT, file=sys.stderr)  # noqa: T201 - the last word of the program
        for frame in traceback.extract_tb(error.__traceback__):
            print(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}", file=sys.stderr)  # noqa: T201
        print(f"  {type(error).__name__}", file=sys.stderr)  # noqa: T201
        sys.exit(BUG)


def _hear_again() -> None:
    """Let an interrupt come again that came while Python was taking something away, where it can be raised to nobody.

    Whatever else can be raised to nobody is not printed: after an interrupt that is the end of something half made.
    """

    def unheard(told: sys.UnraisableHookArgs) -> None:
        if issubclass(told.exc_type, KeyboardInterrupt) and hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, signal.default_int_handler)
            signal.setitimer(signal.ITIMER_REAL, 0.01)

    sys.unraisablehook = unheard


def _mend(sentence: str) -> None:
    _end(sentence, MEND)


def _end(sentence: str, code: int) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - one clear line
    sys.exit(code)


def _os_sentence(error: OSError) -> str:
    name = Path(str(error.filename)).name if error.filename else "a file"
    return f"{name}: {os.strerror(error.errno) if error.errno else 'it could not be read or written'}."


def _check_clock(clock: str) -> None:
    if not clock:
        return
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", clock):
        try:
            date.fromisoformat(clock)
        except ValueError:
            pass
        else:
            return
    raise KeepsightError("--clock needs a date written YYYY-MM-DD.")


class _Bar:
    """A bar on a terminal, a plain line for each stage elsewhere."""

    def __init__(self) -> None:
        self._stage = ""
        self._progress: object | None = None
        self.tell: Callable[[str, int, int], None] = self._line

    def __enter__(self) -> _Bar:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            bar = Progress(
                TextColumn("{task.description:<28}"),
                BarColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            tasks: dict[str, object] = {}

            def tell(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bar.add_task(stage, total=total or 1)
                bar.update(tasks[stage], completed=done, total=total or 1)  # type: ignore[arg-type]

            bar.start()
            self._progress = bar
            self.tell = tell
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()  # type: ignore[attr-defined]

    def _line(self, stage: str, done: int, total: int) -> None:
        del done, total
        if stage != self._stage:
            self._stage = stage
            print(f"{stage} ...", file=sys.stderr, flush=True)  # noqa: T201 - progress
