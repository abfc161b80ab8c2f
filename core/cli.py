"""Commands of the house: serve and worker."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click
import structlog
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from core import jobs
from core.config import ROOT, Settings
from core.db import db

log = structlog.get_logger()

IDLE_SECONDS = 1.0
RETRY_SECONDS = 5.0
SWEEP_EVERY_SECONDS = 3600


def init_app(app: Flask, settings: Settings) -> None:
    """Add the commands."""

    @app.cli.command("worker")
    @click.option("--once", is_flag=True, help="Do what is due and stop.")
    def worker(once: bool) -> None:
        """Do the promised jobs: photos, mail."""
        if once:
            click.echo(f"{jobs.run_due()} tareas hechas.")
            return
        _work_until_stopped()

    @app.cli.command("serve")
    @click.option("--worker/--no-worker", "with_worker", default=True, help="Run a worker beside the site.")
    def serve(with_worker: bool) -> None:
        """Serve the site embedded, on the port of the settings."""
        _serve(current_app._get_current_object(), settings, with_worker)  # type: ignore[attr-defined]  # noqa: SLF001 waitress wants the app itself


def _work_until_stopped() -> None:
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    parent = os.getppid()
    swept = 0.0
    # A worker whose server died is adopted by another parent: it stops too, instead of outliving the site.
    while not stopping and os.getppid() == parent:
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


def _serve(app: Flask, settings: Settings, with_worker: bool) -> None:
    from waitress import create_server

    try:
        server = create_server(
            app,
            host=os.environ.get("LISTEN", "127.0.0.1"),
            port=settings.port,
            threads=8,
            connection_limit=1000,
            channel_timeout=30,
            ident=None,
        )
    except OSError:
        raise click.ClickException(f"El puerto {settings.port} está ocupado; pruebe con PORT=8001.") from None
    helper = None
    if with_worker:
        helper = subprocess.Popen([sys.executable, "-m", "flask", "--app", "app", "worker"], cwd=ROOT)
    click.echo(f"{settings.brand_name}: {settings.base_url}  (Ctrl+C para salir)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server.run()
    finally:
        if helper:
            helper.terminate()
            helper.wait(timeout=30)
