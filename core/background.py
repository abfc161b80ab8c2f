"""What goes on beside the jobs for as long as a worker runs, each in a thread of its own."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from flask import Flask

log = structlog.get_logger()

AGAIN_SECONDS = 5.0
PATIENCE_SECONDS = 5.0

# Of the twenty steps below the usual: a third of a visitor's share of a processor that both want.
STEPS_BACK = 5

# Goes on until the event is set.
Work = Callable[[Flask, threading.Event], None]
_work: list[Work] = []


def alongside_worker(work: Work) -> None:
    """Add something that every worker does all the time; safe to repeat."""
    if work not in _work:
        _work.append(work)


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """Do it all while the block runs."""
    stop = threading.Event()
    threads = [threading.Thread(target=_keep_at, args=(work, app, stop), daemon=True) for work in _work]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)


def give_way() -> None:
    """Let who asks for a page go first, before the jobs of this thread and all that they start.

    On Linux it is the thread that gives way; what goes on beside it does not.
    """
    if hasattr(os, "nice"):
        os.nice(STEPS_BACK)


def _keep_at(work: Work, app: Flask, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            work(app, stop)
        except Exception as error:  # whatever it raises, it is begun again
            log.error("background work failed", work=work.__module__, exc_info=error)
            stop.wait(AGAIN_SECONDS)
