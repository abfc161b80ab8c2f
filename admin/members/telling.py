"""What a form tells of others by a number that its sender may only be guessing: counted, and written down.

The look-up by DNI is limited; a form that says whose number was typed would be a way around it.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.policies import actor, current_account
from admin.audit.seen import seen_lately
from admin.doubles.queries import Alike, Who, find_alike
from admin.households.models import Member
from admin.households.pages import MemberEdit, MemberPage
from admin.households.queries import STANDING
from admin.members.lookup import LOOKUPS
from admin.members.operations import DniTakenError
from admin.members.queries import dni_digest
from core import audit, throttling
from core.audit import Subject
from core.scoping import everything
from core.web_forms import say_wait


def may_tell(session: Session, action: str, holders: Iterable[Any]) -> bool:
    """Whether it may be said whose a number is: each counts as a look-up and is written down, once an hour.

    For the caller to commit.
    """
    return not _seconds_to_wait(session, action, holders)


def alike_told(session: Session, who: Who) -> list[Alike]:
    """Who looks like somebody who is typed; by her names only, where too many numbers were asked of. Not committed."""
    found = find_alike(session, who)
    if may_tell(session, "member.lookup", (one.member for one in found if {"dni", "phone"} & set(one.why))):
        return found
    return find_alike(session, Who(who.name, who.district_code))


def refuse_taken(session: Session, form: MemberPage | MemberEdit, error: DniTakenError) -> None:
    """Say beside a DNI that it is somebody's; who asks too often is told to wait, and nothing else. Not committed."""
    digest = dni_digest(form.dni.data)
    with everything(session, "whoever is found by her DNI may ask who looked, wherever she lives"):
        number = session.scalar(select(Member.public_id).where(Member.dni_digest == digest, STANDING))
    waits = _seconds_to_wait(
        session, "member.lookup", [Subject(Member.__tablename__, number)] if number else []
    )
    if waits:
        form.dni.data = None
    form.refuse("dni", say_wait(waits) if waits else error.message)


def _seconds_to_wait(session: Session, action: str, holders: Iterable[Any]) -> int:
    by = actor()
    fresh = [one for one in holders if not seen_lately(session, action, one, by)]
    for one in fresh:
        if waits := throttling.seconds_to_wait(f"dni {current_account().public_id}", LOOKUPS):
            return waits
        audit.record(session, action, one, by=by)
    return 0
