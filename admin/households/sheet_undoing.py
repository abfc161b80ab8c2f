"""Taking back what a sheet of households did, while nothing was built on it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from admin.households.operations import update_household
from admin.households.sheet_existing import chunks
from admin.households.sheet_reading import kept_values, member_values
from admin.imports.models import RegistryImport, RegistryImportChange
from admin.imports.references import among, referring
from admin.imports.saved import MOST_TOLD, UNDONE, Kept
from admin.members.operations import settle, update_member
from core import audit
from core.audit import Actor
from core.errors import ConflictError, InputError
from core.scoping import everything

_WHY = {
    "enterprise_member": "ya lleva un emprendimiento",
    "household_event": "ya tiene historia propia",
    "member": "se le agregaron integrantes o se le unió otra ficha",
    "registry_export_row": "ya salió en un Excel",
    "registry_import_change": "otra importación la cambió después",
    "privacy_case": "es parte de un pedido de derechos",
}


def undo_sheet(
    session: Session, made: RegistryImport, changes: Sequence[RegistryImportChange], *, by: Actor
) -> list[str]:
    """Undo, or tell what stands in the way."""
    homes = _load(session, Household, [one.household_id for one in changes if one.household_id])
    people = _load(session, Member, [one.member_id for one in changes if one.member_id])
    hindrances = _changed_since(changes, homes, people) or _built_on(session, made, changes, homes, people)
    if hindrances:
        return hindrances[:MOST_TOLD]
    try:
        for one in changes:
            if one.act == "changed":
                _put_back(session, one, homes, people, by)
    except (InputError, ConflictError) as error:
        # What was freed by the import may be another one's by now: a DNI, a code.
        return [error.message]
    _withdraw(session, changes, homes, people, by)
    return []


def _load(session: Session, model: Any, ids: Sequence[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for part in chunks(ids):
        found |= {one.id: one for one in session.scalars(select(model).where(model.id.in_(part)))}
    return found


def _changed_since(
    changes: Sequence[RegistryImportChange], homes: dict[int, Any], people: dict[int, Any]
) -> list[str]:
    told = []
    for one in changes:
        record: Any = homes.get(one.household_id or 0) or people.get(one.member_id or 0)
        if record is None:
            told.append("Una de sus fichas ya no está en su territorio.")
        elif record.version != one.version_after:
            told.append(f"{_name(record)}: cambió después de la importación.")
    return told


def _built_on(
    session: Session,
    made: RegistryImport,
    changes: Sequence[RegistryImportChange],
    homes: dict[int, Any],
    people: dict[int, Any],
) -> list[str]:
    new_homes = {one.household_id for one in changes if one.act == "created" and one.household_id}
    new_people = {one.member_id for one in changes if one.act == "created" and one.member_id}
    own = {"registry_import_change": among("import_id", [made.id])}
    of_homes = {
        "member": among("id", new_people),
        "member_word": among("member_id", new_people),
        "household_event": among("kind", ["registered"]),
    }
    of_people = own | {"member_word": among("member_id", new_people)}
    with everything(session, "nothing anywhere may refer to what is taken back"):
        found = [
            *((homes, one) for one in referring(session, Household.table(), new_homes, own | of_homes)),
            *((people, one) for one in referring(session, Member.table(), new_people, of_people)),
        ]
    told = (
        f"{_name(kept.get(key))}: {_WHY.get(table, 'otras fichas la usan')}." for kept, (table, key) in found
    )
    return list(dict.fromkeys(told))


def _name(record: Any) -> str:
    if isinstance(record, Member):
        return record.full_name
    return f"Hogar {record.code}" if record is not None and record.code else "Un hogar"


def _put_back(
    session: Session,
    one: RegistryImportChange,
    homes: dict[int, Any],
    people: dict[int, Any],
    by: Actor,
) -> None:
    before = Kept.of(one).before
    if one.household_id:
        home = homes[one.household_id]
        values = replace(kept_values(home), **before)
        update_household(session, home, values, version=home.version, by=by)
        return
    member = people[one.member_id or 0]
    home = session.scalars(select(Household).where(Household.id == member.household_id)).one()
    if "dni" in before and before["dni"] is None:
        member.dni = member.dni_digest = None
        audit.record(session, "member.update", member, by=by, changes={"dni": None}, reason=UNDONE)
        session.flush()
    values_of = replace(member_values(member), **before)
    update_member(session, member, home, values_of, version=member.version, by=by)


def _withdraw(
    session: Session,
    changes: Sequence[RegistryImportChange],
    homes: dict[int, Any],
    people: dict[int, Any],
    by: Actor,
) -> None:
    """Take away the records that the import made; the audit keeps that they were there."""
    made = [one for one in changes if one.act == "created"]
    mine = [people[one.member_id] for one in made if one.member_id]
    new = [homes[one.household_id] for one in made if one.household_id]
    left = {member.household_id for member in mine} - {home.id for home in new}
    for member in mine:
        audit.record(session, "member.withdraw", member, by=by, reason=UNDONE)
    for home in new:
        audit.record(session, "household.withdraw", home, by=by, reason=UNDONE)
    with everything(session, "what an import made is taken back whole"):
        for part in chunks([member.id for member in mine]):
            session.execute(delete(MemberWord).where(MemberWord.member_id.in_(part)))
            _forget(session, RegistryImportChange.member_id, part)
            session.execute(delete(Member).where(Member.id.in_(part)))
        for part in chunks([home.id for home in new]):
            session.execute(delete(HouseholdEvent).where(HouseholdEvent.household_id.in_(part)))
            _forget(session, RegistryImportChange.household_id, part)
            session.execute(delete(Household).where(Household.id.in_(part)))
    for home in _load(session, Household, list(left)).values():
        settle(session, home, None)


def _forget(session: Session, column: Any, ids: Sequence[int]) -> None:
    session.execute(update(RegistryImportChange).where(column.in_(ids)).values({column: None}))
