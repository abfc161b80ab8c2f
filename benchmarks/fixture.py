"""The site that is measured: a catalogue of so many products, made once, and servers on it."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text

from app import create_app
from core.config import ROOT
from core.db import sqlite_module

CACHE = ROOT / "benchmarks" / ".cache"
Environ = dict[str, str]


def fixture(size: int) -> Environ:
    """The environment of a site with so many products; made once for each version of the schema and the demo."""
    versions = hashlib.sha256()
    for path in sorted(
        [*(ROOT / "migrations" / "versions").glob("*.py"), *(ROOT / "admin" / "demo").glob("*.py")]
    ):
        versions.update(path.read_bytes())
    folder = CACHE / f"{size}-{versions.hexdigest()[:12]}"
    environ = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "APP_ENV": "development",
        "DATA_DIR": str(folder / "data"),
        "MEDIA_DIR": str(folder / "media"),
        "LOG_LEVEL": "ERROR",
    }
    if not (folder / "done").exists():
        # What an interrupted run left, and catalogues of older versions.
        for old in CACHE.glob(f"{size}-*"):
            shutil.rmtree(old)
        folder.mkdir(parents=True)
        print(f"Making a catalogue of {size} products, once, in {folder.relative_to(ROOT)}", flush=True)
        started = time.monotonic()
        for command in (["db", "upgrade"], ["demo", "load", "--products", str(size)]):
            flask(environ, *command)
        (folder / "done").write_text(f"{time.monotonic() - started:.0f} s")
    return environ


def flask(environ: Environ, *command: str) -> None:
    """Run a command of the site to its end."""
    line = [sys.executable, "-m", "flask", "--app", "app", *command]
    subprocess.run(line, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)


def has_search() -> bool:
    """Whether this version keeps an index of what can be looked for."""
    return "search" in create_app().cli.commands


def index(environ: Environ) -> None:
    """Make the index anew, as it stands after a quiet night."""
    flask(environ, "search", "rebuild")


@contextlib.contextmanager
def copied(environ: Environ) -> Iterator[Environ]:
    """A copy of a site to write in."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        shutil.copytree(
            environ["DATA_DIR"], data, ignore=shutil.ignore_patterns("originals", "work", "static")
        )
        yield {**environ, "DATA_DIR": str(data)}


@contextlib.contextmanager
def server(environ: Environ, *options: str) -> Iterator[tuple[int, int]]:
    """A server in a process of its own; gives its process number and its port."""
    with tempfile.TemporaryDirectory() as folder:
        port = Path(folder, "port")
        command = [sys.executable, "-m", "benchmarks.server", str(port), *options]
        with process(environ, command) as running:
            while not port.exists():
                if running.poll() is not None:
                    raise SystemExit("the server did not start")
                time.sleep(0.05)
            yield running.pid, int(port.read_text())


@contextlib.contextmanager
def worker(environ: Environ) -> Iterator[None]:
    """A worker beside the servers of this site."""
    with process(environ, [sys.executable, "-m", "flask", "--app", "app", "worker"]):
        yield


@contextlib.contextmanager
def process(environ: Environ, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block."""
    running = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def processor_seconds(pid: int) -> float:
    """Processor time of all threads of a process, in the kernel's nanoseconds."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def slugs(environ: Environ, count: int) -> list[str]:
    """Some products spread over the catalogue."""
    # With the driver of the site: two builds of SQLite in one process take each other's locks away.
    engine = create_engine(f"sqlite:///{environ['DATA_DIR']}/juntos.sqlite3", module=sqlite_module())
    with engine.connect() as connection:
        found = list(
            connection.scalars(text("SELECT slug FROM product WHERE status = 'published' ORDER BY id"))
        )
    engine.dispose()
    return found[:: max(1, len(found) // count)][:count]
