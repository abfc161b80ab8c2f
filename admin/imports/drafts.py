"""Sheets that wait for whoever sent them to look and confirm: sealed, hers alone, and gone after a day."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from flask import current_app
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from core import jobs
from core.clock import now
from core.config import Settings
from core.crypto import vault
from core.ids import public_id
from core.storage import LocalStore
from core.text import clean

LIFE = timedelta(hours=24)
# Of one person: who sends a sheet again and again keeps the newest.
MOST = 5
LONGEST_NAME = 120
PART = 1 << 16
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Draft:
    """A sheet that waits."""

    token: str
    kind: str
    file_name: str
    data: bytes
    # Whom of the registry it spoke of when it was sent, by public id.
    written: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What tells the file from every other."""
        return sha256(self.data).hexdigest()


def short_name(typed: str) -> str:
    """The name of a file as it is kept: without folders, and no longer than a line."""
    name = clean(typed.replace("\\", "/").rpartition("/")[2])
    return name[-LONGEST_NAME:] or "hoja.xlsx"


def keep(owner: str, kind: str, file_name: str, data: bytes, written: Iterable[str] = ()) -> Draft:
    """Keep a sheet of an account, by its public id."""
    draft = Draft(public_id(), kind, short_name(file_name), data, tuple(written))
    said = {
        "kind": kind, "name": draft.file_name, "data": b64encode(data).decode(), "written": draft.written
    }  # fmt: skip
    store = _store()
    store.put_bytes(
        f"{owner}/{int(now().timestamp()):012}.{draft.token}", vault().seal(json.dumps(said)).encode()
    )
    for old in list(store.names(owner))[:-MOST]:
        store.delete(old)
    return draft


def find(owner: str, token: str) -> Draft | None:
    """A sheet of this account; what is another one's is missing."""
    name = _name(owner, token)
    if name is None:
        return None
    try:
        said = json.loads(vault().open(_store().read(name).decode()))
    except FileNotFoundError:
        return None
    return Draft(token, said["kind"], said["name"], b64decode(said["data"]), tuple(said.get("written", ())))


def drop(owner: str, token: str) -> None:
    """Forget a sheet: it was imported, or nobody wants it."""
    if name := _name(owner, token):
        _store().delete(name)


def sweep(_session: Session) -> int:
    """Forget the sheets that nobody confirmed within a day, and what a killed process left."""
    store = _store()
    old = [name for name in store.names() if _too_old(name)]
    for name in old:
        store.delete(name)
    before = (now() - LIFE).timestamp()
    for left in _workplace().glob("*.*"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)
    return len(old)


def register_jobs() -> None:
    """Let the worker sweep."""
    jobs.every_hour(sweep)


@contextmanager
def as_file(draft: Draft) -> Iterator[Path]:
    """The sheet as a file that is gone afterwards."""
    suffix = ".csv" if draft.file_name.lower().endswith((".csv", ".txt")) else ".xlsx"
    with working_file(suffix) as path:
        path.touch(0o600)
        path.write_bytes(draft.data)
        yield path


@contextmanager
def working_file(suffix: str = ".xlsx") -> Iterator[Path]:
    """A name for a sheet at work, in a folder that nobody else enters; the file is gone afterwards."""
    folder = _workplace()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{token_hex(8)}{suffix}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def sent(path: Path, name: str) -> Response:
    """A working sheet as the answer: it is open by then, so that its name may go."""
    stream = _read(path)
    next(stream)
    answer = Response(stream, mimetype=XLSX)
    answer.content_length = path.stat().st_size
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.xlsx")
    return answer


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield b""
        while part := file.read(PART):
            yield part


def _workplace() -> Path:
    return _folder() / "working"


def _name(owner: str, token: str) -> str | None:
    if not token.isalnum():
        return None
    found = [name for name in _store().names(owner) if name.endswith(f".{token}")]
    return found[0] if found and not _too_old(found[0]) else None


def _too_old(name: str) -> bool:
    kept_at = name.rpartition("/")[2].partition(".")[0]
    return int(kept_at) < (now() - LIFE).timestamp()


def _store() -> LocalStore:
    return LocalStore(_folder() / "waiting")


def _folder() -> Path:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.data_dir / "sheets"
