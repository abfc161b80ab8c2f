"""Keeping plans: a file and its row, or neither; what is taken off keeps its row."""

import hashlib
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprise_plans.files import plans
from admin.enterprises.models import BusinessPlan, EnterpriseRecord
from core import audit
from core.audit import Actor
from core.clock import now
from core.db import take_turns
from core.document_files import kept_name, kind_of
from core.ids import media_token


def add_plan(
    session: Session, record: EnterpriseRecord, data: bytes, sent_name: str, *, made_on: date, by: Actor
) -> BusinessPlan:
    """Keep a plan's file in private; the same file sent again is the same plan. Raises InputError."""
    kind = kind_of(data)
    digest = hashlib.sha256(data).hexdigest()
    take_turns(session, f"plans of {record.public_id}")
    standing = select(BusinessPlan).where(
        BusinessPlan.record_id == record.id, BusinessPlan.removed_at.is_(None)
    )
    known = session.scalar(standing.where(BusinessPlan.file_sha256 == digest))
    if known is not None:
        return known
    plan = BusinessPlan(
        record_id=record.id, made_on=made_on, file_name=kept_name(sent_name, kind, nameless="plan"),
        file_token=media_token(), file_sha256=digest, created_at=now(), created_by=by.name,
    )  # fmt: skip
    # Durable before any row names it; where the commit does not come, the sweep takes it.
    plans().put_bytes(plan.file_token, data)
    session.add(plan)
    session.flush()
    audit.record(session, "enterprise.plan_add", record, by=by, changes={"plan": plan.public_id})
    return plan


def remove_plan(
    session: Session, record: EnterpriseRecord, plan: BusinessPlan, *, reason: str, by: Actor
) -> None:
    """Take a plan off the page; that it was there stays."""
    if plan.removed_at is not None:
        return
    plan.removed_at = now()
    session.flush()
    changes = {"plan": plan.public_id}
    audit.record(session, "enterprise.plan_remove", record, by=by, changes=changes, reason=reason)
