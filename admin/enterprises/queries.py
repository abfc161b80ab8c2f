"""Reading the private records of enterprises: the list, and one by its ids. The session's scope is in each question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session

from admin.enterprises.filters import UNKNOWN, RecordFilters
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord, EnterpriseWord
from admin.households.models import Member, MemberWord
from admin.households.queries import MOST_COUNTED, MOST_WORDS, PAGE, after
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


@dataclass(frozen=True)
class Page:
    """One page of the list; `before` and `after` are the records that the neighbouring pages begin at."""

    rows: Sequence[Row]
    total: int
    before: str = ""
    after: str = ""


def list_page(session: Session, filters: RecordFilters) -> Page:
    """The records that meet the filters, from the one that was asked for on; as many questions for any page."""
    wanted = matching(session, filters)
    total = session.scalar(select(func.count()).select_from(wanted.limit(MOST_COUNTED + 1).subquery())) or 0
    back = bool(filters.before)
    cursor = filters.before or filters.after
    query = select(EnterpriseRecord).where(*_conditions(session, filters))
    if cursor and (edge := record_by_id(session, cursor)):
        query = query.where(_beyond(filters, edge, back))
    found = list(session.scalars(query.order_by(*_order(filters, back)).limit(PAGE + 1)))
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    earlier = more if back else bool(cursor)
    later = bool(cursor) if back else more
    return Page(
        rows_of(session, found),
        total,
        before=found[0].public_id if found and earlier else "",
        after=found[-1].public_id if found and later else "",
    )


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


def _order(filters: RecordFilters, back: bool) -> tuple[Any, ...]:
    if filters.sort == "recent":
        return (EnterpriseRecord.id,) if back else (EnterpriseRecord.id.desc(),)
    columns = (EnterpriseRecord.name_key, EnterpriseRecord.id)
    return tuple(column.desc() for column in columns) if back else columns


def _beyond(filters: RecordFilters, edge: EnterpriseRecord, back: bool) -> ColumnElement[bool]:
    if filters.sort == "recent":
        return EnterpriseRecord.id > edge.id if back else EnterpriseRecord.id < edge.id
    own, key, number = EnterpriseRecord, edge.name_key, edge.id
    if back:
        return or_(own.name_key < key, and_(own.name_key == key, own.id < number))
    return or_(own.name_key > key, and_(own.name_key == key, own.id > number))


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
