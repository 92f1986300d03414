"""The reference page of the command line, made from its own help: `python -m tests.docs.cli_reference`."""

from __future__ import annotations

from pathlib import Path

import typer
import typer.main

from keepsight.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"
HEAD = """# The command line

Made from the program's own help; `python -m tests.docs.cli_reference` writes it again.

Progress goes to standard error, results to standard output.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | done, with rows that need attention, under `--strict` |
| 2 | something in the input that you can mend; one sentence says what |
| 70 | an error of the program itself |
| 130 | stopped by you before it ended; nothing that was there before has changed |
"""


def render() -> str:
    """The page as Markdown."""
    group = typer.main.get_command(app)
    commands = group.commands  # type: ignore[attr-defined]
    parts = [HEAD]
    for name in sorted(commands):
        command = commands[name]
        context = typer.Context(command, info_name=f"keepsight {name}", max_content_width=88, terminal_width=88)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context).strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
