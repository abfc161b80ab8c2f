"""The embedded server, and the worker that runs beside it."""

import ctypes
import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import click
import structlog
from flask import Flask

from core.config import ROOT, Settings
from core.security import MAX_PHOTOS

log = structlog.get_logger()

THREADS = 8
# With 500 slow clients waitress must still take the next one (DESIGN section 6).
CONNECTIONS = 1000
RESTART_SECONDS = 5.0
PATIENCE_SECONDS = 20.0
# Of glibc's malloc.h: how much free memory at the top is kept, and how much more is asked for than is needed.
M_TRIM_THRESHOLD, M_TOP_PAD = -1, -2
KEPT_MEMORY, MORE_MEMORY = 64 * 1024 * 1024, 16 * 1024 * 1024


def keep_memory() -> bool:
    """Do not hand memory back after each page, to ask for it again at the next: a fifth of what a page costs.

    Returns whether this system's C library can be told so.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(mallopt(M_TRIM_THRESHOLD, KEPT_MEMORY) and mallopt(M_TOP_PAD, MORE_MEMORY))


def settle() -> None:
    """Let the collector of garbage pass over what is there now: it stays for as long as the process does.

    To walk through all of it takes a tenth of a second, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()


def serve(app: Flask, settings: Settings, *, with_worker: bool) -> None:
    """Serve until interrupted; raises ClickException where the port is taken."""
    keep_memory()
    settle()
    try:
        server = make_server(app, settings, host=os.environ.get("LISTEN", "127.0.0.1"), port=settings.port)
    except OSError:
        raise click.ClickException(f"El puerto {settings.port} está ocupado; pruebe con PORT=8001.") from None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keeper = WorkerKeeper(_start_worker)
    if with_worker:
        keeper.start()
    click.echo(f"{settings.brand_name}: {settings.base_url}  (Ctrl+C para salir)")
    try:
        server.run()
    finally:
        keeper.stop()


def make_server(app: Flask, settings: Settings, **where: Any) -> Any:
    """The server of an embedded site, listening; `where` is waitress's own: host and port, or sockets."""
    from waitress import create_server

    return create_server(
        app,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=30,
        ident=None,
        # What says it is larger is refused before it is read, and not first laid on the disk.
        max_request_body_size=MAX_PHOTOS,
        # Behind proxies core.throttling believes what they say of the visitor's address; else nobody does.
        clear_untrusted_proxy_headers=not settings.proxy_hops,
        **where,
    )


def _start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flask", "--app", "app", "worker", "--parent", str(os.getpid())]
    return subprocess.Popen(command, cwd=ROOT)


class WorkerKeeper:
    """Keeps one worker running: whatever ends it, another takes its place."""

    def __init__(
        self, start_worker: Callable[[], subprocess.Popen[bytes]], *, pause: float = RESTART_SECONDS
    ) -> None:
        self._start_worker = start_worker
        self._pause = pause
        self._stopping = threading.Event()
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the worker, and watch over it from a thread."""
        self._worker = self._start_worker()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the worker; one that does not end in time is killed: its job will be done again."""
        self._stopping.set()
        if self._worker is None:
            return
        self._worker.terminate()
        try:
            self._worker.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._worker.kill()
            self._worker.wait()

    def _watch(self) -> None:
        while not self._stopping.is_set() and self._worker:
            code = self._worker.wait()
            if self._stopping.wait(self._pause):
                return
            log.warning("worker ended, starting another", code=code)
            self._worker = self._start_worker()
