"""What a form tells of others by a number that its sender may only be guessing: counted, and written down.

The look-up by DNI is limited; a form that says whose number was typed would be a way around it. So each number costs a
question before it is compared, whether somebody has it or not; but a record's own, which tells nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from admin.access.policies import actor, current_account
from admin.audit.seen import not_seen_lately, note_act
from admin.doubles.queries import MOST, Alike, Who, find_alike
from admin.households.models import Household, Member
from admin.households.queries import STANDING
from admin.members.lookup import seconds_to_wait
from admin.members.queries import dni_digest
from core import audit
from core.audit import Actor, Subject
from core.scoping import everything
from core.web_forms import TokenForm, say_wait


@dataclass(frozen=True)
class Question:
    """A number as a field of a form asks of it: who has it, and as what it is written down to have looked there."""

    field: str
    number: str
    action: str
    holders: Callable[[Session], Iterable[Any]]


def of_dni(dni: str | None, own: str | None = None) -> Question | None:
    """Who has a DNI, wherever she lives; nothing is asked by a record's own."""
    digest = dni_digest(dni) if dni and dni != own else ""
    having = Member.dni_digest == digest
    return (
        Question("dni", dni or "", "member.lookup", _anywhere(Member, having, STANDING)) if digest else None
    )


def of_phone(phone: str | None) -> Question | None:
    """Who of one's territory has a phone."""
    having = select(Member).where(Member.phone == phone, STANDING).limit(MOST)
    return (
        Question("phone", phone, "member.lookup", lambda session: session.scalars(having)) if phone else None
    )


def of_code(code: str | None, own: str = "") -> Question | None:
    """Which household has a programme code, wherever it is."""
    having = _anywhere(Household, Household.code == code, Household.merged_into_id.is_(None))
    return Question("code", code, "household.lookup", having) if code and code != own else None


def _anywhere(model: Any, *having: ColumnElement[bool]) -> Callable[[Session], Sequence[Subject]]:
    def find(session: Session) -> list[Subject]:
        with everything(session, "whoever is found by a number may ask who looked, wherever she lives"):
            return [
                Subject(model.__tablename__, one)
                for one in session.scalars(select(model.public_id).where(*having))
            ]

    return find


def refused(session: Session, form: TokenForm, *asked: Question | None) -> bool:
    """Whether a form asks of too many numbers: it says so beside each, whether somebody has it or not.

    Ends the session's transaction then: what was asked is written down in one of its own.
    """
    waits = [(one, wait) for one in asked if one and (wait := seconds_to_wait(one.number))]
    for one, wait in waits:
        _note(session, one, closed=True)
        # It was not read: nothing of the page may follow from it.
        form[one.field].data = None
        form.refuse(one.field, say_wait(wait))
    return bool(waits)


def refuse_taken(session: Session, form: TokenForm, asked: Question | None, message: str) -> None:
    """Say beside a number that it is somebody's, which whoever has it may learn of; nothing else is kept."""
    session.rollback()
    if asked:
        _note(session, asked)
        form.refuse(asked.field, message)


def _note(session: Session, asked: Question, *, closed: bool = False) -> None:
    by = actor()
    for one in _to_note(session, asked.action, asked.holders(session), by, closed=closed):
        note_act(session, asked.action, one, by)


def alike_told(session: Session, who: Who) -> list[Alike]:
    """Who looks like somebody who is typed; a number is left out where too many were asked of. Not committed."""
    closed = {name for name in ("dni", "phone") if (number := getattr(who, name)) and seconds_to_wait(number)}
    found = find_alike(session, who)
    named = [one.member for one in found if {"dni", "phone"} & set(one.why)]
    write_down(session, "member.lookup", named, closed=bool(closed))
    return find_alike(session, replace(who, **dict.fromkeys(closed, ""))) if closed else found


def write_down(session: Session, action: str, holders: Iterable[Any], *, closed: bool = False) -> None:
    """Write down on whoever has a number that somebody asked of it, once an hour. For the caller to commit.

    Where it was refused it is written down in any case: that takes as long for both, and who goes on asking is seen.
    """
    by = actor()
    for one in _to_note(session, action, holders, by, closed=closed):
        audit.record(session, action, one, by=by)


def _to_note(
    session: Session, action: str, holders: Iterable[Any], by: Actor, *, closed: bool
) -> list[Subject]:
    fresh = not_seen_lately(session, action, holders, by)
    return [Subject.of(one) for one in fresh or ([current_account()] if closed else [])]
