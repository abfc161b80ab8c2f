"""Writing what a checked sheet of households says, through the operations that pages use."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.models import Household, Member
from admin.households.operations import create_household, update_household
from admin.households.sheet_reading import Home, Person
from admin.households.values import HouseholdValues, MemberValues
from admin.imports.rows import ImportRefused, Problem
from admin.imports.saved import Saved
from admin.members.operations import add_member, facts_of, update_member
from core.audit import Actor
from core.errors import ConflictError, InputError

Done = TypeVar("Done")


def save_sheet(session: Session, homes: Iterable[Home], *, by: Actor) -> list[Saved]:
    """Write everything; raises ImportRefused, and then the transaction is to be rolled back."""
    saved: list[Saved] = []
    for home in homes:
        if home.values is None:
            raise ValueError("a household of the plan was not settled")
        if home.known is None:
            saved += _create(session, home, home.values, by)
        else:
            saved += _update(session, home, home.known, home.values, by)
    session.flush()
    return saved


def _create(session: Session, home: Home, values: HouseholdValues, by: Actor) -> list[Saved]:
    first, *others = home.people
    made = _tried(first.row.number, lambda: create_household(session, values, _known(first), by=by))
    query = select(Member).where(Member.household_id == made.id)
    saved = [Saved("household", made), Saved("member", session.scalars(query).one())]
    return [*saved, *(Saved("member", _add(session, made, person, by)) for person in others)]


def _update(
    session: Session, home: Home, known: Household, values: HouseholdValues, by: Actor
) -> list[Saved]:
    saved = []
    if home.changed:
        before = _before(values, {one.name: getattr(known, one.name) for one in fields(values)})
        version = known.version
        _tried(home.first.number, lambda: update_household(session, known, values, version=version, by=by))
        saved.append(Saved("household", known, before))
    for person in home.people:
        if person.known is None:
            saved.append(Saved("member", _add(session, known, person, by)))
        elif person.changed:
            saved.append(Saved("member", person.known, _change(session, known, person, person.known, by)))
    return saved


def _add(session: Session, home: Household, person: Person, by: Actor) -> Member:
    return _tried(person.row.number, lambda: add_member(session, home, _known(person), by=by))


def _change(session: Session, home: Household, person: Person, known: Member, by: Actor) -> dict[str, Any]:
    values, version = _known(person), known.version
    facts = facts_of(known)
    before = _before(values, facts if values.dni else facts | {"dni": None})
    _tried(person.row.number, lambda: update_member(session, known, home, values, version=version, by=by))
    return before


def _known(person: Person) -> MemberValues:
    if person.values is None:
        raise ValueError("a person of the plan was not settled")
    return person.values


def _before(values: Any, facts: dict[str, Any]) -> dict[str, Any]:
    """Of the facts that change, what is kept until then, as JSON takes it."""
    changed = {name: fact for name, fact in facts.items() if fact != getattr(values, name)}
    return {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in changed.items()}


def _tried(number: int, act: Callable[[], Done]) -> Done:
    try:
        return act()
    except (InputError, ConflictError) as error:
        raise ImportRefused([Problem(number, "", error.message)]) from error
