"""Who may be registered already: the same DNI, the same phone, or a name that sounds alike in the district."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.models import Household, Member, MemberWord
from admin.households.queries import STANDING, members_of
from admin.households.values import MemberValues, name_words, sound_of
from admin.members.queries import dni_digest

# Of the sounds of the shorter name, how many the other must have too; two sisters share two surnames of three words.
ENOUGH = 0.75
FEWEST = 2
MOST = 6


@dataclass(frozen=True)
class Who:
    """Whoever is looked for; "" where nobody knows."""

    name: str
    district_code: str = ""
    dni: str = ""
    phone: str = ""


def who_is(values: MemberValues, district_code: str) -> Who:
    """Whoever a form describes."""
    return Who(f"{values.surnames} {values.given_names}", district_code, values.dni or "", values.phone)


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the same person, and why: "dni", "phone" or "name", the surest first."""

    member: Member
    household: Household
    why: Sequence[str]


def find_alike(session: Session, who: Who, *, but: Sequence[int] = ()) -> list[Alike]:
    """The standing members who may be this person, those with more and surer reasons first."""
    digest = dni_digest(who.dni) if who.dni else None
    names = _sound_alike(session, who)
    ids = set(names)
    # One question each: asked at once with OR, a database may look through all households.
    if digest:
        ids.update(session.scalars(select(Member.id).where(Member.dni_digest == digest, STANDING)))
    if who.phone:
        same = select(Member.id).where(Member.phone == who.phone, STANDING)
        ids.update(session.scalars(same.limit(MOST * 2)))
    ids.difference_update(but)
    if not ids:
        return []
    query = select(Member, Household).join(Household, Household.id == Member.household_id)
    query = query.where(Member.id.in_(ids), STANDING)
    found = [
        Alike(member, household, _why(member, names, digest, who.phone))
        for member, household in session.execute(query)
        # Two cards, two persons.
        if not digest or member.dni_digest in (None, digest)
    ]
    return sorted(found, key=lambda one: (_weight(one), one.member.id))[:MOST]


def alike_of_household(session: Session, household: Household) -> list[Alike]:
    """The members of other households who may be somebody of this one."""
    mine = [member for member in members_of(session, household) if member.left_on is None]
    ids = [member.id for member in mine]
    found: dict[int, Alike] = {}
    for member in mine[:MOST]:
        who = Who(f"{member.surnames} {member.given_names}", member.district_code, "", member.phone)
        for one in find_alike(session, who, but=ids):
            found.setdefault(one.member.id, one)
    return list(found.values())


def _why(member: Member, names: Sequence[int], digest: str | None, phone: str) -> list[str]:
    reasons = (
        ("dni", digest is not None and member.dni_digest == digest),
        ("phone", bool(phone) and member.phone == phone),
        ("name", member.id in names),
    )
    return [reason for reason, holds in reasons if holds]


def _weight(one: Alike) -> int:
    return -sum({"dni": 4, "phone": 2, "name": 2}[reason] for reason in one.why)


def _sound_alike(session: Session, who: Who) -> list[int]:
    """Members of the district in whose name sounds nearly all of the shorter of both names."""
    sounds = {sound_of(word) for word in name_words(who.name)}
    if len(sounds) < FEWEST or not who.district_code:
        return []
    sharing = select(MemberWord.member_id, MemberWord.sound).where(
        MemberWord.district_code == who.district_code, MemberWord.sound.in_(sounds)
    )
    shared: dict[int, set[str]] = {}
    for number, heard in session.execute(sharing):
        shared.setdefault(number, set()).add(heard)
    near = [number for number, heard in shared.items() if len(heard) >= FEWEST]
    if not near:
        return []
    keys = session.execute(select(Member.id, Member.sound_key).where(Member.id.in_(near[:500])))
    lengths = {number: len(key.split()) for number, key in keys}
    return [
        number
        for number in near
        if number in lengths and len(shared[number]) / min(len(sounds), lengths[number]) > ENOUGH
    ][: MOST * 2]
