"""A PostgreSQL cluster of the tests' own: made in a temporary folder, reached by a socket alone, gone afterwards.

PostgreSQL refuses to run as root, so under root it runs as an ordinary user of the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ORDINARY = ("postgres", "nobody")


def programs() -> Path | None:
    """Where initdb and postgres stand, the newest version first; None where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh, empty database, as KEEPSIGHT_DATABASE takes it."""
    there = programs()
    if there is None:
        raise RuntimeError("PostgreSQL is not installed here")
    user = _ordinary_user()
    place = Path(tempfile.mkdtemp(prefix="ks-pg-"))
    if user is not None:
        os.chown(place, user.pw_uid, user.pw_gid)
    data = place / "data"

    def run(*words: str | Path) -> None:
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user is not None else {}
        subprocess.run(
            [str(w) for w in words], check=True, cwd=place, capture_output=True, env={"LC_ALL": "C.UTF-8"}, **as_user
        )  # type: ignore[call-overload]  # the user is given only where there is one

    run(there / "initdb", "-D", data, "-U", "keepsight", "--auth=trust", "-E", "UTF8", "--no-sync")
    options = f"-k {place} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    run(there / "pg_ctl", "-D", data, "-w", "-o", options, "-l", place / "log", "start")
    try:
        run(there / "createdb", "-h", place, "-U", "keepsight", "keepsight")
        yield f"postgresql://keepsight@/keepsight?host={quote(str(place), safe='')}"
    finally:
        run(there / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(place, ignore_errors=True)


def _ordinary_user() -> pwd.struct_passwd | None:
    """Somebody to be instead of root; None for whoever is not root."""
    if os.geteuid() != 0:
        return None
    for name in ORDINARY:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL needs an ordinary user to run as, and this machine has none")
