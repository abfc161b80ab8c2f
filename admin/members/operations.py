"""Writing members: add, change, leave and come back, pass to another household; her DNI shown once."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from admin.households.queries import STANDING
from admin.households.values import MemberValues, name_key, sound_key, sound_of
from admin.members.queries import dni_digest, first_standing
from core import audit
from core.audit import Actor
from core.clock import now
from core.db import take_turns
from core.errors import ConflictError, InputError
from core.scoping import everything

ELSEWHERE = "Ese DNI ya está en el registro. Pida a la UAS que lo revise."


class DniTakenError(InputError):
    """Somebody who stands in the registry has this DNI."""


def add_member(
    session: Session, household: Household, values: MemberValues, *, by: Actor, key: str | None = None
) -> Member:
    """Make somebody a member of a household; raises DniTakenError."""
    _check_dni(session, values.dni, None)
    return add_members(session, [(household, values)], by=by, key=key)[0]


def add_members(
    session: Session,
    wanted: Sequence[tuple[Household, MemberValues]],
    *,
    by: Actor,
    key: str | None = None,
) -> list[Member]:
    """Make many people members of households whose caller made sure that no DNI stands; an index refuses the others."""
    made = [_new_member(household, values, key) for household, values in wanted]
    session.add_all(made)
    session.flush()
    for member, (household, values) in zip(made, wanted, strict=True):
        session.add_all(_words_of(member))
        # Who is first gives the name; whoever came before keeps giving it.
        household.name_key = household.name_key or member.name_key
        audit.record(session, "member.create", member, by=by, changes=named(values))
    session.flush()
    return made


def update_member(
    session: Session, member: Member, household: Household, values: MemberValues, *, version: int, by: Actor
) -> None:
    """Change a member's facts; raises ConflictError where she is not as the form showed her, DniTakenError."""
    if member.version != version:
        raise ConflictError
    _check_dni(session, values.dni, member)
    before, was = facts_of(member), member.name_key
    _fill(member, values)
    changed = {name: None for name, value in facts_of(member).items() if before[name] != value}
    if not changed:
        return
    member.updated_at = now()
    keep_name(household, member, was)
    session.flush()
    if member.name_key != was:
        settle(session, household, member)
    audit.record(session, "member.update", member, by=by, changes=changed)


def leave_household(
    session: Session, member: Member, household: Household, *, on: date, reason: str, by: Actor
) -> None:
    """Write down that a member is no longer of her household; what she did there stays hers."""
    if member.left_on is not None:
        return
    member.left_on, member.updated_at = on, now()
    session.flush()
    settle(session, household, member)
    audit.record(session, "member.leave", member, by=by, reason=reason)


def come_back(session: Session, member: Member, household: Household, *, by: Actor) -> None:
    """Make who left the household one of its members again; raises DniTakenError."""
    if member.left_on is None:
        return
    _check_dni(session, member.dni, member)
    member.left_on, member.updated_at = None, now()
    session.flush()
    settle(session, household, member)
    audit.record(session, "member.return", member, by=by)


def form_household(
    session: Session, member: Member, household: Household, *, on: date, by: Actor
) -> Household:
    """Pass a member to a household of her own in the same district; her enterprises go along."""
    new = _new_household(session, household, by)
    for one in (household, new):
        note_event(session, one, "split", on, member.full_name, by, member=member)
    audit.record(session, "household.split", household, by=by)
    _pass(session, member, household, new, by)
    return new


def pass_member(
    session: Session,
    member: Member,
    household: Household,
    target: Household,
    *,
    versions: tuple[int, int],
    on: date,
    by: Actor,
) -> None:
    """Pass a member to another household that is there already; her enterprises go along.

    Raises ConflictError where she or the other household is not as it was shown, and InputError where she cannot pass.
    """
    if target.id == household.id:
        raise InputError("Ya es de este hogar. Elija otro.")
    if (member.version, target.version) != versions or target.merged_into_id is not None:
        raise ConflictError
    note_event(session, household, "passed", on, member.full_name, by, member=member)
    note_event(session, target, "received", on, member.full_name, by, member=member)
    # Both are written, so that neither is merged into another at this same moment.
    household.updated_at = target.updated_at = now()
    _pass(session, member, household, target, by)


