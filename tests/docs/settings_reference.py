"""The reference page of `review.toml` and `people.csv`: `python -m tests.docs.settings_reference`."""

from __future__ import annotations

from pathlib import Path

from keepsight.lenses import RULES
from keepsight.model import ColumnRole, Role

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"


def render() -> str:
    """The page as Markdown."""
    roles = "\n".join(f"- `{r.value}`" for r in ColumnRole)
    people = "\n".join(f"- `{r.value}`" for r in Role)
    policy = "\n".join(
        f"| `{r.code}.{p.name}` | {p.default} | {p.unit} | [{p.kind}] |" for r in RULES for p in r.parameters
    )
    return f"""# review.toml and people.csv

Made from the program itself; `python -m tests.docs.settings_reference` writes it again.

## review.toml

| key | meaning |
| --- | --- |
| `title` | the title of the review, on the timeline and the questions |
| `board` | the board's name, on every document |
| `[scope]` `from`, `to` | the period under review, both days included |
| `[[file]]` `name`, `agency`, `prefix` | whose file it is |
| `[[column]]` `file`, `heading`, `role` | what a heading is for; it wins over what was understood |
| `[policy]` | local policy: the values below, and `"CODE.off" = true` to switch a rule off |

### Roles of a column

{roles}

### Values of the rules

[P] has a published source, [L] is local: no published source fixes it.

| key | default | unit | kind |
| --- | --- | --- | --- |
{policy}

## people.csv

Its first line reads `ref,role,names,gender,dob,agency`; names are separated by `;`, a birth date is written YYYY-MM-DD. No rule reads the gender: it serves the swapped reading alone.

### Roles of a person

{people}
"""


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
