"""Requests about one's own data, as the public form makes them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.privacy.forms import RequestValues
from catalog.privacy.models import PrivacyRequest
from catalog.privacy.operations import send_request
from core.audit import Actor
from core.scoping import everything


def make_request(session: Session, key: str = "pedido", **typed: str) -> PrivacyRequest:
    """Juana Quispe asks to see her data, with an e-mail for the answer, unless told otherwise."""
    values = {"kind": "access", "full_name": "Juana Quispe Huamán", "contact": "juana@correo.test"} | typed
    with everything(session, "a test"):
        receipt = send_request(session, RequestValues(**values), key=key, by=Actor("visitante"))
        return session.scalars(select(PrivacyRequest).where(PrivacyRequest.public_id == receipt.number)).one()
