"""Writing what a checked sheet of enterprises says, through the operations of the page, and taking it back."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseMember, EnterpriseRecord, EnterpriseRevision, EnterpriseWord
from admin.enterprises.operations import proposed_values
from admin.enterprises.record_operations import create_record, facts_of, update_record, values_of
from admin.enterprises.record_values import RecordValues
from admin.enterprises.sheet_checking import Line
from admin.households.sheet_existing import chunks
from admin.imports.models import RegistryImport, RegistryImportChange
from admin.imports.references import among, referring
from admin.imports.rows import ImportRefused, Problem
from admin.imports.saved import MOST_TOLD, UNDONE, Kept, Saved, pairs_of
from catalog.enterprises.models import Enterprise, EnterpriseSlug
from core import audit
from core.audit import Actor
from core.db import db
from core.errors import ConflictError, InputError
from core.scoping import everything

_WHY = {
    "product": "ya tiene productos",
    "consent": "ya se anotó un consentimiento",
    "business_plan": "ya tiene un plan de negocio",
    "enterprise_member": "ya tiene otras personas",
    "registry_export_row": "ya salió en un Excel",
    "registry_import_change": "otra importación lo cambió después",
}


def save_sheet(session: Session, lines: Sequence[Line], *, by: Actor) -> list[Saved]:
    """Write everything; raises ImportRefused, and then the transaction is to be rolled back."""
    saved = []
    for line in lines:
        if line.values is None or not line.changed:
            continue
        try:
            saved.append(_save(session, line, line.values, by))
        except (InputError, ConflictError) as error:
            raise ImportRefused([Problem(line.row.number, "", error.message)]) from error
    session.flush()
    return saved


def _save(session: Session, line: Line, values: RecordValues, by: Actor) -> Saved:
    if line.known is not None and line.base is not None:
        kept = facts_of(line.known, line.base.name)
        facts = pairs_of(kept if values.ruc is not None else kept | {"ruc": None}, asdict(values))
        update_record(session, line.known, values, version=line.known.version, by=by)
        return Saved("record", line.known, line.row.number, facts)
    if line.titular is None:
        raise ValueError("an enterprise of the plan has nobody who leads it")
    return Saved("record", create_record(session, values, line.titular, by=by), line.row.number)


def undo_sheet(
    session: Session, made: RegistryImport, changes: Sequence[RegistryImportChange], *, by: Actor
) -> list[str]:
    """Undo, or tell what stands in the way."""
    records: dict[int, Any] = {}
    for part in chunks([one.record_id for one in changes if one.record_id]):
        query = select(EnterpriseRecord, Enterprise).join(Enterprise).where(EnterpriseRecord.id.in_(part))
        records |= {record.id: (record, enterprise) for record, enterprise in session.execute(query)}
    hindrances = _changed_since(changes, records) or _built_on(session, made, changes, records)
    if hindrances:
        return hindrances[:MOST_TOLD]
    try:
        for one in changes:
            if one.act == "changed":
                record, enterprise = records[one.record_id or 0]
                _put_back(session, record, enterprise, Kept.of(one).before, by)
    except (InputError, ConflictError) as error:
        return [error.message]
    new = [records[one.record_id] for one in changes if one.act == "created" and one.record_id]
    for record, _enterprise in new:
        audit.record(session, "enterprise.withdraw", record, by=by, reason=UNDONE)
    _withdraw(session, new)
    return []


def _changed_since(changes: Sequence[RegistryImportChange], records: dict[int, Any]) -> list[str]:
    told = []
    for one in changes:
        record, enterprise = records.get(one.record_id or 0, (None, None))
        if record is None:
            told.append("Una de sus fichas ya no está en su territorio.")
        elif record.version != one.version_after:
            told.append(f"{enterprise.name}: cambió después de la importación.")
    return told


def _built_on(
    session: Session, made: RegistryImport, changes: Sequence[RegistryImportChange], records: dict[int, Any]
) -> list[str]:
    new = {number: records[number] for one in changes if one.act == "created" and (number := one.record_id)}
    names = {enterprise.id: enterprise.name for _record, enterprise in new.values()}
    named = {number: enterprise.name for number, (_record, enterprise) in new.items()}
    own = {
        "registry_import_change": among("import_id", [made.id]),
        "enterprise_word": among("record_id", new),
        "enterprise_member": among("titular", [True]),
    }
    public = {
        "enterprise_record": among("id", new),
        "enterprise_slug": among("enterprise_id", names),
        "enterprise_revision": among("state", ["draft"]),
    }
    table = db.metadata.tables[Enterprise.__tablename__]
    with everything(session, "nothing anywhere may refer to what is taken back"):
        found = [(named[key], other) for other, key in referring(session, EnterpriseRecord.table(), new, own)]
        found += [(names[key], other) for other, key in referring(session, table, names, public)]
    return list(dict.fromkeys(f"{name}: {_WHY.get(other, 'otras fichas lo usan')}." for name, other in found))


def _put_back(
    session: Session, record: EnterpriseRecord, enterprise: Enterprise, before: dict[str, Any], by: Actor
) -> None:
    if "ruc" in before and before["ruc"] is None:
        before["ruc"] = ""
    values = replace(values_of(record, proposed_values(session, enterprise).name), **before)
    update_record(session, record, values, version=record.version, by=by)


def _withdraw(session: Session, new: Sequence[tuple[EnterpriseRecord, Enterprise]]) -> None:
    with everything(session, "what an import made is taken back whole"):
        for part in chunks([record.id for record, _enterprise in new]):
            for model in (EnterpriseWord, EnterpriseMember):
                session.execute(delete(model).where(model.record_id.in_(part)))
            mine = RegistryImportChange.record_id.in_(part)
            session.execute(update(RegistryImportChange).where(mine).values(record_id=None))
            session.execute(delete(EnterpriseRecord).where(EnterpriseRecord.id.in_(part)))
        for part in chunks([enterprise.id for _record, enterprise in new]):
            for other in (EnterpriseRevision, EnterpriseSlug):
                session.execute(delete(other).where(other.enterprise_id.in_(part)))
        for _record, enterprise in new:
            session.delete(enterprise)
        session.flush()
