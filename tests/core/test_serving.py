"""The embedded server, and the worker beside it: another takes the place of one that ends, none outlives the site."""

import contextlib
import http.client
import platform
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, request

from core import serving as embedded
from core import throttling
from core.config import ROOT, Settings
from core.security import MAX_PHOTOS
from core.serving import WorkerKeeper, keep_memory, make_server
from tests.support.databases import Databases


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[http.client.HTTPConnection]:
    """A site that says whom it takes its visitor for, by the server of an embedded site."""
    app = Flask("echo")
    throttling.init_app(app, settings)
    app.add_url_rule("/", view_func=lambda: str(request.remote_addr), methods=["GET", "POST"])
    listener = socket.create_server(("127.0.0.1", 0))
    server = make_server(app, settings, sockets=[listener])

    def run() -> None:
        # Closing it from here may find it waiting on a socket that is no more.
        with contextlib.suppress(OSError):
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    visitor = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=10)
    yield visitor
    visitor.close()
    server.close()
    thread.join(timeout=10)


@pytest.mark.parametrize(("hops", "taken_for"), [(0, "127.0.0.1"), (1, "203.0.113.7")])
def test_a_proxy_is_believed_only_where_the_settings_vouch_for_it(
    databases: Databases, hops: int, taken_for: str
) -> None:
    with serving(replace(databases["sqlite"].settings, proxy_hops=hops)) as visitor:
        visitor.request("GET", "/", headers={"X-Forwarded-For": "203.0.113.7"})
        assert visitor.getresponse().read().decode() == taken_for


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(databases: Databases) -> None:
    with serving(databases["sqlite"].settings) as visitor:
        visitor.putrequest("POST", "/")
        visitor.putheader("Content-Length", str(MAX_PHOTOS + 1))
        visitor.endheaders(b"x")
        assert visitor.getresponse().status == 413


class _Workers:
    def __init__(self, script: str) -> None:
        self.script = script
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        self.started.append(subprocess.Popen([sys.executable, "-c", self.script]))
        return self.started[-1]


def test_a_worker_that_ends_is_replaced() -> None:
    workers = _Workers("pass")
    keeper = WorkerKeeper(workers.start, pause=0.05)
    keeper.start()
    deadline = time.monotonic() + 10
    while len(workers.started) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    keeper.stop()
    assert len(workers.started) >= 3


def test_stopping_ends_the_worker_and_starts_no_other() -> None:
    workers = _Workers("import time; time.sleep(60)")
    keeper = WorkerKeeper(workers.start, pause=0.05)
    keeper.start()
    keeper.stop()
    time.sleep(0.3)
    assert [worker.poll() is not None for worker in workers.started] == [True]


def test_stopping_what_never_started_is_fine() -> None:
    keeper = WorkerKeeper(_Workers("pass").start)
    keeper.stop()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only this C library can be told")
def test_memory_is_kept_where_the_system_can_be_told() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from core.serving import keep_memory; print(keep_memory())"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "True"


def test_what_is_there_at_the_start_is_not_walked_through_again() -> None:
    told = "import gc; from core.serving import settle; settle(); print(gc.get_freeze_count() > 1000)"
    said = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert said.stdout.strip() == "True"


def test_a_system_that_cannot_be_told_serves_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded.ctypes, "CDLL", lambda _name: object())
    assert keep_memory() is False
