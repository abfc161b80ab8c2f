"""Writing territories: units and their provinces, the districts of gestores, and who stands in for whom."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from admin.access.models import Account, DistrictAssignment, Substitution
from admin.access.permissions import TERRITORIAL, Role
from admin.territories.models import TerritorialUnit, UnitProvince
from catalog.places.queries import gazetteer
from core import audit
from core.audit import Actor
from core.clock import now, today
from core.db import take_turns
from core.errors import ConflictError, InputError
from core.text import fold

# Who may stand in for whom: staff who work with persons.
STANDING_IN = TERRITORIAL | {Role.NATIONAL}


class NameTakenError(InputError):
    """Another unit is called so."""


class PlaceError(InputError):
    """A province or district that does not exist, or is not the unit's."""


def create_unit(session: Session, name: str, provinces: Collection[str], *, by: Actor) -> TerritorialUnit:
    """A new unit with its provinces, which leave the unit they were in; raises NameTakenError and PlaceError."""
    take_turns(session, "territories")
    _check_name(session, name, None)
    unit = TerritorialUnit(name=name, updated_at=now())
    session.add(unit)
    session.flush()
    moved = _set_provinces(session, unit, provinces)
    audit.record(session, "unit.create", unit, by=by, changes={"name": name, **moved})
    return unit


def update_unit(
    session: Session, unit: TerritorialUnit, name: str, provinces: Collection[str], *, version: int, by: Actor
) -> None:
    """Rename a unit and set its provinces; raises NameTakenError, PlaceError and ConflictError."""
    take_turns(session, "territories")
    session.refresh(unit)
    if unit.version != version:
        raise ConflictError
    _check_name(session, name, unit)
    changes: dict[str, object] = {**_set_provinces(session, unit, provinces)}
    if name != unit.name:
        unit.name, changes = name, changes | {"name": name}
    if changes:
        unit.updated_at = now()
        session.flush()
        audit.record(session, "unit.update", unit, by=by, changes=changes)


def _check_name(session: Session, name: str, unit: TerritorialUnit | None) -> None:
    own = unit.id if unit else 0
    for number, other in session.execute(select(TerritorialUnit.id, TerritorialUnit.name)):
        if number != own and fold(other) == fold(name):
            raise NameTakenError(f"Ya hay una unidad con el nombre «{other}». Elija otro nombre.")


def _set_provinces(session: Session, unit: TerritorialUnit, codes: Collection[str]) -> dict[str, list[str]]:
    """Give a unit exactly these provinces; what changed, for the audit."""
    wanted = set(codes)
    places = gazetteer(session)
    if any(len(code) != 4 or code not in places.by_code for code in wanted):
        raise PlaceError("Elija provincias de la lista.")
    standing = select(UnitProvince).where(
        UnitProvince.province_code.in_(wanted) | (UnitProvince.unit_id == unit.id)
    )
    covered = {row.province_code: row for row in session.scalars(standing)}
    gone = {code for code, row in covered.items() if row.unit_id == unit.id} - wanted
    taken = {code for code in wanted & covered.keys() if covered[code].unit_id != unit.id}
    _release(session, {code: covered[code].unit_id for code in gone | taken})
    for code in gone:
        session.delete(covered[code])
    for code in taken:
        covered[code].unit_id = unit.id
    new = wanted - covered.keys()
    session.add_all(UnitProvince(province_code=code, unit_id=unit.id) for code in new)
    session.flush()
    added = sorted(new | taken)
    return ({"provinces_added": added} if added else {}) | (
        {"provinces_removed": sorted(gone)} if gone else {}
    )


def _release(session: Session, leaving: dict[str, int]) -> None:
    """Take the districts of provinces that leave a unit from its gestores, and let its open forms know."""
    places = gazetteer(session)
    for unit_id in set(leaving.values()):
        districts = [
            place.code for code, unit in leaving.items() if unit == unit_id for place in places.under(code)
        ]
        theirs = select(Account.id).where(Account.unit_id == unit_id)
        session.execute(
            delete(DistrictAssignment).where(
                DistrictAssignment.account_id.in_(theirs), DistrictAssignment.district_code.in_(districts)
            )
        )
        session.get_one(TerritorialUnit, unit_id).updated_at = now()


