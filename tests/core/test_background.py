"""What goes on beside the jobs of a worker."""

import os
import sys
import threading

import pytest
from flask import Flask

from core import background


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> list[background.Work]:
    """What is registered, nothing to begin with."""
    work: list[background.Work] = []
    monkeypatch.setattr(background, "_work", work)
    return work


def test_it_goes_on_while_the_worker_runs_and_ends_with_it(registered: list[background.Work]) -> None:
    began, ended = threading.Event(), threading.Event()

    def work(_app: Flask, stop: threading.Event) -> None:
        began.set()
        stop.wait()
        ended.set()

    background.alongside_worker(work)
    with background.working(Flask("test")):
        assert began.wait(5)
        assert not ended.is_set()
    assert ended.is_set()


def test_the_same_is_registered_once(registered: list[background.Work]) -> None:
    def work(_app: Flask, _stop: threading.Event) -> None:
        pass

    background.alongside_worker(work)
    background.alongside_worker(work)
    assert registered == [work]


def test_what_fails_is_begun_again(
    registered: list[background.Work], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "AGAIN_SECONDS", 0.01)
    tries, again = [], threading.Event()

    def work(_app: Flask, stop: threading.Event) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("once")
        again.set()
        stop.wait()

    background.alongside_worker(work)
    with background.working(Flask("test")):
        assert again.wait(5)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the whole process gives way")
def test_jobs_give_way_and_nothing_else_of_the_process() -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    theirs: list[int] = []

    def work() -> None:
        background.give_way()
        theirs.append(os.getpriority(os.PRIO_PROCESS, 0))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert theirs == [before + background.STEPS_BACK]
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
