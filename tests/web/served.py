"""The demonstration really served: a process of its own, a free port, a data folder and a database of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 120.0


@dataclass(frozen=True)
class Served:
    """Where the demonstration answers (`url`, without a slash at the end), what its processes are told, and the first of them."""

    url: str
    told: dict[str, str]
    process: int

    def python(self, program: str) -> str:
        """What a short program prints that runs beside the server, on the same data; Django is loaded for it."""
        done = self.ran(program)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ran(self, program: str) -> subprocess.CompletedProcess[str]:
        """The same with all that came of it."""
        whole = f"import django; django.setup()\n{program}"
        return subprocess.run([sys.executable, "-c", whole], env=self.told, capture_output=True, text=True)

    def keepsight(self, *words: object, **told: str) -> subprocess.CompletedProcess[str]:
        """A command of the command line on the same data, or on what is `told` instead."""
        command = [sys.executable, "-m", "keepsight", *map(str, words)]
        return subprocess.run(command, env={**self.told, **told}, capture_output=True, text=True)


@contextmanager
def serving(
    folder: str | Path | None = "samples/child-a", *, workers: int = 1, seconds: float = START_SECONDS
) -> Iterator[Served]:
    """The demonstration of a folder, or an empty installation, served until the block ends.

    `seconds` is how long it may take to begin.
    """
    place = Path(tempfile.mkdtemp(prefix="keepsight-served-"))
    port = _free_port()
    with beside() as database:
        told = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("COVERAGE", "COV_"))},
            "KEEPSIGHT_DATA": str(place),
            "KEEPSIGHT_HOSTS": "localhost,127.0.0.1",
            "KEEPSIGHT_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "keepsight.web.settings",
            **database,
        }
        command = [sys.executable, "-m", "keepsight", "serve", *(["--demo", str(folder)] if folder else [])]
        with (place / "log").open("wb") as log:
            server = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{port}", "--workers", str(workers)],
                cwd=ROOT,
                env=told,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            _wait_for(f"http://127.0.0.1:{port}", server, place / "log", seconds)
            yield Served(f"http://127.0.0.1:{port}", told, server.pid)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def beside() -> Iterator[dict[str, str]]:
    """On PostgreSQL a database beside the tests' own; SQLite needs nothing but the data folder."""
    address = os.environ.get("KEEPSIGHT_DATABASE", "")
    if not address.startswith("postgresql:"):
        yield {}
        return
    import psycopg

    name = f"served_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield {"KEEPSIGHT_DATABASE": address.replace("@/keepsight?", f"@/{name}?")}
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(f"the server stopped: {log.read_text('utf-8', 'replace')[-2000:]}")
        try:
            with urllib.request.urlopen(f"{url}/accounts/login/", timeout=5):  # noqa: S310 - a loopback address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer within {seconds:.0f} s")
