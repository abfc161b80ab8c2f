"""Commands of the house: serve and worker."""

import os
import signal
import time
from types import FrameType

import click
import structlog
from flask import Flask
from sqlalchemy.exc import OperationalError

from core import background, jobs, serving
from core.config import Settings
from core.db import db

log = structlog.get_logger()

IDLE_SECONDS = 1.0
RETRY_SECONDS = 5.0
SWEEP_EVERY_SECONDS = 3600


def init_app(app: Flask, settings: Settings) -> None:
    """Add the commands."""

    @app.cli.command("worker")
    @click.option("--once", is_flag=True, help="Do what is due and stop.")
    @click.option("--parent", type=int, help="Stop when this process, the one that started us, is gone.")
    def worker(once: bool, parent: int | None) -> None:
        """Do the promised jobs, such as preparing photos."""
        if once:
            click.echo(f"{jobs.run_due()} tareas hechas.")
            return
        with background.working(app):
            background.give_way()
            _work_until_stopped(parent)

    @app.cli.command("serve")
    @click.option("--worker/--no-worker", "with_worker", default=True, help="Run a worker beside the site.")
    def serve(with_worker: bool) -> None:
        """Serve the site embedded, on the port of the settings."""
        serving.serve(app, settings, with_worker=with_worker)


def _work_until_stopped(parent: int | None) -> None:
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    swept = 0.0
    # A worker whose server died is adopted by another parent: it stops too, instead of outliving the site.
    while not stopping and parent in (None, os.getppid()):
        try:
            if time.monotonic() - swept > SWEEP_EVERY_SECONDS or not swept:
                jobs.keep_house()
                swept = time.monotonic()
            if not jobs.run_one():
                time.sleep(IDLE_SECONDS)
        except OperationalError as error:
            # A database that restarts, or stays locked too long, must not leave the site without its worker.
            log.warning("worker waits for the database", error=type(error.orig).__name__)
            db.session.remove()
            time.sleep(RETRY_SECONDS)
