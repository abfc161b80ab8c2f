"""Letting go of who left the registry years ago and never had an enterprise: the row stays, the person does not.

Who left her household, whose household left Juntos, and who stands there as another one's double.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseMember
from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from admin.households.queries import STANDING
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
    _forget_homes(session)
    return len(found)


def _over() -> tuple[ColumnElement[bool], ...]:
    days = timedelta(days=365 * YEARS_AFTER)
    gone = or_(
        and_(Member.left_on.is_not(None), Member.left_on < today() - days),
        Member.household_id.in_(select(Household.id).where(_left_long_ago())),
        and_(Member.merged_into_id.is_not(None), Member.updated_at < now() - days),
    )
    behind = exists().where(EnterpriseMember.member_id == Member.id)
    asked = exists().where(PrivacyCase.member_id == Member.id)
    return gone, Member.given_names != NOBODY, ~behind, ~asked


def _left_long_ago() -> ColumnElement[bool]:
    days = timedelta(days=365 * YEARS_AFTER)
    return and_(Household.left_on.is_not(None), Household.left_on < today() - days)


def _forget_homes(session: Session) -> None:
    """Of a household that left Juntos and of whose people no name is kept nothing leads to them: no code, no words."""
    noted = exists().where(HouseholdEvent.household_id == Household.id, HouseholdEvent.note != "")
    kept = or_(Household.code != "", Household.left_why != "", noted)
    named = exists().where(Member.household_id == Household.id, Member.given_names != NOBODY)
    over = select(Household).where(_left_long_ago(), kept, ~named).order_by(Household.id)
    for home in session.scalars(over.limit(MOST_AT_ONCE)).all():
        home.code = home.left_why = ""
        session.execute(update(HouseholdEvent).where(HouseholdEvent.household_id == home.id).values(note=""))
    session.flush()


def _forget(session: Session, member: Member) -> None:
    # Who passed from one household to another is written in both by name.
    events = select(HouseholdEvent).where(HouseholdEvent.member_id == member.id)
    for event in session.scalars(events):
        event.note = ""
    session.execute(delete(MemberWord).where(MemberWord.member_id == member.id))
    was = member.name_key
    for name, value in EMPTY.items():
        setattr(member, name, value)
    member.given_names, member.updated_at = NOBODY, now()
    session.flush()
    home = session.get_one(Household, member.household_id)
    if home.name_key == was:
        home.name_key = _other_name(session, home)


def _other_name(session: Session, home: Household) -> str:
    """What a household is sorted and found by once whoever it was called by is forgotten."""
    named = select(Member.name_key).where(Member.household_id == home.id, STANDING, Member.name_key != "")
    return session.scalar(named.order_by(Member.id).limit(1)) or ""
