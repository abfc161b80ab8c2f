"""Making one enterprise of two: nothing is deleted, the other's record is only pointed from."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.models import Consent
from admin.consents.operations import withdraw_consent
from admin.consents.projection import project
from admin.consents.queries import titular_id
from admin.consents.titulars import change_titular
from admin.enterprise_doubles.public_side import hand_over, retire
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord
from admin.enterprises.naming import settle
from admin.enterprises.operations import propose_enterprise, proposed_values
from admin.enterprises.record_operations import update_record, values_of
from catalog.enterprises.models import Enterprise
from catalog.sharing.operations import redraw_enterprise
from core import audit
from core.audit import Actor
from core.clock import now, today
from core.errors import ConflictError, InputError

FACTS = (
    "name", "sector_id", "stage", "started_year", "digital_maturity", "logistic_maturity", "gap", "area", "ruc",
    "in_association", "has_account",
)  # fmt: skip
# What is shown of the producer goes together, with what she agreed to: nobody's consent shows somebody else.
FACE = ("producer_name", "story", "whatsapp", "portrait_token", "face_of")


def merge_records(
    session: Session,
    kept: EnterpriseRecord,
    other: EnterpriseRecord,
    theirs: set[str],
    *,
    versions: tuple[int, int],
    by: Actor,
) -> None:
    """Make one enterprise of two in the first; of the facts in `theirs`, and of "face", the other's stay.

    People, plans, products, photos and consents of the other come along, and its address leads to the first. Raises
    ConflictError where either changed meanwhile, InputError where buyers would lose sight of the other's products.
    """
    if other.merged_into_id == kept.id:
        return
    mine, second = (session.get_one(Enterprise, one.enterprise_id) for one in (kept, other))
    _check(kept, other, mine, second, versions)
    chosen = _chosen(session, other, second, theirs)
    other.merged_into_id, other.updated_at = kept.id, now()
    retire(session, second, other.public_id, mine)
    values = replace(values_of(kept, proposed_values(session, mine).name), **chosen)
    update_record(session, kept, values, version=kept.version, by=by)
    hand_over(session, mine, second)
    _pass_plans(session, kept, other)
    shown_of = titular_id(session, other if "face" in theirs else kept)
    _pass_people(session, kept, other)
    _pass_face(session, kept, other, mine, of_other="face" in theirs, by=by)
    change_titular(session, kept, shown_of, by=by)
    kept.updated_at = now()
    session.flush()
    settle(session, other, second.name)
    settle(session, kept, mine.name, proposed_values(session, mine).name)
    for record, enterprise in ((other, second), (kept, mine)):
        project(session, record)
        redraw_enterprise(session, enterprise)
    said = {"other": other.public_id, **dict.fromkeys(sorted(theirs))}
    audit.record(session, "enterprise.merge", kept, by=by, changes=said)
    audit.record(session, "enterprise.merged", other, by=by, changes={"into": kept.public_id})


def _check(
    kept: EnterpriseRecord,
    other: EnterpriseRecord,
    mine: Enterprise,
    second: Enterprise,
    versions: tuple[int, int],
) -> None:
    if kept.id == other.id:
        raise InputError("Es la misma ficha. Elija otra.")
    if kept.merged_into_id is not None or other.merged_into_id is not None:
        raise ConflictError
    if (kept.version, other.version) != versions:
        raise ConflictError
    if second.status == "published" and mine.status != "published":
        raise InputError(
            "El segundo está en el catálogo y el primero no. Compárelos al revés, para que siga a la vista."
        )
    if mine.demo != second.demo:
        raise InputError("Uno es un ejemplo de la demostración y el otro no.")


def _chosen(
    session: Session, other: EnterpriseRecord, second: Enterprise, theirs: set[str]
) -> dict[str, Any]:
    facts = {name: getattr(other, name) for name in FACTS if name in theirs and name not in ("name", "ruc")}
    if "name" in theirs:
        facts["name"] = proposed_values(session, second).name
    if "ruc" in theirs:
        facts["ruc"] = other.ruc or ""
    return facts


def _pass_plans(session: Session, kept: EnterpriseRecord, other: EnterpriseRecord) -> None:
    """Where both have the same file, the other's is taken off."""
    standing = {plan.file_sha256 for plan in _rows(session, BusinessPlan, kept) if plan.removed_at is None}
    for plan in _rows(session, BusinessPlan, other):
        if plan.removed_at is None and plan.file_sha256 in standing:
            plan.removed_at = now()
        plan.record_id = kept.id
    session.flush()


def _pass_people(session: Session, kept: EnterpriseRecord, other: EnterpriseRecord) -> None:
    """Who is behind both stays once; the first one's titular stays titular, where it has one."""
    mine = {link.member_id for link in _rows(session, EnterpriseMember, kept) if link.left_on is None}
    led = any(link.titular for link in _rows(session, EnterpriseMember, kept) if link.left_on is None)
    for link in _rows(session, EnterpriseMember, other):
        titular = link.titular and not led
        if link.left_on is None and link.member_id in mine:
            link.left_on = today()
            continue
        link.titular = False
        session.flush()
        link.record_id = kept.id
        link.titular = titular and link.left_on is None
        session.flush()


def _pass_face(
    session: Session,
    kept: EnterpriseRecord,
    other: EnterpriseRecord,
    mine: Enterprise,
    *,
    of_other: bool,
    by: Actor,
) -> None:
    """One record's face and consents stand from now on; those of the one that is not shown end."""
    reason = "Se unieron dos fichas"
    hidden = kept if of_other else other
    for consent in _rows(session, Consent, hidden):
        if consent.withdrawn_at is None:
            withdraw_consent(session, hidden, consent.field, by=by, reason=reason)
    if of_other:
        for name in FACE:
            setattr(kept, name, getattr(other, name))
        shown = {name: getattr(kept, name) for name in FACE if name not in ("portrait_token", "face_of")}
        propose_enterprise(session, mine, replace(proposed_values(session, mine), **shown), by=by)
    for consent in _rows(session, Consent, other):
        consent.record_id = kept.id
    session.flush()


def _rows(session: Session, model: type[Any], record: EnterpriseRecord) -> Sequence[Any]:
    return session.scalars(select(model).where(model.record_id == record.id).order_by(model.id)).all()
