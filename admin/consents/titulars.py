"""Whose face an enterprise shows: what one titular agreed to shows nobody after her."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.models import Consent
from admin.consents.operations import withdraw_consent
from admin.consents.queries import titular_id
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from core.audit import Actor
from core.db import take_turns

REASON = "Cambió de titular"


def change_titular(session: Session, record: EnterpriseRecord, former: int | None, *, by: Actor) -> None:
    """End what anybody but the titular of now agreed to show; what is stored of the `former` one stays hers.

    Where nobody was titular before, what was agreed without saying by whom goes on.
    """
    take_turns(session, f"consents {record.id}")
    titular = titular_id(session, record)
    if former is not None and former != titular:
        there = {field: former for field, column in EnterpriseRecord.FACE.items() if getattr(record, column)}
        record.face_of = there | record.face_of
    standing = select(Consent).where(Consent.record_id == record.id, Consent.withdrawn_at.is_(None))
    for consent in session.scalars(standing.order_by(Consent.id)).all():
        if (consent.member_id or former or titular) != titular:
            withdraw_consent(session, record, consent.field, by=by, reason=REASON)
    session.flush()


def is_same_person(session: Session, kept: int, other: int) -> None:
    """Two records of one person are one: what either agreed to is the kept one's."""
    for consent in session.scalars(select(Consent).where(Consent.member_id == other)):
        consent.member_id = kept
    of_hers = select(EnterpriseMember.record_id).where(EnterpriseMember.member_id.in_((kept, other)))
    for record in session.scalars(select(EnterpriseRecord).where(EnterpriseRecord.id.in_(of_hers))):
        if other in record.face_of.values():
            record.face_of = _renamed(record.face_of, kept, other)
    session.flush()


def _renamed(owners: Mapping[str, int], kept: int, other: int) -> dict[str, Any]:
    return {field: kept if owner == other else owner for field, owner in owners.items()}
