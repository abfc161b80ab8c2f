"""The demo's households: those of its makers in the two territories, all of fictitious people."""

import random
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.demo.staff import UNITS
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, Member
from admin.households.operations import create_household
from admin.households.values import HouseholdValues, MemberValues
from admin.members.operations import add_member
from core.audit import SYSTEM
from core.clock import today

# No DNI begins so: what begins with three zeros here is nobody's.
FIRST_DNI = 101
SURNAMES = (
    "Quispe",
    "Mamani",
    "Huamán",
    "Condori",
    "Ccori",
    "Apaza",
    "Choque",
    "Puma",
    "Ttito",
    "Yupanqui",
    "Vilca",
)
GIVEN = {
    "F": ("Rosa", "Juana", "Elena", "Nieves", "Benita", "Lucía", "Hilda", "Paulina", "Marta", "Sonia"),
    "M": ("Justo", "Eulogio", "Saturnino", "Mario", "Felipe", "Benigno"),
}
TONGUES = {"08": ("quechua", "quechua", "castellano"), "21": ("aimara", "quechua", "castellano")}


def register(session: Session, seed: int) -> None:
    """Give a household to each of the demo's makers in the territories that have staff."""
    chance = random.Random(seed)  # noqa: S311 a demo, not a secret
    numbers = iter(range(FIRST_DNI, 10_000))
    records = select(EnterpriseRecord).order_by(EnterpriseRecord.id)
    for record in session.scalars(records).all():
        if record.district_code[:2] in UNITS.values():
            _household(session, record, chance, numbers)


def _household(
    session: Session, record: EnterpriseRecord, chance: random.Random, numbers: Iterator[int]
) -> Household:
    number = next(numbers)
    surnames = " ".join(chance.sample(SURNAMES, 2))
    values = HouseholdValues(
        record.district_code, f"EJEMPLO-{number}", chance.choice(("rural", "rural", "urban_marginal", "")),
        chance.randint(2010, today().year),
    )  # fmt: skip
    first = _person(chance, surnames, number, record.district_code[:2], "F", entrepreneur=True)
    household = create_household(session, values, first, by=SYSTEM, demo=True)
    member = session.scalars(select(Member).where(Member.household_id == household.id)).one()
    session.add(EnterpriseMember(record_id=record.id, member_id=member.id, titular=True))
    if chance.random() < 0.6:
        other = _person(
            chance, f"{chance.choice(SURNAMES)} {surnames.split()[0]}", next(numbers), record.district_code[:2],
            chance.choice("FM"), entrepreneur=False,
        )  # fmt: skip
        add_member(session, household, other, by=SYSTEM)
    return household


def _person(
    chance: random.Random, surnames: str, number: int, department: str, sex: str, *, entrepreneur: bool
) -> MemberValues:
    return MemberValues(
        given_names=" ".join(chance.sample(GIVEN[sex], 2)),
        surnames=surnames,
        dni=f"000{number:05}",
        sex=sex,
        born_on=date(chance.randint(1955, 2002), chance.randint(1, 12), chance.randint(1, 28)),
        mother_tongue=chance.choice(TONGUES[department]),
        disability=chance.choice((None, False, False, True)),
        schooling=chance.choice(("", "primary", "primary_incomplete", "secondary", "technical")),
        cares_for_children=chance.choice((None, True, False)),
        entrepreneur=entrepreneur,
    )
