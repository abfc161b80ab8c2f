"""Reading the private records of enterprises: the list, and one by its ids. The session's scope is in each question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, union
from sqlalchemy.orm import Session

from admin.enterprises.filters import UNKNOWN, RecordFilters
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord, EnterpriseWord
from admin.households.models import Member, MemberWord
from admin.households.paging import PAGE, Page, page_of
from admin.households.queries import MOST_WORDS, after
from admin.households.values import name_words
from catalog.enterprises.models import Enterprise
from catalog.sectors.queries import sector_tree


@dataclass(frozen=True)
class Row:
    """A record as the list shows it; `titular` is "" where nobody of one's territory is, `people` counts all."""

    record: EnterpriseRecord
    enterprise: Enterprise
    titular: str
    people: int


def list_page(session: Session, filters: RecordFilters) -> Page[Row]:
    """The records that meet the filters, from the one that was asked for on."""
    return page_of(session, EnterpriseRecord, _conditions(session, filters), filters, rows_of)


def matching(session: Session, filters: RecordFilters) -> Select[Any]:
    """The keys of the records that meet the filters."""
    return select(EnterpriseRecord.id).where(*_conditions(session, filters))


def _conditions(session: Session, filters: RecordFilters) -> list[ColumnElement[bool]]:
    met: list[ColumnElement[bool]] = [EnterpriseRecord.merged_into_id.is_(None)]
    met += [_called(word) for word in name_words(filters.words)[:MOST_WORDS]]
    if filters.district:
        met.append(EnterpriseRecord.district_code == filters.district)
    elif filters.province:
        met.append(EnterpriseRecord.province_code == filters.province)
    if filters.sector:
        sectors = sector_tree(session)
        met.append(EnterpriseRecord.sector_id.in_(sectors.ids_under(sectors.by_slug[filters.sector])))
    if filters.stage:
        met.append(EnterpriseRecord.stage == filters.stage)
    if filters.gap:
        met.append(EnterpriseRecord.gap == filters.gap)
    met += _steps(EnterpriseRecord.digital_maturity, filters.digital)
    met += _steps(EnterpriseRecord.logistic_maturity, filters.logistic)
    if filters.paper == "ruc":
        met.append(EnterpriseRecord.ruc_digest.is_(None))
    elif filters.paper:
        met.append(getattr(EnterpriseRecord, filters.paper).is_not(True))
    if filters.status:
        shown = select(Enterprise.id).where(Enterprise.status == filters.status)
        met.append(EnterpriseRecord.enterprise_id.in_(shown))
    if filters.plan:
        has = exists().where(BusinessPlan.record_id == EnterpriseRecord.id, BusinessPlan.removed_at.is_(None))
        met.append(has if filters.plan == "with" else ~has)
    return met


def _steps(column: Any, asked: str) -> list[ColumnElement[bool]]:
    if not asked:
        return []
    return [column.is_(None) if asked == UNKNOWN else column == int(asked)]


def _called(word: str) -> ColumnElement[bool]:
    """The word begins one of the enterprise's name, or of the name of somebody who is behind it."""
    own = select(EnterpriseWord.record_id).where(
        EnterpriseWord.word >= word, EnterpriseWord.word < after(word)
    )
    people = (
        select(EnterpriseMember.record_id)
        .join(MemberWord, MemberWord.member_id == EnterpriseMember.member_id)
        .where(EnterpriseMember.left_on.is_(None), MemberWord.word >= word, MemberWord.word < after(word))
    )
    return EnterpriseRecord.id.in_(union(own, people))


def rows_of(session: Session, records: Sequence[EnterpriseRecord]) -> list[Row]:
    """Records as a list shows them."""
    ids = [record.id for record in records]
    homes = select(Enterprise).where(Enterprise.id.in_([record.enterprise_id for record in records]))
    enterprises = {one.id: one for one in session.scalars(homes)}
    standing = and_(EnterpriseMember.record_id.in_(ids), EnterpriseMember.left_on.is_(None))
    counted = select(EnterpriseMember.record_id, func.count()).where(standing)
    people: dict[int, int] = {
        row[0]: row[1] for row in session.execute(counted.group_by(EnterpriseMember.record_id))
    }
    named = (
        select(EnterpriseMember.record_id, Member.surnames, Member.given_names)
        .join(Member, Member.id == EnterpriseMember.member_id)
        .where(standing, EnterpriseMember.titular)
    )
    titulars = {
        number: f"{surnames}, {given}" if surnames else given
        for number, surnames, given in session.execute(named)
    }
    return [
        Row(one, enterprises[one.enterprise_id], titulars.get(one.id, ""), people.get(one.id, 0))
        for one in records
    ]


def record_by_id(session: Session, public_id: str) -> EnterpriseRecord | None:
    """A record within the scope, by its public id."""
    return session.scalar(select(EnterpriseRecord).where(EnterpriseRecord.public_id == public_id))


def records_of_ruc(session: Session, digest: str) -> Sequence[EnterpriseRecord]:
    """The records with this RUC: one person may have several."""
    query = select(EnterpriseRecord).where(
        EnterpriseRecord.ruc_digest == digest, EnterpriseRecord.merged_into_id.is_(None)
    )
    return session.scalars(query.order_by(EnterpriseRecord.name_key).limit(PAGE)).all()


def records_of_member(session: Session, member: Member) -> Sequence[EnterpriseRecord]:
    """The records of the enterprises that somebody is behind now."""
    query = (
        select(EnterpriseRecord)
        .join(EnterpriseMember, EnterpriseMember.record_id == EnterpriseRecord.id)
        .where(EnterpriseMember.member_id == member.id, EnterpriseMember.left_on.is_(None))
        .where(EnterpriseRecord.merged_into_id.is_(None))
    )
    return session.scalars(query.order_by(EnterpriseRecord.name_key).limit(PAGE)).all()


def merged_into(session: Session, record: EnterpriseRecord) -> EnterpriseRecord | None:
    """The record that this one turned out to be a double of."""
    if record.merged_into_id is None:
        return None
    return session.scalar(select(EnterpriseRecord).where(EnterpriseRecord.id == record.merged_into_id))
