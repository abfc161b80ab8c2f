"""Reading households: the list, one household. The session's scope is part of each question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.filters import HouseholdFilters
from admin.households.models import Household, Member, MemberWord
from admin.households.paging import Page, page_of
from admin.households.values import name_words
from catalog.enterprises.models import Enterprise

MOST_WORDS = 6
STANDING = and_(Member.left_on.is_(None), Member.merged_into_id.is_(None))


@dataclass(frozen=True)
class Row:
    """A household as the list shows it; `enterprises` counts those that its members are behind."""

    household: Household
    name: str
    members: int
    enterprises: int


def list_page(session: Session, filters: HouseholdFilters) -> Page[Row]:
    """The households that meet the filters, from the one that was asked for on."""
    return page_of(session, Household, _conditions(filters), filters, rows_of)


def matching(filters: HouseholdFilters) -> Select[Any]:
    """The keys of the households that meet the filters."""
    return select(Household.id).where(*_conditions(filters))


def _conditions(filters: HouseholdFilters) -> list[ColumnElement[bool]]:
    met: list[ColumnElement[bool]] = [Household.merged_into_id.is_(None)]
    met += _words(filters.words)
    if filters.district:
        met.append(Household.district_code == filters.district)
    elif filters.province:
        met.append(Household.province_code == filters.province)
    if filters.area:
        met.append(Household.area == filters.area)
    if filters.state:
        met.append(Household.left_on.is_(None) if filters.state == "in" else Household.left_on.is_not(None))
    mine = and_(Member.household_id == Household.id, STANDING)
    if filters.entrepreneur:
        has = exists().where(mine, Member.entrepreneur)
        met.append(has if filters.entrepreneur == "with" else ~has)
    if filters.ages:
        first, last = filters.born_between()
        met.append(exists().where(mine, Member.born_on > first, Member.born_on <= last))
    return met


def _words(typed: str) -> list[ColumnElement[bool]]:
    """Each word begins a word of a member's name; what has a digit is a programme code."""
    if any(letter.isdigit() for letter in typed):
        code = "".join(typed.upper().split())
        return [Household.code >= code, Household.code < after(code)]
    return [
        Household.id.in_(
            select(MemberWord.household_id).where(MemberWord.word >= word, MemberWord.word < after(word))
        )
        for word in name_words(typed)[:MOST_WORDS]
    ]


def after(prefix: str) -> str:
    """The first text after all those that begin so."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def rows_of(session: Session, households: Sequence[Household]) -> list[Row]:
    """Households as a list shows them."""
    ids = [household.id for household in households]
    people = session.execute(
        select(Member.household_id, Member.surnames, Member.given_names, Member.name_key)
        .where(Member.household_id.in_(ids), STANDING)
        .order_by(Member.id)
    ).all()
    keys = {household.id: household.name_key for household in households}
    names: dict[int, list[str]] = {}
    # Whoever gives a household its name stands first.
    for number, surnames, given, _key in sorted(people, key=lambda one: one[3] != keys[one[0]]):
        names.setdefault(number, []).append(f"{surnames}, {given}" if surnames else given)
    behind = (
        select(Member.household_id, func.count(EnterpriseMember.record_id.distinct()))
        .join(EnterpriseMember, EnterpriseMember.member_id == Member.id)
        .where(Member.household_id.in_(ids), EnterpriseMember.left_on.is_(None))
        .group_by(Member.household_id)
    )
    enterprises: dict[int, int] = {row[0]: row[1] for row in session.execute(behind)}
    return [
        Row(one, names.get(one.id, [""])[0], len(names.get(one.id, ())), enterprises.get(one.id, 0))
        for one in households
    ]


def household_by_id(session: Session, public_id: str) -> Household | None:
    """A household within the scope, by its public id."""
    return session.scalar(select(Household).where(Household.public_id == public_id))


def merged_into(session: Session, household: Household) -> Household | None:
    """The household that this one turned out to be a double of."""
    if household.merged_into_id is None:
        return None
    return session.scalar(select(Household).where(Household.id == household.merged_into_id))


def household_by_key(session: Session, key: str) -> Household | None:
    """The household that a showing of the form already made."""
    return session.scalar(select(Household).where(Household.form_key == key))


def members_of(session: Session, household: Household) -> Sequence[Member]:
    """Everybody who is or was of a household: first who gives it its name, those who left last."""
    query = select(Member).where(Member.household_id == household.id, Member.merged_into_id.is_(None))
    order = (Member.left_on.is_not(None), Member.name_key != household.name_key, Member.id)
    return session.scalars(query.order_by(*order)).all()


def people_of(session: Session, households: Sequence[int]) -> dict[int, list[Member]]:
    """Those who are of each of these households now."""
    query = select(Member).where(Member.household_id.in_(households), STANDING).order_by(Member.id)
    found: dict[int, list[Member]] = {number: [] for number in households}
    for one in session.scalars(query):
        found[one.household_id].append(one)
    return found


@dataclass(frozen=True)
class Link:
    """An enterprise, its private record's public id, and the member who is behind it."""

    enterprise: Enterprise
    record: str
    member_id: int
    titular: bool
    left: bool


def enterprises_of(session: Session, household: Household) -> list[Link]:
    """The enterprises of a household's members, those that were left last."""
    query = (
        select(Enterprise, EnterpriseRecord.public_id, EnterpriseMember)
        .join(EnterpriseRecord, EnterpriseRecord.enterprise_id == Enterprise.id)
        .join(EnterpriseMember, EnterpriseMember.record_id == EnterpriseRecord.id)
        .join(Member, Member.id == EnterpriseMember.member_id)
        .where(Member.household_id == household.id, EnterpriseRecord.merged_into_id.is_(None))
        .order_by(EnterpriseMember.left_on.is_not(None), Enterprise.name)
    )
    return [
        Link(enterprise, record, link.member_id, link.titular, link.left_on is not None)
        for enterprise, record, link in session.execute(query)
    ]
