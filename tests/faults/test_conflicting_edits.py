"""Two edit one record at the same instant, from the same version: one wins, the other is told, and nothing is lost."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.record_operations import facts_of, update_record
from admin.enterprises.record_values import RecordValues
from admin.households.models import Household, Member
from admin.households.operations import update_household
from admin.households.values import HouseholdValues, MemberValues
from admin.members import operations as members
from catalog.enterprises.models import Enterprise
from core.audit import Actor, AuditEntry
from core.db import db
from core.errors import ConflictError
from core.scoping import everything

pytestmark = pytest.mark.fault
# Twenty a run of faults: five hundred in `make faults`.
PAIRS = 20 * int(os.environ.get("JUNTOS_FAULT_RUNS", "0")) or 5
Facts = dict[str, Any]
Kept = tuple[int, Facts]
BY = Actor("una de dos")


@dataclass(frozen=True)
class Edited:
    """A kind of record that two may edit: how its form reads and writes it, and what each of a pair changes."""

    model: type[Any]
    action: str
    facts: Callable[[Session, Any], Facts]
    save: Callable[[Session, Any, Facts, int], None]
    changes: Callable[[int], tuple[Facts, Facts]]


def _household_facts(_session: Session, found: Household) -> Facts:
    return {name: getattr(found, name) for name in ("district_code", "code", "area", "joined_year")}


def _save_household(session: Session, found: Household, facts: Facts, version: int) -> None:
    update_household(session, found, HouseholdValues(**facts), version=version, by=BY)


def _member_facts(_session: Session, found: Member) -> Facts:
    return members.facts_of(found)


def _save_member(session: Session, found: Member, facts: Facts, version: int) -> None:
    home = session.get_one(Household, found.household_id)
    members.update_member(session, found, home, MemberValues(**facts), version=version, by=BY)


def _record_facts(session: Session, found: EnterpriseRecord) -> Facts:
    return facts_of(found, session.get_one(Enterprise, found.enterprise_id).name)


def _save_record(session: Session, found: EnterpriseRecord, facts: Facts, version: int) -> None:
    update_record(session, found, RecordValues(**facts), version=version, by=BY)


KINDS = {
    "household": Edited(
        Household, "household.update", _household_facts, _save_household,
        lambda pair: ({"joined_year": 2005 + pair % 20}, {"code": f"HG-{pair}"}),
    ),
    "member": Edited(
        Member, "member.update", _member_facts, _save_member,
        lambda pair: ({"given_names": f"Juana {'ABCDEFGH'[pair % 8]}"}, {"phone": f"+51951{pair:06}"}),
    ),
    "panes": Edited(
        EnterpriseRecord, "enterprise.update", _record_facts, _save_record,
        lambda pair: ({"started_year": 1990 + pair % 30}, {"digital_maturity": pair % 4}),
    ),
}  # fmt: skip


@dataclass
class Told:
    """How the first try of each went, and what broke."""

    won: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_at_once_one_wins_and_nothing_is_lost(
    app: Flask, session: Session, request: pytest.FixtureRequest, kind: str
) -> None:
    edited, number = KINDS[kind], int(request.getfixturevalue(kind).id)
    session.commit()
    for pair in range(PAIRS):
        changes, told, barrier = edited.changes(pair), Told(), Barrier(2)
        shown = _read(app, edited, number)
        threads = [
            Thread(target=_edit, args=(app, edited, number, shown, (which, change), barrier, told))
            for which, change in enumerate(changes)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        version, kept = _read(app, edited, number)
        assert not told.broken, f"pair {pair}: {told.broken}"
        assert (len(told.won), len(told.refused)) == (1, 1), f"pair {pair}: {told}"
        assert version == shown[0] + 2, f"pair {pair}: {shown[0]} became {version}"
        assert kept == shown[1] | changes[0] | changes[1], f"pair {pair}"
    written = select(AuditEntry.id).where(AuditEntry.action == edited.action)
    assert len(session.scalars(written).all()) == 2 * PAIRS


def _edit(
    app: Flask,
    edited: Edited,
    number: int,
    shown: Kept,
    mine: tuple[int, Facts],
    barrier: Barrier,
    told: Told,
) -> None:
    """Write one's own change over what both were shown; who is refused looks again, as her page asks her to."""
    which, change = mine
    try:
        barrier.wait(timeout=30)
        if _write(app, edited, number, shown, change):
            told.won.append(which)
            return
        told.refused.append(which)
        if not _write(app, edited, number, _read(app, edited, number), change):
            told.broken.append("refused although nobody else was writing")
    except Exception as error:
        told.broken.append(repr(error))


def _write(app: Flask, edited: Edited, number: int, shown: Kept, change: Facts) -> bool:
    version, facts = shown
    with app.app_context(), everything(db.session(), "a test"):
        session = db.session()
        try:
            found = session.scalars(select(edited.model).where(edited.model.id == number)).one()
            edited.save(session, found, facts | change, version)
            session.commit()
        except (ConflictError, StaleDataError):
            session.rollback()
            return False
        return True


def _read(app: Flask, edited: Edited, number: int) -> Kept:
    with app.app_context(), everything(db.session(), "a test"):
        session = db.session()
        found = session.scalars(select(edited.model).where(edited.model.id == number)).one()
        kept = found.version, edited.facts(session, found)
        session.rollback()
        return kept
