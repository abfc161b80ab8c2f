"""Anchors of the audit: where the chain ended, hour by hour, in a file that the database cannot reach.

The database alone cannot tell that its newest entries are gone together with its head. Each line says a number, a
digest, when, and a seal of the three. The file only grows; `flask audit anchor` prints the line, to be kept elsewhere.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit_seal, jobs
from core.audit import AuditHead
from core.audit_chain import chain
from core.clock import now
from core.config import Settings

FOLDER, NAME = "audit", "anchors.txt"


@dataclass(frozen=True)
class Anchor:
    """What one line says; `fits` where its seal does."""

    number: int
    digest: str
    fits: bool


def register_jobs() -> None:
    """Let the worker chain what was left, and anchor, every hour."""
    jobs.every_hour(chain)
    # In a transaction after that one: an anchor names only what is committed.
    jobs.every_hour(anchor)


def anchor(session: Session) -> str | None:
    """Write where the chain ends, unless the last line says so already; the line, or None where there is no entry."""
    head = session.execute(select(AuditHead.number, AuditHead.digest)).first()
    if head is None:
        return None
    path = file()
    last = next(iter(deque(lines(path), maxlen=1)), "")
    if last.split()[:2] == [str(head.number), head.digest]:
        return last
    at = now().isoformat(timespec="seconds")
    line = f"{head.number} {head.digest} {at} {audit_seal.anchor_seal(head.number, head.digest, at)}"
    _append(path, line)
    return line


def file() -> Path:
    """The file of this node."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.data_dir / FOLDER / NAME


def lines(path: Path) -> Iterator[str]:
    """The lines of a file of anchors, none where there is no file."""
    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as text:
            yield from (line.strip() for line in text if line.strip())


def read(written: Iterable[str]) -> Iterator[Anchor]:
    """The anchors of lines."""
    for line in written:
        number, digest, at, seal = ([*line.split(), "", "", "", ""])[:4]
        if not (number.isascii() and number.isdigit()):
            yield Anchor(0, "", fits=False)
            continue
        expected = audit_seal.anchor_seal(int(number), digest, at)
        yield Anchor(int(number), digest, audit_seal.same(expected, seal))


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "w") as anchors:
        anchors.write(f"{line}\n")
        anchors.flush()
        os.fsync(anchors.fileno())
