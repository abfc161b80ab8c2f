"""The queue: what waits to be decided within one's scope, the oldest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.products.models import ProductRevision
from admin.review.cases import Case, Version, case_by_id, of_enterprises, of_products
from admin.review.models import OPEN_STATES
from core.audit import AuditEntry
from core.text import clean

PAGE = 25
MOST_COUNTED = 1000
KINDS = {"productos": "product", "emprendimientos": "enterprise"}
SENT = ("product.send", "enterprise.send")
# What may change of a product that is public already, for many to be published at once: words and numbers, which
# stand whole in the list of changes; a photo or a name asks for the page.
PLAIN = frozenset({"description", "variants", "price", "capacity", "months", "min_order", "lead_days"})


@dataclass(frozen=True)
class QueueFilters:
    """What the queue is narrowed to; `after` is the version that the page before ended with."""

    kind: str = ""
    province: str = ""
    after: str = ""

    def address(self, **changed: str) -> dict[str, str]:
        """The arguments of an address that asks for the same, changed so."""
        kind = next((name for name, code in KINDS.items() if code == self.kind), "")
        values = {"tipo": kind, "provincia": self.province} | changed
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class Queue:
    """One page of what waits; `after` is where the next one begins."""

    cases: Sequence[Case]
    total: int
    after: str = ""


def read_filters(named: Mapping[str, str]) -> QueueFilters:
    """The filters of an address; what cannot be understood narrows nothing."""
    province = clean(named.get("provincia", ""))
    return QueueFilters(
        KINDS.get(named.get("tipo", ""), ""),
        province if len(province) == 4 and province.isascii() and province.isdigit() else "",
        clean(named.get("desde", ""))[:12],
    )


def queue(session: Session, filters: QueueFilters) -> Queue:
    """A page of what waits, the oldest first; as many questions for any page."""
    cursor = case_by_id(session, filters.after) if filters.after else None
    since = (cursor.version.sent_at, cursor.version.public_id) if cursor and cursor.version.sent_at else None
    cases: list[Case] = []
    if filters.kind in ("", "product"):
        met = _met(ProductRevision, filters)
        rows = _rows(session, of_products().where(*met), ProductRevision, since)
        cases += [Case(version, maker, record, product) for version, product, maker, record in rows]
    if filters.kind in ("", "enterprise"):
        met = _met(EnterpriseRevision, filters)
        rows = _rows(session, of_enterprises().where(*met), EnterpriseRevision, since)
        cases += [Case(*row) for row in rows]
    cases.sort(key=lambda one: (one.version.sent_at, one.version.public_id))
    more = len(cases) > PAGE
    after = cases[PAGE - 1].version.public_id if more else ""
    return Queue(cases[:PAGE], count_waiting(session, filters), after)


def count_waiting(session: Session, filters: QueueFilters) -> int:
    """How many versions wait within one's scope."""
    counted = 0
    if filters.kind in ("", "product"):
        counted += _count(session, of_products().where(*_met(ProductRevision, filters)))
    if filters.kind in ("", "enterprise"):
        counted += _count(session, of_enterprises().where(*_met(EnterpriseRevision, filters)))
    return counted


def _met(model: Any, filters: QueueFilters) -> list[ColumnElement[bool]]:
    # The open ones have an index of their own: no version that was decided is looked at.
    met: list[Any] = [model.state.in_(OPEN_STATES), model.state == "in_review"]
    if filters.province:
        met.append(EnterpriseRecord.province_code == filters.province)
    return met


def _rows(session: Session, query: Any, model: Any, since: tuple[datetime, str] | None) -> Sequence[Any]:
    if since is not None:
        at, key = since
        query = query.where(or_(model.sent_at > at, and_(model.sent_at == at, model.public_id > key)))
    return session.execute(query.order_by(model.sent_at, model.public_id).limit(PAGE + 1)).all()


def _count(session: Session, query: Any) -> int:
    counted = query.with_only_columns(func.count(), maintain_column_froms=True)
    return int(session.scalar(counted) or 0)


def senders(session: Session, cases: Sequence[Case]) -> dict[str, str]:
    """Of each case, by its version's public id, the account that sent it last."""
    subjects = {one.subject.public_id: one.version.public_id for one in cases}
    query = select(AuditEntry.subject_id, AuditEntry.account).where(
        AuditEntry.subject_id.in_(subjects), AuditEntry.action.in_(SENT)
    )
    told = session.execute(query.order_by(AuditEntry.id)).all()
    return {subjects[subject]: account or "" for subject, account in told}


def bases(session: Session, cases: Sequence[Case]) -> dict[str, Version]:
    """Of each case, by its version's public id, the version that it began from, where there was one."""
    found: dict[str, Version] = {}
    for model in (ProductRevision, EnterpriseRevision):
        wanted = {
            one.version.base_version: one.version.public_id
            for one in cases
            if isinstance(one.version, model) and one.version.base_version
        }
        query: Any = select(model).where(model.id.in_(wanted))
        found |= {wanted[version.id]: version for version in session.scalars(query)}
    return found