def _pass(session: Session, member: Member, household: Household, target: Household, by: Actor) -> None:
    if member.merged_into_id is not None:
        raise ConflictError
    # Who had left frees her DNI meanwhile, and stands with it again.
    _check_dni(session, member.dni, member)
    member.household_id, member.district_code = target.id, target.district_code
    member.left_on, member.updated_at = None, now()
    session.flush()
    settle(session, household, None)
    settle(session, target, member)
    audit.record(session, "member.move", member, by=by)


def reveal_dni(session: Session, member: Member, *, reason: str, by: Actor) -> str:
    """A member's DNI, with who asked for it and why written down in the same transaction."""
    audit.record(session, "member.reveal_dni", member, by=by, reason=reason)
    return member.dni or ""


def note_event(
    session: Session,
    household: Household,
    kind: str,
    on: date,
    note: str,
    by: Actor,
    *,
    came: str | None = None,
    member: Member | None = None,
) -> None:
    """Append to what happened to a household; `came` is the district it moved from, `member` who came or went."""
    event = HouseholdEvent(
        household_id=household.id, district_code=household.district_code, kind=kind, occurred_on=on,
        from_district=came, member_id=member.id if member else None, note=note, recorded_at=now(), recorded_by=by.name,
    )  # fmt: skip
    session.add(event)


def keep_name(household: Household, member: Member, was: str) -> None:
    """Let a household go on being called by a member whose name was another one: that sorted by `was`."""
    if household.name_key == was:
        household.name_key = member.name_key


def settle(session: Session, household: Household, member: Member | None) -> None:
    """Keep what follows from names: the words a member is found by, and how her household is sorted."""
    if member is not None:
        session.execute(delete(MemberWord).where(MemberWord.member_id == member.id))
        if member.left_on is None and member.merged_into_id is None:
            session.add_all(_words_of(member))
    first = first_standing(session, household)
    key = first.name_key if first else ""
    if household.name_key != key:
        household.name_key = key
    session.flush()


def _words_of(member: Member) -> Iterator[MemberWord]:
    for word in dict.fromkeys(member.name_key.split()):
        yield MemberWord(
            member_id=member.id, household_id=member.household_id, district_code=member.district_code,
            word=word, sound=sound_of(word),
        )  # fmt: skip


def facts_of(member: Member) -> dict[str, Any]:
    """A member's facts as MemberValues calls them."""
    return {field.name: getattr(member, field.name) for field in fields(MemberValues)}


def named(values: Any) -> dict[str, None]:
    """The names of the facts that somebody gave: the audit keeps no private words."""
    given = {field.name: getattr(values, field.name) for field in fields(values)}
    return {name: None for name, value in given.items() if value not in ("", None, False)}


def _new_member(household: Household, values: MemberValues, key: str | None) -> Member:
    member = Member(
        household_id=household.id, district_code=household.district_code, form_key=key, given_names="",
        name_key="", sound_key="", created_at=now(), updated_at=now(),
    )  # fmt: skip
    _fill(member, values)
    return member


def _fill(member: Member, values: MemberValues) -> None:
    for field in fields(MemberValues):
        value = getattr(values, field.name)
        if field.name != "dni" and getattr(member, field.name) != value:
            setattr(member, field.name, value)
    if values.dni is not None and values.dni != member.dni:
        member.dni, member.dni_digest = values.dni, dni_digest(values.dni)
    member.name_key, member.sound_key = name_key(values.words), sound_key(values.words)


def _check_dni(session: Session, dni: str | None, of: Member | None) -> None:
    """Raise DniTakenError where another one who stands has this DNI, in one's territory or out of it."""
    if dni is None:
        return
    take_turns(session, f"dni {dni_digest(dni)}")
    query = select(Member).where(Member.dni_digest == dni_digest(dni), STANDING)
    if of is not None:
        query = query.where(Member.id != of.id)
    if (holder := session.scalar(query)) is not None:
        raise DniTakenError(f"Ese DNI ya está en el registro: {holder.full_name}.")
    with everything(session, "a DNI stands once in the country"):
        taken = session.scalar(query.with_only_columns(Member.id)) is not None
    if taken:
        raise DniTakenError(ELSEWHERE)


def _new_household(session: Session, like: Household, by: Actor) -> Household:
    new = Household(
        district_code=like.district_code, area=like.area, demo=like.demo, created_at=now(), updated_at=now()
    )
    session.add(new)
    session.flush()
    audit.record(session, "household.create", new, by=by)
    return new
