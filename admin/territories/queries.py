"""Reading territories: which records an account reaches."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account, DistrictAssignment, Substitution
from admin.access.permissions import TERRITORIAL, Role
from admin.territories.models import UnitProvince
from catalog.places.queries import gazetteer
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
