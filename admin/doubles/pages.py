"""What is compared of two records."""

from dataclasses import dataclass

from admin.doubles.operations import HOUSEHOLD_FACTS, MEMBER_FACTS
from admin.households import words
from admin.households.forms import member_typed, say
from admin.households.models import Household, Member


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
