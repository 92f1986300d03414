"""Starts an installation: the database brought up to date, the page server, and the worker that makes timelines.

The worker is a process of its own. If it dies it is started again, and runs that it left behind are taken up.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module

import django

THREADS = 4
RESTART_AFTER_SECONDS = 2.0
WORKER_ENDS_IN_SECONDS = 20
DIGEST_EVERY_SECONDS = 24 * 60 * 60
REAP_EVERY_SECONDS = 60


def prepare() -> None:
    """Load Django, migrate, make the cache table and collect the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keepsight.web.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def serve(*, bind: str, workers: int) -> None:
    """Serve until stopped; `bind` is host:port."""
    from django.conf import settings
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    # All is loaded before the first thread begins and the first process is forked: what a thread is just loading then would
    # be half loaded in every process that answers pages, for ever.
    from keepsight.services import notifying, reminding, running  # noqa: F401 - for the threads
    from keepsight.web.wsgi import application

    import_module(settings.ROOT_URLCONF)
    connections.close_all()
    stop = threading.Event()
    working = threading.Thread(target=_keep_working, args=(stop,), daemon=True)
    working.start()
    threading.Thread(target=_keep_house, args=(stop,), daemon=True).start()

    class Server(BaseApplication):  # type: ignore[misc]  # the library carries no types
        def load_config(self) -> None:
            for name, value in {
                "bind": bind,
                "workers": workers,
                "worker_class": "gthread",
                "threads": THREADS,
                "timeout": 60,
                "keepalive": 20,
                "accesslog": None,
                "proc_name": "keepsight",
                "control_socket_disable": True,
                "post_worker_init": _settle,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., object]:
            return application

    try:
        Server().run()
    finally:
        stop.set()
        working.join(timeout=WORKER_ENDS_IN_SECONDS)


def _settle(worker: object) -> None:
    """What is loaded stays: it need not be looked through for what can be thrown away while somebody waits for a page."""
    del worker
    gc.collect()
    gc.freeze()


def _keep_working(stop: threading.Event) -> None:
    command = [sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--no-startup-delay"]
    while not stop.is_set():
        worker = subprocess.Popen(command, env=dict(os.environ))
        while worker.poll() is None and not stop.is_set():
            stop.wait(0.5)
        if worker.poll() is None:
            worker.terminate()
            worker.wait(timeout=WORKER_ENDS_IN_SECONDS)
        stop.wait(RESTART_AFTER_SECONDS)


def _keep_house(stop: threading.Event) -> None:
    """Now and then: runs left behind by a worker that died are taken up, and the digest goes out once a day."""
    from django.db import close_old_connections

    from keepsight.services.notifying import send_digests
    from keepsight.services.reminding import remind
    from keepsight.services.running import reap

    last_digest = time.monotonic()
    while not stop.wait(REAP_EVERY_SECONDS):
        close_old_connections()
        reap()
        if time.monotonic() - last_digest > DIGEST_EVERY_SECONDS:
            remind.enqueue()
            send_digests.enqueue()
            last_digest = time.monotonic()
        close_old_connections()
