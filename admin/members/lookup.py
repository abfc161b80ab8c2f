"""Finding somebody by her DNI, which stands in no address: counted, and who looked is written down."""

from flask import abort
from sqlalchemy.orm import Session

from admin.access.policies import actor, current_account
from admin.households.models import Member
from admin.households.pages import DniPage
from admin.members.queries import member_by_dni
from core import audit, throttling

LOOKUPS = "60 per hour; 200 per day"


def look_up(session: Session, form: DniPage) -> Member | None:
    """Whoever of one's territory has the DNI of a form that was read."""
    if throttling.seconds_to_wait(f"dni {current_account().public_id}", LOOKUPS):
        abort(429)
    member = member_by_dni(session, form.dni.data)
    audit.record(session, "member.lookup", member or current_account(), by=actor())
    return member
