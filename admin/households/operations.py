"""Writing households: register, change, move, leave the programme and come back."""

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from admin.households.queries import household_by_key
from admin.households.values import HouseholdValues, MemberValues, name_key
from admin.members.operations import add_member, named, note_event
from catalog.places.models import District
from core import audit
from core.audit import Actor
from core.clock import now, today
from core.db import take_turns
from core.errors import ConflictError, InputError
from core.scoping import everything


class CodeTakenError(InputError):
    """Another household has this programme code."""


def form_key(showing: str, by: Actor) -> str:
    """What all submissions of one showing of a form by one person have in common, 40 hex digits."""
    return hashlib.sha256(f"{showing} {by.account}".encode()).hexdigest()[:40]


def earlier_household(session: Session, key: str) -> Household | None:
    """What this form made before, once whoever sends it at this same moment is done."""
    take_turns(session, f"household {key}")
    return household_by_key(session, key)


def create_household(
    session: Session,
    values: HouseholdValues,
    first: MemberValues,
    *,
    by: Actor,
    key: str | None = None,
    demo: bool = False,
) -> Household:
    """Register a household with its first member; raises CodeTakenError and DniTakenError."""
    _check_code(session, values.code, None)
    household = create_households(session, [(values, first)], by=by, key=key, demo=demo)[0]
    add_member(session, household, first, by=by)
    return household


def create_households(
    session: Session,
    wanted: Sequence[tuple[HouseholdValues, MemberValues]],
    *,
    by: Actor,
    key: str | None = None,
    demo: bool = False,
) -> list[Household]:
    """Register many households, each to be called by its first member, who is added next.

    Their caller made sure that no code stands; an index refuses the others.
    """
    made = []
    for values, first in wanted:
        household = Household(
            form_key=key, demo=demo, name_key=name_key(first.words), created_at=now(), updated_at=now()
        )
        _fill(household, values)
        made.append(household)
    session.add_all(made)
    session.flush()
    for household, (values, _first) in zip(made, wanted, strict=True):
        audit.record(session, "household.create", household, by=by, changes=named(values))
        note_event(session, household, "registered", today(), "", by)
    return made


def update_household(
    session: Session, household: Household, values: HouseholdValues, *, version: int, by: Actor
) -> None:
    """Change a household's facts; raises ConflictError where it is not as the form showed it, CodeTakenError.

    Its district changes by a move only, which has a day.
    """
    if household.version != version:
        raise ConflictError
    _check_code(session, values.code, household)
    before = {field.name: getattr(household, field.name) for field in fields(HouseholdValues)}
    _fill(household, values)
    changed = {name: None for name, value in before.items() if getattr(household, name) != value}
    if not changed:
        return
    household.updated_at = now()
    session.flush()
    audit.record(session, "household.update", household, by=by, changes=changed)


def move_household(
    session: Session, household: Household, district_code: str, *, on: date, note: str, by: Actor
) -> None:
    """Move a household and its people to another district, also out of one's territory: then it is handed over.

    Its history and its enterprises stay as they are; whoever moved it away no longer sees it.
    """
    came = household.district_code
    if session.get(District, district_code) is None:
        raise InputError("Ese distrito no existe.")
    if came == district_code:
        raise InputError("El hogar ya está en ese distrito.")
    with everything(session, "a household is handed over to another territory"):
        place = {"district_code": district_code, "province_code": district_code[:4]}
        for model in (Member, MemberWord, HouseholdEvent):
            session.execute(update(model).where(model.household_id == household.id).values(**place))
        household.district_code, household.updated_at = district_code, now()
        note_event(session, household, "moved", on, note, by, came=came)
        audit.record(
            session, "household.move", household, by=by, changes={"district_code": None}, reason=note
        )
        session.flush()


def leave_programme(session: Session, household: Household, *, on: date, why: str, by: Actor) -> None:
    """Write down that a household left Juntos; its enterprises stay in the catalogue."""
    if household.left_on is not None:
        raise InputError("El hogar ya figura como salido de Juntos.")
    household.left_on, household.left_why, household.updated_at = on, why, now()
    note_event(session, household, "left", on, why, by)
    session.flush()
    audit.record(session, "household.leave", household, by=by, reason=why)


def return_to_programme(session: Session, household: Household, *, on: date, why: str, by: Actor) -> None:
    """Write down that a household came back to Juntos."""
    if household.left_on is None:
        raise InputError("El hogar no figura como salido de Juntos.")
    household.left_on, household.left_why, household.updated_at = None, "", now()
    note_event(session, household, "returned", on, why, by)
    session.flush()
    audit.record(session, "household.return", household, by=by, reason=why)


def _fill(household: Household, values: HouseholdValues) -> None:
    for field in fields(HouseholdValues):
        value = getattr(values, field.name)
        if getattr(household, field.name) != value:
            setattr(household, field.name, value)


def _check_code(session: Session, code: str, of: Household | None) -> None:
    if not code:
        return
    take_turns(session, f"household code {code}")
    query = select(Household.id).where(Household.code == code, Household.merged_into_id.is_(None))
    if of is not None:
        query = query.where(Household.id != of.id)
    with everything(session, "a programme code stands once in the country"):
        taken = session.scalar(query) is not None
    if taken:
        raise CodeTakenError("Ese código ya está en el registro. Búsquelo, o pida a la UAS que lo revise.")
