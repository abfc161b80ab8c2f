"""The worker beside the server: another takes the place of one that ends, and none outlives the site."""

import subprocess
import sys
import time

from core.serving import WorkerKeeper


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
