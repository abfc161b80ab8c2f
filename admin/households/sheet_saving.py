"""Writing what a checked sheet of households says, through the operations that pages use."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from admin.households.models import Household, Member
from admin.households.operations import create_households, update_household
from admin.households.sheet_reading import Home, Person
from admin.households.values import HouseholdValues, MemberValues
from admin.imports.rows import ImportRefused, Problem
from admin.imports.saved import Facts, Saved, pairs_of
from admin.members.operations import add_members, facts_of, update_member
from core.audit import Actor
from core.errors import ConflictError, InputError

Done = TypeVar("Done")
MEANWHILE = "Alguien registró en este momento un DNI o un código de la hoja. Revísela otra vez."


def save_sheet(session: Session, homes: Iterable[Home], *, by: Actor) -> list[Saved]:
    """Write everything; raises ImportRefused, and then the transaction is to be rolled back.

    That no DNI and no code of the sheet stands, its check found in this transaction; what is registered at this very
    moment elsewhere, the database refuses.
    """
    homes = list(homes)
    try:
        saved = _create(session, [home for home in homes if home.known is None], by)
        joining: list[tuple[Household, Person]] = []
        for home in homes:
            if home.known is not None:
                saved += _update(session, home, home.known, by)
                joining += [(home.known, person) for person in home.people if person.known is None]
        saved += _add(session, joining, by)
        session.flush()
    except IntegrityError as error:
        raise ImportRefused([Problem(0, "", MEANWHILE)]) from error
    return saved


def _create(session: Session, homes: Sequence[Home], by: Actor) -> list[Saved]:
    new = [(_settled(home), _known(home.people[0])) for home in homes]
    made = create_households(session, new, by=by)
    people = [(one, person) for one, home in zip(made, homes, strict=True) for person in home.people]
    saved = [Saved("household", one, home.first.number) for one, home in zip(made, homes, strict=True)]
    return saved + _add(session, people, by)


def _update(session: Session, home: Home, known: Household, by: Actor) -> list[Saved]:
    saved, values = [], _settled(home)
    if home.changed:
        facts = _facts(values, {one.name: getattr(known, one.name) for one in fields(values)})
        version = known.version
        _tried(home.first.number, lambda: update_household(session, known, values, version=version, by=by))
        saved.append(Saved("household", known, home.first.number, facts))
    there = [(person, person.known) for person in home.people if person.known is not None and person.changed]
    return saved + [
        Saved("member", member, person.row.number, _change(session, known, person, member, by))
        for person, member in there
    ]


def _add(session: Session, people: Sequence[tuple[Household, Person]], by: Actor) -> list[Saved]:
    if not people:
        return []
    made = add_members(session, [(home, _known(person)) for home, person in people], by=by)
    return [
        Saved("member", one, person.row.number) for one, (_home, person) in zip(made, people, strict=True)
    ]


def _change(session: Session, home: Household, person: Person, known: Member, by: Actor) -> Facts:
    values, version = _known(person), known.version
    kept = facts_of(known)
    facts = _facts(values, kept if values.dni else kept | {"dni": None})
    _tried(person.row.number, lambda: update_member(session, known, home, values, version=version, by=by))
    return facts


def _settled(home: Home) -> HouseholdValues:
    if home.values is None:
        raise ValueError("a household of the plan was not settled")
    return home.values


def _known(person: Person) -> MemberValues:
    if person.values is None:
        raise ValueError("a person of the plan was not settled")
    return person.values


def _facts(values: Any, kept: dict[str, Any]) -> Facts:
    return pairs_of(kept, asdict(values))


def _tried(number: int, act: Callable[[], Done]) -> Done:
    try:
        return act()
    except (InputError, ConflictError) as error:
        raise ImportRefused([Problem(number, "", error.message)]) from error
