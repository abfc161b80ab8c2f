"""Writing the private record of an enterprise: register it with its titular, and change what is known of it."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.links import link_member
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.naming import settle
from admin.enterprises.operations import draft_enterprise, propose_enterprise, proposed_values, rename
from admin.enterprises.record_values import RecordValues
from admin.enterprises.values import EnterpriseValues
from admin.households.models import Member
from catalog.enterprises.models import Enterprise
from core import audit
from core.audit import Actor
from core.clock import now
from core.crypto import vault
from core.db import take_turns
from core.errors import ConflictError

# What the public side has too, and what it is proposed by.
SHARED = ("name", "district_code")


def ruc_digest(ruc: str) -> str:
    """What a RUC is found by."""
    return vault().digest("ruc", ruc)


def earlier_record(session: Session, key: str) -> EnterpriseRecord | None:
    """What this form made before, once whoever sends it at this same moment is done."""
    take_turns(session, f"enterprise {key}")
    return session.scalar(select(EnterpriseRecord).where(EnterpriseRecord.form_key == key))


def create_record(
    session: Session,
    values: RecordValues,
    titular: Member,
    *,
    by: Actor,
    key: str | None = None,
    demo: bool = False,
) -> EnterpriseRecord:
    """Register an enterprise with its titular; buyers see nothing of it until it is approved."""
    public = EnterpriseValues(values.name, values.district_code)
    enterprise, record = draft_enterprise(session, public, by=by, demo=demo)
    record.form_key = key
    _fill(record, values)
    session.flush()
    given = {name: None for name, value in facts_of(record, values.name).items() if value not in ("", None)}
    audit.record(session, "enterprise.create", enterprise, by=by, changes=given | {"name": values.name})
    link_member(session, record, titular, titular=True, by=by)
    return record


def update_record(
    session: Session, record: EnterpriseRecord, values: RecordValues, *, version: int, by: Actor
) -> None:
    """Change a record's facts; raises ConflictError where it is not as the form showed it.

    The name and the place of what buyers see are proposed, and wait for approval; before that they change at once.
    """
    if record.version != version or record.merged_into_id is not None:
        raise ConflictError
    enterprise = session.get_one(Enterprise, record.enterprise_id)
    public = proposed_values(session, enterprise)
    before = facts_of(record, public.name)
    moved = record.district_code != values.district_code
    _fill(record, values)
    if moved:
        record.district_code = values.district_code
    changed = [name for name, value in facts_of(record, values.name).items() if before[name] != value]
    if not changed:
        return
    record.updated_at = now()
    if any(name in SHARED for name in changed):
        _propose(
            session, enterprise, replace(public, name=values.name, district_code=values.district_code), by
        )
        settle(session, record, enterprise.name, values.name)
    session.flush()
    said: dict[str, Any] = dict.fromkeys(changed)
    audit.record(session, "enterprise.update", record, by=by, changes=said)


def reveal_ruc(session: Session, record: EnterpriseRecord, reason: str, *, by: Actor) -> None:
    """Write down who asked for a person's RUC and why, in the transaction after which it is shown."""
    audit.record(session, "enterprise.reveal_ruc", record, by=by, reason=reason)


def facts_of(record: EnterpriseRecord, name: str) -> dict[str, Any]:
    """A record's facts as RecordValues calls them, under the name that was proposed last."""
    own = {field.name: getattr(record, field.name) for field in fields(RecordValues) if field.name != "name"}
    return {"name": name, **own}


def values_of(record: EnterpriseRecord, name: str) -> RecordValues:
    """A record's facts, its RUC left as it is."""
    return RecordValues(**facts_of(record, name) | {"ruc": None})


def _propose(session: Session, enterprise: Enterprise, values: EnterpriseValues, by: Actor) -> None:
    propose_enterprise(session, enterprise, values, by=by)
    if enterprise.status == "unpublished" and enterprise.published_at is None:
        rename(session, enterprise, values.name)
        enterprise.province_code, enterprise.updated_at = values.district_code[:4], now()
        session.flush()


def _fill(record: EnterpriseRecord, values: RecordValues) -> None:
    for field in fields(RecordValues):
        value = getattr(values, field.name)
        if field.name not in (*SHARED, "ruc") and getattr(record, field.name) != value:
            setattr(record, field.name, value)
    if values.ruc is not None and (values.ruc or None) != record.ruc:
        record.ruc = values.ruc or None
        record.ruc_digest = ruc_digest(values.ruc) if values.ruc else None
