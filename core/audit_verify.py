"""Walking the chain of the audit from its first entry to its head, and saying where it breaks first, and how."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain as joined

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from core import audit_seal
from core.audit_anchors import Anchor
from core.audit_chain import ENTRIES, HEAD

CHUNK = 1000


class Break(StrEnum):
    """How something does not fit."""

    EDITED = "edited"
    MISSING = "missing"
    MOVED = "moved"
    BEGUN_ANEW = "begun anew"
    CUT_OFF = "cut off"
    HEAD_LOST = "head lost"
    HEAD_CHANGED = "head changed"
    FOREIGN = "foreign"
    REWRITTEN = "rewritten"
    ANCHORS_CHANGED = "anchors changed"


@dataclass(frozen=True)
class Finding:
    """The first thing that does not fit: the number where it should stand, the row there now, where it went."""

    kind: Break
    number: int
    row: int | None = None
    until: int | None = None


@dataclass
class Verdict:
    """How far the chain holds, what waits to be chained, and what does not fit, if anything."""

    count: int = 0
    digest: str = ""
    waiting: int = 0
    finding: Finding | None = None
    anchored: dict[int, str] = field(default_factory=dict)


def verify(session: Session, anchors: Iterable[Anchor]) -> Verdict:
    """Check every entry, the head and the anchors; reads a thousand entries at a time."""
    verdict = Verdict()
    broken = False
    for anchor in anchors:
        if anchor.fits and verdict.anchored.setdefault(anchor.number, anchor.digest) == anchor.digest:
            continue
        broken = True
    verdict.finding = (
        _walk(session, verdict)
        or _at_the_end(session, verdict)
        or _unnumbered(session, verdict)
        or (Finding(Break.ANCHORS_CHANGED, verdict.count) if broken else None)
    )
    return verdict


def _walk(session: Session, verdict: Verdict) -> Finding | None:
    for row in _rows(session, numbered=True):
        number, before = verdict.count + 1, verdict.digest
        if row["number"] != number:
            return _gap(session, number, before, row)
        if not audit_seal.same(audit_seal.digest_of(number, row, before), row["digest"]):
            return _misfit(session, number, before, row)
        if verdict.anchored.get(number, row["digest"]) != row["digest"]:
            return Finding(Break.REWRITTEN, number, row["id"])
        verdict.count, verdict.digest = number, row["digest"]
    return None


def _gap(session: Session, number: int, before: str, found: RowMapping) -> Finding:
    went = _genuine(session, number, before, None)
    if went is not None:
        return Finding(Break.MOVED, number, went)
    if found["number"] < number:
        return Finding(Break.MOVED, found["number"], found["id"])
    return Finding(Break.MISSING, number, until=found["number"] - 1)


def _misfit(session: Session, number: int, before: str, found: RowMapping) -> Finding:
    if before and audit_seal.same(audit_seal.digest_of(number, found, ""), found["digest"]):
        return Finding(Break.BEGUN_ANEW, number, found["id"])
    went = _genuine(session, number, before, found)
    return Finding(Break.EDITED if went is None else Break.MOVED, number, went or found["id"])


def _genuine(session: Session, number: int, before: str, here: RowMapping | None) -> int | None:
    """The row that holds the entry which belongs at a number, wherever it stands now; by its id."""
    for row in joined(_rows(session, numbered=True), _rows(session, numbered=False)):
        if here is not None and row["id"] == here["id"]:
            continue
        if audit_seal.digest_of(number, row, before) == row["digest"]:
            return int(row["id"])
        if here and audit_seal.digest_of(number, {**row, "id": here["id"]}, before) == here["digest"]:
            return int(row["id"])
    return None


def _at_the_end(session: Session, verdict: Verdict) -> Finding | None:
    after = verdict.count + 1
    newest = max(verdict.anchored, default=0)
    if newest > verdict.count:
        return Finding(Break.CUT_OFF, after, until=newest)
    # In one statement: entries may be written meanwhile.
    last = select(func.max(ENTRIES.c.number)).scalar_subquery()
    there = select(ENTRIES.c.digest).where(ENTRIES.c.number == HEAD.c.number).scalar_subquery()
    head = session.execute(select(HEAD, last.label("last"), there.label("there"))).mappings().first()
    if head is None:
        return Finding(Break.HEAD_LOST, verdict.count) if verdict.count else None
    if not audit_seal.same(audit_seal.head_seal(head["number"], head["digest"]), head["sealed"]):
        return Finding(Break.HEAD_CHANGED, verdict.count)
    if head["number"] > (head["last"] or 0):
        return Finding(Break.CUT_OFF, after, until=head["number"])
    if head["number"] < head["last"] or head["digest"] != head["there"]:
        return Finding(Break.HEAD_CHANGED, verdict.count)
    return None


def _unnumbered(session: Session, verdict: Verdict) -> Finding | None:
    for row in _rows(session, numbered=False):
        if row["digest"] == audit_seal.draft_of(row) or (not verdict.count and not row["digest"]):
            verdict.waiting += 1
        else:
            return Finding(Break.FOREIGN, verdict.count, row["id"])
    return None


def _rows(session: Session, *, numbered: bool) -> Iterator[RowMapping]:
    """All entries that have a number, in its order, or all that have none, by id."""
    key = ENTRIES.c.number if numbered else ENTRIES.c.id
    query = select(ENTRIES).order_by(key).limit(CHUNK)
    query = query.where(ENTRIES.c.number.is_not(None) if numbered else ENTRIES.c.number.is_(None))
    rows = session.execute(query).mappings().all()
    while rows:
        yield from rows
        rows = session.execute(query.where(key > rows[-1][key.name])).mappings().all()
