"""Questions about a number that tells who is in the registry: counted, whether somebody has it or not.

One budget for all of them: «Buscar por DNI», what a form says of a number that is typed, and what a sheet tells.
"""

from flask import abort
from sqlalchemy.orm import Session

from admin.access.policies import actor, current_account
from admin.households.models import Member
from admin.households.pages import DniPage
from admin.members.queries import member_by_dni
from core import audit, throttling

# Thirty households a day with three numbers each are 90. One number counts once a day, however often it is sent.
LOOKUPS = "60 per hour; 200 per day"


def seconds_to_wait(number: str) -> int:
    """Count a question about a number by whoever asks now; 0, or the seconds until it may be asked.

    To be asked before anything is compared with the number, so that what it costs tells nothing.
    """
    return throttling.seconds_to_ask(_whose(), LOOKUPS, number)


def seconds_to_wait_for_some(numbers: int) -> int:
    """Count so many questions at once, of a sheet: 0, or the seconds until it may ask them."""
    return throttling.seconds_to_wait_anywhere(_whose(), LOOKUPS, numbers) if numbers else 0


def _whose() -> str:
    return f"dni {current_account().public_id}"


def look_up(session: Session, form: DniPage) -> Member | None:
    """Whoever of one's territory has the DNI of a form that was read."""
    if seconds_to_wait(form.dni.data):
        abort(429)
    member = member_by_dni(session, form.dni.data)
    audit.record(session, "member.lookup", member or current_account(), by=actor())
    return member
