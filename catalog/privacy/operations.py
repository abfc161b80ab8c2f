"""Taking in a request about one's own data."""

import hashlib

from sqlalchemy.orm import Session

from catalog.privacy.emails import receipt_letter
from catalog.privacy.forms import RequestValues
from catalog.privacy.models import PrivacyRequest
from catalog.privacy.queries import Receipt, receipt_by_key, receipt_of
from catalog.privacy.terms import last_day
from core import audit
from core.audit import Actor
from core.clock import now, today
from core.contacts import email_in
from core.crypto import vault
from core.db import take_turns
from core.outbox import operations as outbox
from core.scoping import everything


def request_key(showing: str, values: RequestValues) -> str:
    """What is the same only while one showing of the form says the same, 40 hex digits."""
    return hashlib.sha256(repr((showing, values)).encode()).hexdigest()[:40]


def earlier_request(session: Session, key: str) -> Receipt | None:
    """What this form sent before, once whoever sends it at this same moment is done."""
    take_turns(session, f"privacy request {key}")
    return receipt_by_key(session, key)


def send_request(session: Session, values: RequestValues, *, key: str, by: Actor) -> Receipt:
    """Put a request into the national office's inbox, and promise its receipt to the e-mail that was left.

    The audit and the letter hold no word that she typed.
    """
    asked = PrivacyRequest(
        key=key, kind=values.kind, full_name=values.full_name, contact=values.contact, message=values.message,
        document=values.document or None,
        document_digest=vault().digest("dni", values.document) if values.document else None,
        received_at=now(), due_on=last_day(values.kind, today()),
    )  # fmt: skip
    with everything(session, "anybody may ask about her data; nothing of it is read here"):
        session.add(asked)
        session.flush()
        receipt = receipt_of(asked.public_id, asked.kind, asked.received_at, asked.due_on)
        given = {name: None for name in ("document", "message") if getattr(values, name)}
        audit.record(session, "privacy.request", asked, by=by, changes={"kind": values.kind, **given})
        if address := email_in(values.contact):
            letter = receipt_letter(receipt)
            outbox.send(session, to=address, purpose="privacy receipt", **vars(letter))
    return receipt
