"""A backup of the whole installation in one file, encrypted, and its restoring; what came back is checked before it counts.

The archive holds the database in a form that either database reads, the vault as it is (sealed), and the last digest of the audit
trail. `vault.key` and `web.key` are not in it: keep them apart, or the backup opens nothing.
"""

from __future__ import annotations

import io
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from keepsight.model import KeepsightError
from keepsight.services import trail
from keepsight.store import vault
from keepsight.store.models import ReviewRecord, TrailRecord, UserRecord

_FORMAT = 1
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: numbers to compare, and the last digest of the trail."""

    records: int
    files: int
    last_digest: str


def back_up(path: Path) -> Backup:
    """Write the backup; nothing half-written stays under its name. KeepsightError when the file is there already."""
    if path.exists():
        raise KeepsightError(_("%(path)s is there already; give the backup another name.") % {"path": path.name})
    partial = path.with_name(path.name + ".part")
    with transaction.atomic():
        last = TrailRecord.objects.order_by("-sequence").first()
        digest = last.digest if last is not None else ""
        records = 0
        with tarfile.open(partial, "w:gz") as archive:
            for model in _models():
                rows = serializers.serialize("jsonl", model._default_manager.order_by("pk").iterator(chunk_size=_BATCH))
                records += rows.count("\n")
                _add(archive, f"records/{model._meta.label_lower}.jsonl", vault.seal(rows.encode()))
            files = sorted(p for p in Path(settings.VAULT).rglob("*") if p.is_file() and not p.suffix)
            for file in files:
                _add(archive, f"vault/{file.name}", file.read_bytes())
            told = {"format": _FORMAT, "records": records, "files": len(files), "trail": digest}
            _add(archive, "manifest.json", vault.seal(json.dumps(told).encode()))
    partial.replace(path)
    return Backup(records, len(files), digest)


def restore(path: Path) -> Backup:
    """Bring a backup into an empty installation, and check it; KeepsightError when it is not empty or the backup is not whole."""
    if UserRecord.objects.exists() or ReviewRecord.objects.exists():
        raise KeepsightError(_("A backup is restored into an empty installation. Give KEEPSIGHT_DATA an empty folder."))
    try:
        with tarfile.open(path, "r:gz") as archive:
            held = {m.name: archive.extractfile(m).read() for m in archive.getmembers() if m.isfile()}  # type: ignore[union-attr]
    except (OSError, tarfile.TarError, EOFError):
        raise KeepsightError(_("%(path)s is not a whole backup of Keepsight.") % {"path": path.name}) from None
    if "manifest.json" not in held:
        raise KeepsightError(_("%(path)s is not a whole backup of Keepsight.") % {"path": path.name})
    told = json.loads(vault.unseal(held["manifest.json"]))
    with transaction.atomic(), connection.constraint_checks_disabled():
        records = 0
        for model in _models():
            rows = vault.unseal(held.get(f"records/{model._meta.label_lower}.jsonl", b"")).decode()
            batch = []
            for one in serializers.deserialize("jsonl", io.StringIO(rows)):
                batch.append(one.object)
                records += 1
                if len(batch) == _BATCH:
                    _keep(model, batch)
                    batch = []
            _keep(model, batch)
        _number_on()
    files = 0
    for name, content in held.items():
        if name.startswith("vault/"):
            digest = Path(name).name
            if vault.keep(vault.unseal(content)) != digest:
                raise KeepsightError(_("A file of the backup is not what was put into the vault."))
            files += 1
    found = Backup(records, files, told["trail"])
    count, broken = trail.verify(last_digest=told["trail"])
    del count
    if broken is not None or (records, files) != (told["records"], told["files"]):
        raise KeepsightError(_("The backup was restored and is not whole: do not use it, and look for another."))
    return found


def _models() -> list[type[Model]]:
    """Every table but those that Django makes anew by itself, those that others point to first."""
    from django.apps import apps

    left_out = {"sessions.session", "contenttypes.contenttype", "auth.permission"}
    return [
        m for a in apps.get_app_configs() for m in a.get_models(include_auto_created=True)
        if m._meta.label_lower not in left_out and m._meta.managed
    ]  # fmt: skip


def _keep(model: type[Model], batch: list[Model]) -> None:
    if batch:
        model._default_manager.bulk_create(batch)


def _number_on() -> None:
    """New numbers go on after the highest that came back."""
    statements = connection.ops.sequence_reset_sql(no_style(), _models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))
