"""The commands of the workbench: Django is loaded when one of them is called, not before."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from keepsight.model import KeepsightError

audit = typer.Typer(name="audit", help="The audit trail.", no_args_is_help=True)


def serve(
    bind: Annotated[str, typer.Option("--bind", help="Address and port to serve on.")] = "127.0.0.1:8000",
    workers: Annotated[int, typer.Option("--workers", help="Processes that answer pages.")] = 2,
    demo: Annotated[Path | None, typer.Option("--demo", help="Bring in this folder as a demonstration first.")] = None,
) -> None:
    """Serve the workbench; KEEPSIGHT_DATA and KEEPSIGHT_DATABASE say where it keeps its things."""
    if demo is not None:
        os.environ["KEEPSIGHT_DEMO"] = "1"
        if not bind.startswith(("127.", "localhost:")):
            raise KeepsightError("The demonstration asks for no second factor, so it is served on this machine alone.")
    serving = _ready()
    if demo is not None:
        from keepsight.services.demo import ACCOUNTS, PASSWORD, make_demo

        make_demo(demo)
        typer.echo(f"Open http://{bind}/ and sign in as one of these; the password of all is: {PASSWORD}")
        for account in ACCOUNTS:
            typer.echo(f"  {account.email:<26} {account.described}")
        typer.echo("Stop with Ctrl+C.")
    serving.serve(bind=bind, workers=workers)


def administrator(
    email: Annotated[str, typer.Argument(help="The e-mail address to sign in with.")],
    name: Annotated[str, typer.Option("--name", help="The name the others see.")],
    board: Annotated[str, typer.Option("--board", help="A board to make, if it is not there.")] = "",
    nation: Annotated[str, typer.Option("--nation", help="wales, england or scotland.")] = "wales",
) -> None:
    """Make the first account, which can open reviews; the password is asked for."""
    from keepsight.review.working_days import NATIONS

    if nation not in NATIONS:
        raise KeepsightError(f"--nation is one of {', '.join(NATIONS)}.")
    _ready()
    from keepsight.services.administering import make_administrator

    password = os.environ.get("KEEPSIGHT_PASSWORD") or typer.prompt(
        "Password", hide_input=True, confirmation_prompt=True
    )
    make_administrator(email, name=name, password=password, board=board, nation=nation)
    typer.echo(f"{email} can sign in now; the second factor is set up at the first sign-in.")


def backup(path: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write an encrypted backup of the installation into one file; keep vault.key apart from it."""
    _ready()
    from keepsight.services.backup import back_up

    made = back_up(path)
    typer.echo(
        f"{made.records} records and {made.files} files are in {path}. Last line of the trail: {made.last_digest}"
    )


def restore(path: Annotated[Path, typer.Argument(help="The backup to bring back.")]) -> None:
    """Bring a backup into an empty installation that has the same vault.key, and check it."""
    _ready()
    from keepsight.services.backup import restore as bring_back

    found = bring_back(path)
    typer.echo(f"{found.records} records and {found.files} files were restored and checked.")


@audit.command()
def verify(
    last: Annotated[str, typer.Option("--last", help="A digest noted down earlier that must still be there.")] = "",
) -> None:
    """Check that no line of the audit trail was changed, taken out or put in."""
    _ready()
    from keepsight.services import trail

    count, broken = trail.verify(last_digest=last)
    if broken is not None:
        raise KeepsightError(f"The audit trail is broken at line {broken.sequence}: {broken.reason}.")
    typer.echo(f"The audit trail holds: {count} lines.")


def _ready() -> ModuleType:
    """The workbench loaded, its database up to date; KeepsightError where it is not installed."""
    try:
        from keepsight.web import serving
    except ImportError:
        raise KeepsightError("The workbench is not installed: install keepsight[workbench].") from None
    serving.prepare()
    return serving
