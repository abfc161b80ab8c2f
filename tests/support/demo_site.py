"""A site of its own with the whole demo on it, for what is measured and shown: nothing of it outlives the run."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from core.config import KEY_NAMES, ROOT
from tests.support.browser import free_port

WORKERS = min(2, os.cpu_count() or 1)
PATIENCE_SECONDS = 30.0
# What a person has set for a site of their own must not reach this one.
SETTINGS = {
    *KEY_NAMES,
    *("APP_ENV", "BASE_URL", "DATABASE_URL", "LANGUAGES", "LISTEN"),
    *("BRAND_NAME", "CONTACT_EMAIL", "CONTACT_PHONE"),
}


@contextmanager
def demo_site() -> Iterator[str]:
    """The address of a running demo with all its pictures drawn; of one that runs already where SITE says so."""
    if running := os.environ.get("SITE"):
        yield running.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, free_port() as listener:
        port = listener.getsockname()[1]
        listener.close()
        env = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        env |= {
            "DATA_DIR": str(Path(folder) / "data"),
            "MEDIA_DIR": str(Path(folder) / "media"),
            "PORT": str(port),
            "DEMO": "1",
            "LOG_LEVEL": "ERROR",
        }
        _fill(env)
        with _serving(env):
            url = f"http://127.0.0.1:{port}"
            _wait(url)
            yield url


def _flask(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "app", *arguments]


def _fill(env: dict[str, str]) -> None:
    """Load the demo and do all the jobs it promised."""
    subprocess.run(_flask("db", "upgrade"), cwd=ROOT, env=env, check=True)
    subprocess.run(_flask("demo", "load"), cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    with ExitStack() as stack:
        command = _flask("worker", "--once")
        working = [
            stack.enter_context(subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL))
            for _ in range(WORKERS)
        ]
        for worker in working:
            stack.callback(worker.terminate)
        for worker in working:
            if code := worker.wait():
                raise subprocess.CalledProcessError(code, command)


@contextmanager
def _serving(env: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(_flask("serve", "--no-worker"), cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as it:
        try:
            yield
        finally:
            it.terminate()


def _wait(url: str) -> None:
    """Until it answers."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
