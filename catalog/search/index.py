"""The index of this node: which folder is used, who may write, and a new folder put in the place of the old one.

Under `home` lie the folders of Whoosh and a small file that names the one in use. Nothing here is authority: whatever
is damaged is thrown away and made anew.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import structlog

from catalog.search import folder
from catalog.search.schema import VERSION

log = structlog.get_logger()

POINTER = "current"
ALIVE = "followed"
BEAT_SECONDS = 5.0
ALIVE_SECONDS = 30.0
LOCK_SECONDS = 10.0
_RETRY_SECONDS = 0.02
# What whoever watches compares: another folder, or another commit in the same one.
Stamp = tuple[str, int, int]


class IndexBusyError(RuntimeError):
    """Another process writes, and did not finish in time."""


class Index:
    """The folders of one node; every process may hold one of these, and any number may read."""

    def __init__(self, data_dir: Path) -> None:
        self._all = data_dir / "search"
        self.home = self._all / f"v{VERSION}"

    def current(self) -> Path | None:
        """The folder to read; None while there is none that this version of the site can trust."""
        try:
            path = self.home / (self.home / POINTER).read_text()
            trusted = path.parent == self.home and folder.is_private(path) and (path / folder.CURSOR).exists()
        except (OSError, ValueError):
            return None
        return path if trusted else None

    def stamp(self) -> Stamp | None:
        """Changes with every commit and every new folder; cheap enough to ask ten times a second."""
        path = self.current()
        if path is None:
            return None
        try:
            status = (path / folder.CURSOR).stat()
        except OSError:
            return None
        return path.name, status.st_ino, status.st_mtime_ns

    def version(self) -> int | None:
        """The version of the catalogue that the index holds; None where there is no index."""
        path = self.current()
        try:
            return folder.cursor(path) if path else None
        except (OSError, ValueError):
            return None

    @contextlib.contextmanager
    def writing(self, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
        """One writer at a time: the worker, or whoever puts a new folder in place. The kernel frees a dead one's."""
        with self._locked("lock", seconds):
            yield

    @contextlib.contextmanager
    def following(self) -> Iterator[None]:
        """One worker of a node follows the changes."""
        with self._locked("follow", 0):
            yield

    @contextlib.contextmanager
    def drafting(self, *, seconds: float = 0.0) -> Iterator[Path]:
        """A new empty folder beside the one in use, for one process at a time; gone again unless `use` took it."""
        with self._locked("rebuild", seconds):
            self._sweep()
            path = self.home / secrets.token_hex(8)
            folder.create(path)
            try:
                yield path
            finally:
                if self.current() != path:
                    shutil.rmtree(path, ignore_errors=True)

    def use(self, path: Path) -> None:
        """Put a folder in the place of the one in use, at once for every process; inside `writing`."""
        folder.write_whole(self.home / POINTER, path.name)
        self._sweep()

    def throw_away(self, path: Path) -> None:
        """Stop using a folder that cannot be read; the worker makes another."""
        if self.current() == path:
            (self.home / POINTER).unlink(missing_ok=True)

    def beat(self) -> None:
        """Say that this node's worker follows the changes."""
        self._make_home()
        sign = self.home / ALIVE
        sign.touch(mode=0o600)
        os.utime(sign, (time.time(), time.time()))

    def is_followed(self) -> bool:
        """Whether this node's worker followed the changes lately."""
        try:
            # A clock that was put back makes the last sign one of the future, which says nothing of now.
            return abs(time.time() - (self.home / ALIVE).stat().st_mtime) < ALIVE_SECONDS
        except OSError:
            return False

    def size(self) -> int:
        """How many bytes the folder in use takes."""
        path = self.current()
        return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path else 0

    def _sweep(self) -> None:
        """Remove folders that nobody uses, and those of other versions of the index."""
        used = {self.current(), self.home}
        for path in (*self._folders(self.home), *self._folders(self._all)):
            if path not in used:
                shutil.rmtree(path, ignore_errors=True)

    @staticmethod
    def _folders(path: Path) -> list[Path]:
        return [one for one in path.iterdir() if one.is_dir()]

    def _make_home(self) -> None:
        for path in (self._all, self.home):
            path.mkdir(mode=folder.PRIVATE, parents=True, exist_ok=True)
            if not folder.is_private(path):
                path.chmod(folder.PRIVATE)

    @contextlib.contextmanager
    def _locked(self, name: str, seconds: float) -> Iterator[None]:
        self._make_home()
        deadline = time.monotonic() + seconds
        handle = os.open(self.home / f"{name}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            while not _locks(handle):
                if time.monotonic() >= deadline:
                    raise IndexBusyError(f"{name} is held by another process")
                time.sleep(_RETRY_SECONDS)
            yield
        finally:
            os.close(handle)


def _locks(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
