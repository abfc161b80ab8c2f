"""Audit entries stand beside the change, in the same transaction."""

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from core import audit
from core.audit import SYSTEM, Actor, AuditEntry
from core.clock import now


def test_an_entry_says_who_what_when_and_why(
    session: Session, ccotana: Enterprise, clock: time_machine.Traveller
) -> None:
    audit.record(
        session,
        "publish",
        ccotana,
        by=Actor("gestora 7"),
        changes={"name": "Papas", "whatsapp": None},
        reason="visita",
    )
    session.commit()
    session.expire_all()
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.at, entry.actor, entry.action, entry.reason) == (now(), "gestora 7", "publish", "visita")
    assert (entry.subject_type, entry.subject_id) == ("enterprise", ccotana.public_id)
    assert entry.changes == {"name": "Papas", "whatsapp": None}


def test_an_entry_goes_when_its_change_goes(session: Session, ccotana: Enterprise) -> None:
    session.commit()
    audit.record(session, "publish", ccotana, by=SYSTEM)
    session.flush()
    session.rollback()
    assert session.scalars(select(AuditEntry)).all() == []
