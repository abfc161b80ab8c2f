"""Letting go of who left the registry years ago and never had an enterprise: the row stays, the person does not."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseMember
from admin.households.models import HouseholdEvent, Member, MemberWord
from admin.privacy.models import PrivacyCase
from core.clock import now, today

YEARS_AFTER = 5
# A name must stand there.
NOBODY = "(borrado)"
MOST_AT_ONCE = 2000
# What is emptied: all that says who she is. Her household and when she came and left are its story.
EMPTY = {
    "surnames": "", "name_key": "", "sound_key": "", "dni": None, "dni_digest": None, "sex": "", "born_on": None,
    "mother_tongue": "", "disability": None, "phone": "", "schooling": "", "cares_for_children": None,
    "form_key": None,
}  # fmt: skip


def forget_people(session: Session) -> int:
    """Empty the rows of people whose time is over; how many. What she is still answered about waits."""
    found = session.scalars(select(Member).where(*_over()).order_by(Member.id).limit(MOST_AT_ONCE)).all()
    for member in found:
        _forget(session, member)
    session.flush()
    return len(found)


def _over() -> tuple[ColumnElement[bool], ...]:
    days = timedelta(days=365 * YEARS_AFTER)
    gone = or_(
        and_(Member.left_on.is_not(None), Member.left_on < today() - days),
        and_(Member.merged_into_id.is_not(None), Member.updated_at < now() - days),
    )
    behind = exists().where(EnterpriseMember.member_id == Member.id)
    asked = exists().where(PrivacyCase.member_id == Member.id)
    return gone, Member.given_names != NOBODY, ~behind, ~asked


def _forget(session: Session, member: Member) -> None:
    # Who passed from one household to another is written in both by name.
    events = select(HouseholdEvent).where(HouseholdEvent.member_id == member.id)
    for event in session.scalars(events):
        event.note = ""
    session.execute(delete(MemberWord).where(MemberWord.member_id == member.id))
    for name, value in EMPTY.items():
        setattr(member, name, value)
    member.given_names, member.updated_at = NOBODY, now()