def assign_districts(
    session: Session, agent: Account, districts: Collection[str], *, version: int, by: Actor
) -> None:
    """Let a gestor work in exactly these districts of her unit; raises PlaceError and ConflictError."""
    session.refresh(agent, with_for_update={"of": Account})
    if agent.version != version:
        raise ConflictError
    covered = set(
        session.scalars(select(UnitProvince.province_code).where(UnitProvince.unit_id == agent.unit_id))
    )
    known = gazetteer(session).by_code
    if any(len(code) != 6 or code not in known or code[:4] not in covered for code in districts):
        raise PlaceError("Elija distritos de la unidad de esta persona.")
    theirs = select(DistrictAssignment).where(DistrictAssignment.account_id == agent.id)
    kept = {row.district_code: row for row in session.scalars(theirs)}
    added, gone = sorted(set(districts) - kept.keys()), sorted(kept.keys() - set(districts))
    if not added and not gone:
        return
    for code in gone:
        session.delete(kept[code])
    session.add_all(DistrictAssignment(account_id=agent.id, district_code=code) for code in added)
    agent.updated_at = now()
    session.flush()
    changes = {"districts_added": added, "districts_removed": gone}
    audit.record(session, "account.districts", agent, by=by, changes=changes)


def substitute(
    session: Session, absent: Account, other: Account, from_on: date, until_on: date, *, by: Actor
) -> Substitution:
    """Let another stand in for an absent one between two days; the same one where it was sent twice."""
    take_turns(session, f"substitution {absent.id}")
    if other.suspended_at is not None or other.known_role not in STANDING_IN or other.id == absent.id:
        raise InputError("Elija a otra persona que trabaje con hogares.")
    if until_on < max(from_on, today()):
        raise InputError("El último día debe ser hoy o después, y no antes del primero.")
    same = select(Substitution).where(
        Substitution.absent_id == absent.id,
        Substitution.substitute_id == other.id,
        Substitution.from_on == from_on,
        Substitution.ended_at.is_(None),
    )
    standing = session.scalars(same).one_or_none()
    if standing is not None and standing.until_on == until_on:
        return standing
    if standing is not None:
        raise InputError("Esta persona ya la reemplaza desde ese día. Termine antes el otro reemplazo.")
    made = Substitution(absent_id=absent.id, substitute_id=other.id, from_on=from_on, until_on=until_on)
    session.add(made)
    session.flush()
    days = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    people = {"absent": absent.public_id, "substitute": other.public_id}
    audit.record(session, "substitution.create", made, by=by, changes=people | days)
    return made


def end_substitution(session: Session, standing: Substitution, *, by: Actor, reason: str = "") -> None:
    """End a substitution now; one that ended stays as it is."""
    session.refresh(standing, with_for_update=True)
    if standing.ended_at is None:
        standing.ended_at = now()
        session.flush()
        audit.record(session, "substitution.end", standing, by=by, reason=reason)


def let_go(session: Session, account: Account, *, by: Actor, why: str, moving: bool = False) -> None:
    """End what a territory asks of an account that leaves: standing in for others, and its districts.

    While somebody stands in for it, the districts stay: that one reaches them through it. One that is `moving` to
    other work takes nothing along, so that nobody stands in for it there any more.
    """
    current = select(Substitution).where(Substitution.ended_at.is_(None), Substitution.until_on >= today())
    absent = Substitution.absent_id == account.id
    ending = (
        (Substitution.substitute_id == account.id) | absent
        if moving
        else Substitution.substitute_id == account.id
    )
    for standing in session.scalars(current.where(ending)).all():
        end_substitution(session, standing, by=by, reason=why)
    if session.scalars(current.where(absent).limit(1)).first() is None:
        session.execute(delete(DistrictAssignment).where(DistrictAssignment.account_id == account.id))
