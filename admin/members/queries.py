"""Reading members. The session's scope is part of each question."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.models import Household, Member, MemberWord
from admin.households.queries import MOST_WORDS, STANDING, after
from admin.households.values import name_words
from core.crypto import vault

MOST = 25


def dni_digest(dni: str) -> str:
    """What a DNI is found by."""
    return vault().digest("dni", dni)


def member_by_id(session: Session, public_id: str) -> Member | None:
    """A member within the scope, by her public id."""
    return session.scalar(select(Member).where(Member.public_id == public_id))


def member_by_key(session: Session, key: str) -> Member | None:
    """The member that a showing of the form already made."""
    return session.scalar(select(Member).where(Member.form_key == key))


def member_by_dni(session: Session, dni: str) -> Member | None:
    """The standing member with this DNI."""
    return session.scalar(select(Member).where(Member.dni_digest == dni_digest(dni), STANDING))


def named(session: Session, words: str) -> Sequence[Member]:
    """The first of those who stand whose name has a word beginning with each of these."""
    query = select(Member).where(STANDING)
    for word in name_words(words)[:MOST_WORDS]:
        begins = select(MemberWord.member_id).where(MemberWord.word >= word, MemberWord.word < after(word))
        query = query.where(Member.id.in_(begins))
    return session.scalars(query.order_by(Member.name_key, Member.id).limit(MOST)).all()


def household_of(session: Session, member: Member) -> Household | None:
    """The household of a member within the scope."""
    return session.scalar(select(Household).where(Household.id == member.household_id))


def first_standing(session: Session, household: Household) -> Member | None:
    """Who gives a household its name: whoever does so far, else the first of those who are of it."""
    query = select(Member).where(Member.household_id == household.id, STANDING)
    return session.scalar(query.order_by(Member.name_key != household.name_key, Member.id).limit(1))
