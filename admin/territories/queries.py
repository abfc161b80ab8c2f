"""Reading territories: which records an account reaches, and who works where."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from admin.access.models import Account, DistrictAssignment, Substitution
from admin.access.permissions import TERRITORIAL, Role
from admin.territories.models import TerritorialUnit, UnitProvince
from catalog.places.queries import Place, gazetteer
from core.clock import today
from core.scoping import EVERYTHING, NOTHING, Scope

# Of whom a scope is asked: the number of the account, its role and its unit.
Reaching = tuple[int, Role, int | None]


def scope_of(session: Session, account: Account) -> Scope:
    """The private records an account reaches today, with those of whoever she stands in for.

    UAS reaches all of them; a head those of her unit's provinces; a gestor, within these, those of her districts;
    UTI, UCI and readers none, since they read no person. A substitute of theirs gains nothing by it.
    """
    role = account.known_role
    if role is Role.NATIONAL:
        return EVERYTHING
    if role not in TERRITORIAL:
        return NOTHING
    reaching = [(account.id, role, account.unit_id), *_absent(session, account)]
    if any(role is Role.NATIONAL for _id, role, _unit in reaching):
        return EVERYTHING
    return _union(session, _own_scopes(session, [one for one in reaching if one[1] in TERRITORIAL]))


def _absent(session: Session, account: Account) -> list[Reaching]:
    """Whoever the account stands in for today, suspended or not: her work goes on."""
    standing = (
        select(Account.id, Account.role, Account.unit_id)
        .join(Substitution, Substitution.absent_id == Account.id)
        .where(
            Substitution.substitute_id == account.id,
            Substitution.ended_at.is_(None),
            Substitution.from_on <= today(),
            Substitution.until_on >= today(),
        )
        .distinct()
    )
    return [(number, Role(role), unit) for number, role, unit in session.execute(standing)]


def _own_scopes(session: Session, reaching: Iterable[Reaching]) -> list[Scope]:
    """What each reaches by herself: two questions, however many they are."""
    people = list(reaching)
    units: dict[int | None, set[str]] = {unit: set() for _id, _role, unit in people}
    districts: dict[int, set[str]] = {number: set() for number, _role, _unit in people}
    covered = select(UnitProvince.unit_id, UnitProvince.province_code).where(UnitProvince.unit_id.in_(units))
    for unit, province in session.execute(covered):
        units[unit].add(province)
    assigned = select(DistrictAssignment.account_id, DistrictAssignment.district_code)
    for number, district in session.execute(assigned.where(DistrictAssignment.account_id.in_(districts))):
        districts[number].add(district)
    return [
        Scope(
            provinces=frozenset(units[unit]),
            districts=None
            if role is Role.UNIT_HEAD
            else frozenset(code for code in districts[number] if code[:4] in units[unit]),
        )
        for number, role, unit in people
    ]


def _union(session: Session, scopes: list[Scope]) -> Scope:
    """One scope for all; where one is narrowed to districts, the whole provinces of the others are spelt out."""
    provinces = frozenset[str]().union(*(one.provinces for one in scopes))
    if all(one.districts is None for one in scopes):
        return Scope(provinces=provinces)
    places = gazetteer(session)
    whole = (one.provinces for one in scopes if one.districts is None)
    spelt = {place.code for codes in whole for code in codes for place in places.under(code)}
    return Scope(
        provinces=provinces, districts=frozenset(spelt).union(*(one.districts or () for one in scopes))
    )


@dataclass(frozen=True)
class UnitRow:
    """A unit with what it covers and who works in it."""

    unit: TerritorialUnit
    provinces: list[Place]
    heads: list[Account]
    agents: list[Account]


def units(session: Session) -> list[UnitRow]:
    """Every unit by name, with its provinces and those of its people who are not suspended."""
    places = gazetteer(session)
    provinces: dict[int, list[Place]] = {}
    for code, unit_id in session.execute(select(UnitProvince.province_code, UnitProvince.unit_id)):
        provinces.setdefault(unit_id, []).append(places.by_code[code])
    people: dict[int | None, list[Account]] = {}
    working = select(Account).where(Account.unit_id.is_not(None), Account.suspended_at.is_(None))
    for account in session.scalars(working.order_by(Account.name, Account.id)):
        people.setdefault(account.unit_id, []).append(account)
    return [
        UnitRow(
            unit,
            sorted(provinces.get(unit.id, []), key=lambda place: place.slug),
            _of(people.get(unit.id, []), Role.UNIT_HEAD),
            _of(people.get(unit.id, []), Role.FIELD_AGENT),
        )
        for unit in session.scalars(select(TerritorialUnit).order_by(TerritorialUnit.name))
    ]


def _of(people: Iterable[Account], role: Role) -> list[Account]:
    return [one for one in people if one.known_role is role]


def unit_by(session: Session, public_id: str) -> TerritorialUnit | None:
    """The unit of a public id."""
    return session.scalars(
        select(TerritorialUnit).where(TerritorialUnit.public_id == public_id)
    ).one_or_none()


def unit_names(session: Session) -> list[tuple[str, str]]:
    """Public id and name of every unit, by name."""
    rows = session.execute(
        select(TerritorialUnit.public_id, TerritorialUnit.name).order_by(TerritorialUnit.name)
    )
    return [(public_id, name) for public_id, name in rows]


def covered_by(session: Session) -> dict[str, TerritorialUnit]:
    """The unit of each province that has one."""
    rows = session.scalars(select(UnitProvince).options(joinedload(UnitProvince.unit)))
    return {row.province_code: row.unit for row in rows}


def without_unit(session: Session, covered: Collection[str]) -> list[tuple[Place, list[Place]]]:
    """The departments with those of their provinces that no unit covers: what they send comes to UAS."""
    places = gazetteer(session)
    found = [
        (department, [one for one in places.under(department.code) if one.code not in covered])
        for department in places.departments
    ]
    return [(department, provinces) for department, provinces in found if provinces]


@dataclass(frozen=True)
class AgentRow:
    """A gestor with the districts that she works in."""

    account: Account
    districts: list[Place]


@dataclass(frozen=True)
class Team:
    """Who works in a unit: heads and gestores, and which of its districts nobody works in."""

    heads: list[Account]
    agents: list[AgentRow]
    provinces: list[Place]
    uncovered: list[Place]


def team_of(session: Session, unit: TerritorialUnit) -> Team:
    """The people of a unit who are not suspended, and what they cover: three questions."""
    places = gazetteer(session)
    codes = select(UnitProvince.province_code).where(UnitProvince.unit_id == unit.id)
    provinces = sorted((places.by_code[code] for code in session.scalars(codes)), key=lambda one: one.slug)
    working = select(Account).where(Account.unit_id == unit.id, Account.suspended_at.is_(None))
    people = session.scalars(working.order_by(Account.name, Account.id)).all()
    districts: dict[int, list[Place]] = {one.id: [] for one in people}
    assigned = select(DistrictAssignment.account_id, DistrictAssignment.district_code)
    for number, code in session.execute(assigned.where(DistrictAssignment.account_id.in_(districts))):
        districts[number].append(places.by_code[code])
    agents = [
        AgentRow(one, sorted(districts[one.id], key=lambda place: place.slug))
        for one in _of(people, Role.FIELD_AGENT)
    ]
    worked = {place.code for agent in agents for place in agent.districts}
    uncovered = [
        one for province in provinces for one in places.under(province.code) if one.code not in worked
    ]
    return Team(_of(people, Role.UNIT_HEAD), agents, provinces, uncovered)


def agent_by(session: Session, unit: TerritorialUnit, public_id: str) -> Account | None:
    """A gestor of a unit who is not suspended, by her public id."""
    asked = select(Account).where(
        Account.public_id == public_id,
        Account.unit_id == unit.id,
        Account.role == Role.FIELD_AGENT,
        Account.suspended_at.is_(None),
    )
    return session.scalars(asked).one_or_none()


def districts_of(session: Session, account: Account) -> set[str]:
    """The districts that an account works in."""
    asked = select(DistrictAssignment.district_code).where(DistrictAssignment.account_id == account.id)
    return set(session.scalars(asked))


@dataclass(frozen=True)
class Work:
    """What an account has in hand: its districts, those that nobody else works in, and its substitutions."""

    districts: list[Place]
    alone: list[Place]
    stands_for: list[tuple[Substitution, Account]]
    stood_for_by: list[tuple[Substitution, Account]]


def work_of(session: Session, account: Account) -> Work:
    """What would stay undone where an account left."""
    places = gazetteer(session)
    own = districts_of(session, account)
    others = select(DistrictAssignment.district_code).join(
        Account, Account.id == DistrictAssignment.account_id
    )
    others = others.where(Account.id != account.id, Account.suspended_at.is_(None))
    shared = set(session.scalars(others.where(DistrictAssignment.district_code.in_(own))))
    named = sorted((places.by_code[code] for code in own), key=lambda place: place.slug)
    standing = select(Substitution, Account).where(
        Substitution.ended_at.is_(None), Substitution.until_on >= today()
    )
    standing = standing.order_by(Substitution.from_on, Substitution.id)
    absent = standing.join(Account, Account.id == Substitution.absent_id)
    present = standing.join(Account, Account.id == Substitution.substitute_id)
    return Work(
        named,
        [place for place in named if place.code not in shared],
        [(row[0], row[1]) for row in session.execute(absent.where(Substitution.substitute_id == account.id))],
        [(row[0], row[1]) for row in session.execute(present.where(Substitution.absent_id == account.id))],
    )


def substitutions(session: Session, unit: TerritorialUnit) -> list[tuple[Substitution, Account, Account]]:
    """The standing and coming substitutions for people of a unit: it, the absent one, the substitute."""
    absent, other = aliased(Account), aliased(Account)
    asked = (
        select(Substitution, absent, other)
        .join(absent, absent.id == Substitution.absent_id)
        .join(other, other.id == Substitution.substitute_id)
        .where(absent.unit_id == unit.id, Substitution.ended_at.is_(None), Substitution.until_on >= today())
        .order_by(Substitution.from_on, Substitution.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(asked)]


def substitution_by(session: Session, unit: TerritorialUnit, public_id: str) -> Substitution | None:
    """A substitution for somebody of a unit, by its public id."""
    asked = (
        select(Substitution)
        .join(Account, Account.id == Substitution.absent_id)
        .where(Substitution.public_id == public_id, Account.unit_id == unit.id)
    )
    return session.scalars(asked).one_or_none()


def may_be_absent(session: Session, unit: TerritorialUnit) -> Sequence[Account]:
    """The people of a unit who may be stood in for; a suspended one too, as her work goes on."""
    asked = select(Account).where(Account.unit_id == unit.id, Account.role.in_(TERRITORIAL))
    return session.scalars(asked.order_by(Account.name, Account.id)).all()


def may_stand_in(session: Session) -> Sequence[Account]:
    """Whoever may stand in for somebody, with her unit."""
    asked = (
        select(Account)
        .where(Account.role.in_(TERRITORIAL | {Role.NATIONAL}), Account.suspended_at.is_(None))
        .options(joinedload(Account.unit))
    )
    return session.scalars(asked.order_by(Account.name, Account.id)).all()
