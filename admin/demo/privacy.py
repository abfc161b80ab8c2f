"""The demo's requests about data: one that is late, one that waits, one that was answered; of fictitious people."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.models import Member
from admin.households.queries import STANDING
from admin.privacy import operations
from admin.privacy.models import PrivacyCase
from catalog.privacy.forms import RequestValues
from catalog.privacy.models import PrivacyRequest
from catalog.privacy.operations import send_request
from catalog.privacy.terms import last_day
from catalog.reports.operations import VISITOR
from core.audit import SYSTEM
from core.clock import LIMA, now

# Kind, days ago, what she asks.
ASKED = (
    ("access", 12, ""),
    ("rectification", 24, "Mi fecha de nacimiento está mal: nací en junio, no en julio."),
    ("opposition", 2, "No quiero que me llamen para encuestas."),
    ("cancellation", 9, "Ya no vendo. Quiten mi celular y mi foto de la página."),
)
ANSWER = (
    "Retiramos su celular y su retrato del catálogo el mismo día. Su emprendimiento sigue en el registro."
)


def load(session: Session) -> None:
    """Let the first women of the registry ask; the last request is answered."""
    people = session.scalars(
        select(Member).where(STANDING, Member.dni.is_not(None)).order_by(Member.id).limit(4)
    )
    for (kind, days, words), member in zip(ASKED, people.all(), strict=False):
        asked = _ask(session, kind, days, words, member)
        if kind == ASKED[-1][0]:
            operations.check_identity(session, asked, "shown", member, version=0, by=SYSTEM)
            version = session.scalars(
                select(PrivacyCase.version).where(PrivacyCase.request_id == asked.id)
            ).one()
            operations.answer(
                session, asked, ANSWER, granted=True, through="phone", version=version, by=SYSTEM
            )


def _ask(session: Session, kind: str, days: int, words: str, member: Member) -> PrivacyRequest:
    values = RequestValues(
        kind, f"{member.given_names} {member.surnames}", "951 000 000 (demostración)", member.dni or "", words
    )
    receipt = send_request(session, values, key=f"demo {kind}", by=VISITOR)
    asked = session.scalars(select(PrivacyRequest).where(PrivacyRequest.public_id == receipt.number)).one()
    asked.received_at = now() - timedelta(days=days)
    asked.due_on = last_day(kind, asked.received_at.astimezone(LIMA).date())
    return asked
