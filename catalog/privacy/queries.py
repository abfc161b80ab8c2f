"""The one thing that a visitor may read back of a request: what its number stands for and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from catalog.privacy.models import PrivacyRequest
from catalog.reports.queries import read_number
from core.clock import LIMA
from core.scoping import everything


@dataclass(frozen=True)
class Receipt:
    """What whoever asked is told: no word of hers is in it."""

    number: str
    kind: str
    received_on: date
    due_on: date


def receipt_by_number(session: Session, number: str) -> Receipt | None:
    """The receipt of a number that somebody was given."""
    return _receipt(session, PrivacyRequest.public_id == read_number(number))


def receipt_by_key(session: Session, key: str) -> Receipt | None:
    """The receipt of what a form already sent."""
    return _receipt(session, PrivacyRequest.key == key)


def _receipt(session: Session, which: ColumnElement[bool]) -> Receipt | None:
    columns = (
        PrivacyRequest.public_id,
        PrivacyRequest.kind,
        PrivacyRequest.received_at,
        PrivacyRequest.due_on,
    )
    with everything(session, "whoever has the number of a request reads its date"):
        row = session.execute(select(*columns).where(which)).one_or_none()
    return receipt_of(*row) if row else None


def receipt_of(number: str, kind: str, received_at: datetime, due_on: date) -> Receipt:
    """A receipt as columns give it."""
    return Receipt(number, kind, received_at.astimezone(LIMA).date(), due_on)
