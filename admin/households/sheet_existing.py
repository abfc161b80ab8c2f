"""What a sheet of households is compared with: asked in as many questions for a thousand rows as for one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.doubles.queries import ENOUGH, FEWEST
from admin.households.models import Household, Member, MemberWord
from admin.households.queries import STANDING
from admin.households.values import MemberValues, sound_of
from core.audit import Subject
from core.scoping import everything

CHUNK = 500


@dataclass
class Existing:
    """The records that a sheet names, within the scope; `versions` are those that the sheet was exported with."""

    homes: dict[str, Household] = field(default_factory=dict)
    by_key: dict[int, Household] = field(default_factory=dict)
    by_code: dict[str, Household] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    versions: dict[int, int | None] = field(default_factory=dict)
    home_versions: dict[int, int] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session, names: Collection[str], codes: Collection[str]) -> "Existing":
        """Look up public ids of households and members, and codes of households."""
        made = cls()
        for part in chunks(names):
            for member in session.scalars(select(Member).where(Member.public_id.in_(part))):
                made.members[member.public_id] = member
            for home in session.scalars(select(Household).where(Household.public_id.in_(part))):
                made._keep(home)
        for part in chunks({member.household_id for member in made.members.values()} - made.by_key.keys()):
            for home in session.scalars(select(Household).where(Household.id.in_(part))):
                made._keep(home)
        standing = Household.merged_into_id.is_(None)
        for part in chunks(codes):
            for home in session.scalars(select(Household).where(Household.code.in_(part), standing)):
                made._keep(home)
                made.by_code[home.code] = home
        return made

    def _keep(self, home: Household) -> None:
        self.homes[home.public_id] = home
        self.by_key[home.id] = home


def chunks(values: Collection[Any]) -> Iterator[Sequence[Any]]:
    """The values in lots that a statement can carry."""
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


@dataclass(frozen=True)
class Holder:
    """Who has a DNI or a code in the country; her name where she is within the scope."""

    subject: Subject
    name: str = ""


def dni_holders(session: Session, digests: Collection[str]) -> dict[str, Holder]:
    """Who of the standing members has each DNI."""
    held: dict[str, Holder] = {}
    for part in chunks(digests):
        query = select(Member).where(Member.dni_digest.in_(part), STANDING)
        names = {member.public_id: member.full_name for member in session.scalars(query)}
        wide = query.with_only_columns(Member.dni_digest, Member.public_id)
        with everything(session, "a DNI stands once in the country"):
            for digest, holder in session.execute(wide):
                held[str(digest)] = Holder(Subject("member", holder), names.get(holder, ""))
    return held


def code_holders(session: Session, codes: Collection[str]) -> dict[str, Holder]:
    """The household in the country that has each code."""
    held: dict[str, Holder] = {}
    for part in chunks(codes):
        query = select(Household.code, Household.public_id).where(
            Household.code.in_(part), Household.merged_into_id.is_(None)
        )
        with everything(session, "a programme code stands once in the country"):
            for code, holder in session.execute(query):
                held[code] = Holder(Subject("household", holder))
    return held


def phone_holders(session: Session, phones: Collection[str]) -> dict[str, Member]:
    """A standing member of the scope with each phone."""
    held: dict[str, Member] = {}
    for part in chunks(phones):
        for member in session.scalars(select(Member).where(Member.phone.in_(part), STANDING)):
            held.setdefault(member.phone, member)
    return held


class Sounds:
    """The names of a district as they sound, so that a new one is compared with them."""

    def __init__(self, session: Session, wanted: dict[str, set[str]]) -> None:
        self.heard: dict[str, dict[int, set[str]]] = {}
        for district, sounds in wanted.items():
            for part in chunks(sounds):
                query = select(MemberWord.member_id, MemberWord.sound).where(
                    MemberWord.district_code == district, MemberWord.sound.in_(part)
                )
                for number, sound in session.execute(query):
                    self.heard.setdefault(district, {}).setdefault(number, set()).add(sound)
        numbers = {
            number
            for found in self.heard.values()
            for number, sounds in found.items()
            if len(sounds) >= FEWEST
        }
        self.members: dict[int, Member] = {}
        for part in chunks(numbers):
            for member in session.scalars(select(Member).where(Member.id.in_(part), STANDING)):
                self.members[member.id] = member

    def alike(self, values: MemberValues, district_code: str) -> Member | None:
        """A standing member of the district with nearly the same name, as admin.doubles has it."""
        sounds = sounds_of(values)
        if len(sounds) < FEWEST:
            return None
        for number, heard in self.heard.get(district_code, {}).items():
            shared, member = sounds & heard, self.members.get(number)
            if member is None or len(shared) < FEWEST:
                continue
            if len(shared) / min(len(sounds), len(member.sound_key.split())) > ENOUGH:
                return member
        return None


def sounds_of(values: MemberValues) -> set[str]:
    """How the words of a name sound."""
    return {sound_of(word) for word in values.words}
