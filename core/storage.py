"""Files by name under one root: written whole or not at all, and never outside the root.

`Store` is the interface the rest of the house uses; `LocalStore` keeps it in a folder. Names are relative,
with forward slashes ("3f…9c/640.webp"), so that a bucket can take the folder's place.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

TEMPORARY_PREFIX = ".tmp-"
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_ATTEMPTS = 3


class UnsafeNameError(ValueError):
    """A name that is empty, hidden, malformed or leads outside the store."""


class Store(Protocol):
    """What any place for files must offer."""

    def put_bytes(self, name: str, data: bytes) -> None:
        """Store data under name, replacing what was there; durable on return."""

    def put_file(self, name: str, source_path: Path) -> None:
        """Store a copy of a file under name, replacing what was there; durable on return."""

    def open(self, name: str) -> BinaryIO:
        """Open for reading; FileNotFoundError where there is none."""

    def read(self, name: str) -> bytes:
        """The whole content; FileNotFoundError where there is none."""

    def exists(self, name: str) -> bool:
        """Whether a file of this name is stored."""

    def delete(self, name: str) -> None:
        """Remove one file; a missing one is fine."""

    def delete_prefix(self, prefix: str) -> int:
        """Remove every file under the folder `prefix`; return how many."""

    def names(self, prefix: str = "") -> Iterator[str]:
        """Names under the folder `prefix` (everything by default), sorted."""

    def sweep_temporaries(self, max_age: timedelta) -> int:
        """Remove what interrupted writes left more than max_age ago; return how many."""


class LocalStore:
    """A store in a folder of this machine; the folder is created by the first write."""

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def put_bytes(self, name: str, data: bytes) -> None:
        """Store data under name, replacing what was there; durable on return."""
        self._put(name, lambda target: _write_all(target, data))

    def put_file(self, name: str, source_path: Path) -> None:
        """Store a copy of a file under name, replacing what was there; durable on return."""

        def copy(target: BinaryIO) -> None:
            with source_path.open("rb") as source:
                shutil.copyfileobj(source, target, 1 << 20)

        self._put(name, copy)

    def open(self, name: str) -> BinaryIO:
        """Open for reading; FileNotFoundError where there is none."""
        path = self._path(name)
        self._refuse_escape(path, name)
        return path.open("rb")

    def read(self, name: str) -> bytes:
        """The whole content; FileNotFoundError where there is none."""
        with self.open(name) as file:
            return file.read()

    def exists(self, name: str) -> bool:
        """Whether a file of this name is stored."""
        path = self._path(name)
        self._refuse_escape(path, name)
        return path.is_file()

    def delete(self, name: str) -> None:
        """Remove one file, and the folders this leaves empty; a missing one is fine."""
        path = self._path(name)
        self._refuse_escape(path.parent, name)
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return
        _sync_folder(path.parent)
        self._drop_empty_folders(path.parent)

    def delete_prefix(self, prefix: str) -> int:
        """Remove every file under the folder `prefix`; return how many."""
        count = 0
        for name in list(self.names(_required(prefix))):
            self.delete(name)
            count += 1
        return count

    def names(self, prefix: str = "") -> Iterator[str]:
        """Names under the folder `prefix` (everything by default), sorted; hidden files are not named."""
        start = self._path(prefix.rstrip("/")) if prefix else self.root
        self._refuse_escape(start, prefix)
        for folder, subfolders, files in os.walk(start):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for file in sorted(files):
                path = Path(folder, file)
                if not file.startswith(".") and not path.is_symlink():
                    yield path.relative_to(self.root).as_posix()

    def sweep_temporaries(self, max_age: timedelta) -> int:
        """Remove what interrupted writes left more than max_age ago; return how many."""
        oldest = time.time() - max_age.total_seconds()
        count = 0
        for folder, subfolders, files in os.walk(self.root):
            for name in [*files, *subfolders]:
                path = Path(folder, name)
                if name.startswith(TEMPORARY_PREFIX) and _older_than(path, oldest):
                    _remove(path)
                    count += 1
            subfolders[:] = [name for name in subfolders if not name.startswith(TEMPORARY_PREFIX)]
        return count

    def _path(self, name: str) -> Path:
        parts = name.split("/")
        if any(not part or part.startswith(".") for part in parts):
            raise UnsafeNameError(f"unsafe name: {name!r}")
        if "\\" in name or any(ord(character) < 32 or ord(character) == 127 for character in name):
            raise UnsafeNameError(f"unsafe name: {name!r}")
        return self.root.joinpath(*parts)

    def _refuse_escape(self, path: Path, name: str) -> None:
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise UnsafeNameError(f"name leaves the store: {name!r}")

    def _put(self, name: str, write: Callable[[BinaryIO], None]) -> None:
        path = self._path(name)
        for attempt in range(1, _ATTEMPTS + 1):
            self._refuse_escape(path.parent, name)
            _make_folder(path.parent)
            try:
                descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, dir=path.parent)
            except FileNotFoundError:
                # A delete beside us may drop the folder while it is still empty: make it again.
                if attempt == _ATTEMPTS:
                    raise
                continue
            _fill_and_rename(descriptor, Path(temporary), path, write)
            return

    def _drop_empty_folders(self, folder: Path) -> None:
        while folder != self.root and folder.is_relative_to(self.root):
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


def _required(prefix: str) -> str:
    if not prefix.strip("/"):
        raise UnsafeNameError("an empty prefix would delete everything")
    return prefix


def _write_all(target: BinaryIO, data: bytes) -> None:
    target.write(data)


def _fill_and_rename(descriptor: int, temporary: Path, path: Path, write: Callable[[BinaryIO], None]) -> None:
    try:
        with os.fdopen(descriptor, "wb") as target:
            write(target)
            target.flush()
            os.fchmod(target.fileno(), _FILE_MODE)
            os.fsync(target.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    try:
        folder.mkdir()
    except FileExistsError:
        return
    folder.chmod(_FOLDER_MODE)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _older_than(path: Path, oldest: float) -> bool:
    try:
        return path.lstat().st_mtime < oldest
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
