"""Reading consents: what stands, what stood, who may give one, and the words that are read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from admin.consents.models import FIELDS, Consent, ConsentText
from admin.consents.projection import text_in_force
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Member
from catalog.enterprises.models import Enterprise


@dataclass(frozen=True)
class Shown:
    """A field of the producer: her consent where one stands, whether there is anything to show, and whether of her."""

    field: str
    consent: Consent | None
    there: bool
    hers: bool = True


def record_by_id(session: Session, public_id: str) -> EnterpriseRecord | None:
    """The private record of an enterprise within the scope; one that was a double has no consents of its own."""
    query = select(EnterpriseRecord).where(
        EnterpriseRecord.public_id == public_id, EnterpriseRecord.merged_into_id.is_(None)
    )
    return session.scalar(query.options(joinedload(EnterpriseRecord.enterprise)))


def has_titular(session: Session, record: EnterpriseRecord) -> bool:
    """Whether somebody is written down as titular, in one's territory or where she moved to."""
    query = select(EnterpriseMember.id).where(*_standing_titular(record))
    return session.scalar(query) is not None


def titular_of(session: Session, record: EnterpriseRecord) -> Member | None:
    """Whose name, portrait, story and phone these are, where one may see her: only she may agree to show them."""
    query = (
        select(Member)
        .join(EnterpriseMember, EnterpriseMember.member_id == Member.id)
        .where(*_standing_titular(record))
    )
    return session.scalar(query)


def titular_id(session: Session, record: EnterpriseRecord) -> int | None:
    """The member who is titular now, whether or not one may see her."""
    return session.scalar(select(EnterpriseMember.member_id).where(*_standing_titular(record)))


def words_to_read(session: Session, enterprise: Enterprise) -> ConsentText | None:
    """The approved words that are read to her now."""
    number = text_in_force(session, enterprise)
    return session.get(ConsentText, number) if number else None


def consents_of(session: Session, record: EnterpriseRecord) -> Sequence[Consent]:
    """All consents that were ever given, the last first."""
    return session.scalars(
        select(Consent).where(Consent.record_id == record.id).order_by(Consent.id.desc())
    ).all()


def fields_of(record: EnterpriseRecord, consents: Sequence[Consent], titular: int | None) -> list[Shown]:
    """Each field in the order in which it is asked."""
    standing = {one.field: one for one in consents if one.withdrawn_at is None}
    return [
        Shown(
            field,
            standing.get(field),
            bool(getattr(record, record.FACE[field])),
            record.face_of.get(field, titular) == titular,
        )
        for field in FIELDS
    ]


@dataclass(frozen=True)
class Mark:
    """What a page of consents was shown with: how many there were, how many withdrawn, and of which titular."""

    newest: int
    withdrawn: int
    titular: int

    def __str__(self) -> str:
        return f"{self.newest}.{self.withdrawn}.{self.titular}"

    @classmethod
    def read(cls, typed: str) -> "Mark":
        """A mark as the form carries it; raises ValueError."""
        newest, withdrawn, titular = (int(part) for part in typed.split("."))
        return cls(newest, withdrawn, titular)


def mark_of(consents: Sequence[Consent], titular: int | None) -> Mark:
    """What tells whether anything happened since."""
    ended = sum(one.withdrawn_at is not None for one in consents)
    return Mark(max((one.id for one in consents), default=0), ended, titular or 0)


def ended_since(consents: Sequence[Consent], mark: Mark) -> list[tuple[datetime, Consent]]:
    """What was withdrawn after a page was shown, and when; the last first."""
    ended = [(one.withdrawn_at, one) for one in consents if one.withdrawn_at is not None]
    ended.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    return ended[: max(len(ended) - mark.withdrawn, 0)]


def _standing_titular(record: EnterpriseRecord) -> tuple[ColumnElement[bool], ...]:
    return (
        EnterpriseMember.record_id == record.id,
        EnterpriseMember.titular.is_(True),
        EnterpriseMember.left_on.is_(None),
    )
