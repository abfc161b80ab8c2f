"""Two hundred random tamperings with the audit of each database: every one is found."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from core import audit, audit_anchors, audit_verify
from core.audit import SYSTEM, Actor
from core.audit_chain import ENTRIES, HEAD
from core.clock import now
from core.outbox.models import OutboxMessage

TAMPERINGS = 200
ENTRIES_THERE = 24
Rows = list[dict[str, Any]]


class Tamperer:
    """Somebody with the database in hand, and no key."""

    def __init__(self, session: Session, chance: random.Random, earlier: Rows) -> None:
        self.session, self.chance, self.earlier = session, chance, earlier
        self.rows = self.read(ENTRIES)

    def read(self, table: Any) -> Rows:
        """All rows of a table."""
        found = self.session.connection().execute(select(table).order_by(table.c.id)).mappings()
        return [dict(row) for row in found]

    def run(self, statement: Any, *values: Any) -> None:
        """Past the session and its guards."""
        self.session.connection().execute(statement, *values)

    def edit(self) -> None:
        """Change one column of one entry."""
        row, column = self.chance.choice(self.rows), self.chance.choice([*ENTRIES.c])
        other: dict[str, Any] = {
            "id": 10_000 + row["id"],
            "at": now(),
            "changes": row["changes"] | {"name": None},
            "number": 10_000,
        }
        wrong = "f" * 12 if column.name != "digest" else "0" * 64
        self.run(
            update(ENTRIES).where(ENTRIES.c.id == row["id"]).values({column: other.get(column.name, wrong)})
        )

    def take_out(self) -> None:
        """Delete some entry."""
        self.run(delete(ENTRIES).where(ENTRIES.c.id == self.chance.choice(self.rows)["id"]))

    def swap_words(self) -> None:
        """Let two entries say what the other said."""
        one, other = self.chance.sample(self.rows, 2)
        self._put(one, other, ("at", "actor", "account", "action", "subject_id", "changes", "reason"))

    def swap_places(self) -> None:
        """Let two entries stand at each other's number, with or without their digests."""
        one, other = self.chance.sample(self.rows, 2)
        names = self.chance.choice([("number",), ("number", "digest")])
        self.run(
            update(ENTRIES).where(ENTRIES.c.id.in_((one["id"], other["id"]))).values(number=-ENTRIES.c.id)
        )
        self._put(one, other, names)

    def _put(self, one: dict[str, Any], other: dict[str, Any], names: tuple[str, ...]) -> None:
        for here, there in ((one, other), (other, one)):
            values = {name: there[name] for name in names}
            self.run(update(ENTRIES).where(ENTRIES.c.id == here["id"]).values(values))

    def put_in_again(self) -> None:
        """Delete an entry and insert it again, at the end, in its place with other words, or without a number."""
        row = self.chance.choice(self.rows[:-1])
        self.run(delete(ENTRIES).where(ENTRIES.c.id == row["id"]))
        changed: dict[str, Any] = self.chance.choice(
            [{"number": len(self.rows) + 1}, {"reason": "otra"}, {"number": None}, {"id": row["id"] + 50_000}]
        )
        self.run(insert(ENTRIES).values(row | changed))

    def slip_in(self) -> None:
        """Insert an entry that never was."""
        row = self.chance.choice(self.rows)
        number = self.chance.choice([None, 0, len(self.rows) + 1])
        self.run(insert(ENTRIES).values(row | {"id": 90_000, "number": number, "reason": "inventada"}))

    def cut_off(self) -> None:
        """Delete the newest entries, and do with the head what one can."""
        keep = self.chance.randrange(len(self.rows))
        self.run(delete(ENTRIES).where(ENTRIES.c.number > keep))
        what = self.chance.choice(["leave", "delete", "set", "earlier"])
        if what == "delete" or (what == "set" and not keep):
            self.run(delete(HEAD))
        elif what == "set":
            self.run(update(HEAD).values(number=keep, digest=self.rows[keep - 1]["digest"]))
        elif what == "earlier":
            self.run(delete(ENTRIES).where(ENTRIES.c.number > self.earlier[0]["number"]))
            self.run(update(HEAD).values(**self.earlier[0]))

    def renumber(self) -> None:
        """Close the gap that a deletion leaves."""
        at = self.chance.randrange(1, len(self.rows))
        self.run(delete(ENTRIES).where(ENTRIES.c.number == at))
        for number in range(at + 1, len(self.rows) + 1):
            self.run(update(ENTRIES).where(ENTRIES.c.number == number).values(number=number - 1))

    def begin_again(self) -> None:
        """Let all look as before the chain."""
        self.run(delete(HEAD))
        self.run(update(ENTRIES).values(number=None, digest=""))

    def change_head(self) -> None:
        """Change the end alone."""
        column = self.chance.choice([HEAD.c.number, HEAD.c.digest, HEAD.c.sealed])
        self.run(update(HEAD).values({column: 3 if column is HEAD.c.number else "0" * 64}))


WAYS: tuple[Callable[[Tamperer], None], ...] = (
    Tamperer.edit,
    Tamperer.edit,
    Tamperer.edit,
    Tamperer.take_out,
    Tamperer.swap_words,
    Tamperer.swap_places,
    Tamperer.put_in_again,
    Tamperer.slip_in,
    Tamperer.cut_off,
    Tamperer.cut_off,
    Tamperer.renumber,
    Tamperer.begin_again,
    Tamperer.change_head,
)


def write(session: Session, count: int) -> None:
    """So many entries, some of them in one transaction."""
    for number in range(count):
        subject = OutboxMessage(public_id=f"{number:012d}")
        by = SYSTEM if number % 3 else Actor(f"gestora {number}", f"{number:012d}")
        audit.record(
            session, "mail.resend", subject, by=by, changes={"name": f"N.° {number}"}, reason="visita"
        )
        if number % 2:
            session.commit()
    session.commit()


@pytest.fixture
def earlier(session: Session) -> Rows:
    """What the head was some time ago: somebody kept it. The file of anchors knows a later one."""
    write(session, ENTRIES_THERE // 2)
    kept = [dict(row) for row in session.connection().execute(select(HEAD)).mappings()]
    write(session, ENTRIES_THERE // 2)
    assert audit_anchors.anchor(session)
    session.commit()
    return kept


def verdict(session: Session) -> audit_verify.Verdict:
    """What verifying says now."""
    return audit_verify.verify(session, audit_anchors.read(audit_anchors.lines(audit_anchors.file())))


def test_every_tampering_is_found(session: Session, earlier: Rows) -> None:
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    assert verdict(session).finding is None
    missed = []
    for turn in range(TAMPERINGS):
        way = WAYS[turn % len(WAYS)]
        way(Tamperer(session, chance, earlier))
        if verdict(session).finding is None:
            missed.append((turn, way.__name__))
        session.rollback()
    assert missed == [], f"seed {seed}"
    assert verdict(session).finding is None
