"""The commands of a program that works with a workbench from afar: send a chronology, see how it stands, fetch an export.

The only place that opens a connection, and only to the workbench that KEEPSIGHT_URL names; the token comes from
KEEPSIGHT_TOKEN, never from the command line, where other users of the machine would see it.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import typer

from keepsight.model import KeepsightError

client = typer.Typer(name="client", help="Work with a workbench from afar, with a token.", no_args_is_help=True)
_SECONDS = 60
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Review = Annotated[int, typer.Argument(help="The review's number.")]


@client.command()
def reviews() -> None:
    """List the reviews that the token sees."""
    for one in _workbench().all("reviews"):
        typer.echo(f"{one['number']:>5}  {one['title']}  ({', '.join(one['roles'])})")


@client.command()
def home(review: Review) -> None:
    """Say what waits in a review, its deadlines, and how far the timeline has come."""
    bench = _workbench()
    one = bench.get(f"reviews/{review}")
    typer.echo(f"{one['title']}, {one['board']}")
    for waiting in one["waiting"] or [{"text": "Nothing waits for you."}]:
        typer.echo(f"- {waiting['text']}")
    for due in one["deadlines"]:
        left = due["working_days_left"]
        when = f"{due['day']}, {left} working days left" if left is not None else "no day yet"
        typer.echo(f"  {due['name']}: {when} ({due['source']})")


@client.command()
def agencies(review: Review) -> None:
    """List the agencies for which you can send, with their numbers."""
    for one in _workbench().all(f"reviews/{review}/agencies"):
        typer.echo(f"{one['number']:>5}  {one['name']}")


@client.command()
def send(
    review: Review,
    agency: Annotated[int, typer.Argument(help="The agency's number in the review.")],
    file: Annotated[Path, typer.Argument(help="The chronology.")],
) -> None:
    """Send a chronology as a draft; it is looked at and handed in on its page."""
    if not file.is_file():
        raise KeepsightError(f"{file.name} is not a file here: give the path of one chronology.")
    made = _workbench().upload(f"reviews/{review}/agencies/{agency}/submissions", file)
    typer.echo(f"Chronology {made['number']} was sent and is being read. Check its rows, then hand it in.")


@client.command()
def fetch(
    review: Review,
    kind: Annotated[
        str, typer.Argument(help="timeline.csv, timeline.json, timesketch.csv, timelinejs.json, codebook.qdc")
    ],
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not be there yet.")],
    names: Annotated[bool, typer.Option("--names", help="With real names, which is recorded.")] = False,
) -> None:
    """Fetch an export into a file that only you can read."""
    if out.exists():
        raise KeepsightError(f"{out.name} is there already. Choose another name, so that nothing is lost.")
    content, left_out = _workbench().fetch(f"reviews/{review}/exports/{quote(kind, safe='')}", {"names": str(names)})
    out.touch(mode=0o600, exist_ok=False)
    out.write_bytes(content)
    typer.echo(f"{out} is written." + (f" {left_out} entries without a day were left out." if left_out else ""))


@dataclass(frozen=True, slots=True)
class Workbench:
    """A workbench at an address, asked with a token."""

    address: str
    token: str

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        return json.loads(self._asked(self._request(path, query))[0])

    def all(self, path: str) -> list[Any]:
        """A whole list, part by part."""
        found: list[Any] = []
        while True:
            part = self.get(path, {"limit": "500", "offset": str(len(found))})
            found += part["items"]
            if not part["next"] or not part["items"]:
                return found

    def fetch(self, path: str, query: Mapping[str, str]) -> tuple[bytes, int]:
        """A file, and how many entries its form could not hold."""
        content, headers = self._asked(self._request(path, query))
        return content, int(headers.get("Keepsight-Left-Out", "0"))

    def upload(self, path: str, file: Path) -> Any:
        edge = uuid.uuid4().hex
        name = file.name.replace('"', "'").replace("\r", " ").replace("\n", " ")
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        request = self._request(path)
        request.data = head.encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        return json.loads(self._asked(request)[0])

    def _request(self, path: str, query: Mapping[str, str] | None = None) -> Request:
        address = f"{self.address}/api/v1/{path}" + (f"?{urlencode(query)}" if query else "")
        return Request(address, headers={"Authorization": f"Bearer {self.token}"})  # noqa: S310 - checked by `_workbench`

    def _asked(self, request: Request) -> tuple[bytes, Mapping[str, str]]:
        try:
            with build_opener(_Stay).open(request, timeout=_SECONDS) as answer:
                return answer.read(), dict(answer.headers)
        except HTTPError as error:
            raise KeepsightError(_sentence(error)) from None
        except (URLError, TimeoutError):
            raise KeepsightError("The workbench does not answer. Check KEEPSIGHT_URL, and that it is served.") from None


class _Stay(HTTPRedirectHandler):
    """The token goes to the address that was named and to no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _workbench() -> Workbench:
    address, token = os.environ.get("KEEPSIGHT_URL", "").rstrip("/"), os.environ.get("KEEPSIGHT_TOKEN", "")
    if not address or not token:
        raise KeepsightError("Set KEEPSIGHT_URL to the workbench's address and KEEPSIGHT_TOKEN to a token of yours.")
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise KeepsightError("KEEPSIGHT_URL must begin with https://, so that nobody on the way can read the token.")
    return Workbench(address, token)


def _sentence(error: HTTPError) -> str:
    """What the workbench said; a sentence of our own where it said nothing that can be read."""
    try:
        detail = json.loads(error.read()).get("detail", "")
    except (ValueError, AttributeError):
        detail = ""
    if error.code == 401:
        return "The token is not known, or not good any more. Make a new one on the page of your account."
    if error.code == 404:
        return "There is no such thing there, or it is not yours to see."
    if isinstance(detail, str) and detail:
        return detail
    return f"The workbench refused ({error.code})."
