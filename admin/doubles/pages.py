"""What is compared of two records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from admin.doubles.operations import HOUSEHOLD_FACTS, MEMBER_FACTS
from admin.doubles.queries import Alike
from admin.households import words
from admin.households.forms import member_typed, say
from admin.households.models import Household, Member
from admin.households.presentation import say_born, say_phone
from admin.households.values import MemberValues
from catalog.places.queries import Gazetteer


@dataclass(frozen=True)
class Sides:
    """A fact on which two records differ; `theirs` stays where the first does not know."""

    name: str
    label: str
    yours: str
    theirs: str

    @property
    def choose_theirs(self) -> bool:
        """What is proposed: what is known rather than what is not."""
        return not self.yours


def sides_of_household(kept: Household, other: Household) -> list[Sides]:
    """The facts on which two households differ."""
    return _sides(HOUSEHOLD_FACTS, _household(kept), _household(other))


def _household(one: Household) -> dict[str, str]:
    return {"code": one.code, "area": one.area, "joined_year": str(one.joined_year or "")}


def sides_of_member(kept: Member, other: Member) -> list[Sides]:
    """The facts on which two records of a person differ; her DNI is covered."""
    mine = member_typed(kept) | {"dni": words.mask(kept.dni)}
    hers = member_typed(other) | {"dni": words.mask(other.dni)}
    sides = _sides(MEMBER_FACTS, mine, hers)
    if kept.dni and other.dni and kept.dni != other.dni and mine["dni"] == hers["dni"]:
        sides.append(Sides("dni", words.fields()["dni"], mine["dni"], hers["dni"]))
    return sides


def _sides(names: tuple[str, ...], mine: dict[str, str], hers: dict[str, str]) -> list[Sides]:
    labels = words.fields()
    return [
        Sides(name, labels[name], say(name, mine[name]), say(name, hers[name]))
        for name in names
        if mine[name] != hers[name]
    ]


@dataclass(frozen=True)
class Fact:
    """A fact of somebody as a card says it, and whether it is the same as what was typed."""

    label: str
    value: str
    same: bool = False


@dataclass(frozen=True)
class Card:
    """Somebody beside another: who she is, what tells her apart, why she may be the same, and her household."""

    name: str
    facts: Sequence[Fact]
    why: Sequence[str] = ()
    household: str = ""


def card_of_typed(values: MemberValues, district_code: str, places: Gazetteer) -> Card:
    """Whoever was typed."""
    name = ", ".join(part for part in (values.surnames, values.given_names) if part)
    return Card(name, [Fact(label, value) for label, value in _telling(values, district_code, places)])


def card_of(alike: Alike, people: Iterable[Member], written: Card, places: Gazetteer) -> Card:
    """Whoever looks like what was written, with whom she lives."""
    member = alike.member
    typed = {fact.label: fact.value for fact in written.facts}
    facts = [
        Fact(label, value, bool(value) and typed[label] == value)
        for label, value in _telling(member, member.district_code, places)
    ]
    others = "; ".join(one.full_name for one in people if one.id != member.id)
    facts.append(Fact(_("Vive con"), others or _("nadie más del registro")))
    return Card(member.full_name, facts, alike.why, alike.household.public_id)


def _telling(one: Member | MemberValues, district_code: str, places: Gazetteer) -> list[tuple[str, str]]:
    """What tells one person from another, as far as a page may show it."""
    labels = words.fields()
    return [
        (labels["born_on"], say_born(one.born_on)),
        (labels["district_code"], places.full(district_code[:4], district_code)),
        (labels["dni"], words.mask(one.dni)),
        (labels["phone"], say_phone(one.phone)),
    ]
