"""Households of the staff tests: one in Ccorca (Cusco), and as many more as a test asks for."""

import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, Member, MemberWord
from admin.households.operations import create_household
from admin.households.values import HouseholdValues, MemberValues, name_key, name_words, sound_key, sound_of
from catalog.enterprises.models import Enterprise
from catalog.places.models import District
from core.audit import Actor
from core.clock import now
from core.ids import public_id
from core.scoping import everything

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
Send = Callable[..., TestResponse]
CCORCA = "080102"
SOMEBODY = Actor("Quien registra")
# A DNI that the demo and the tests may use: nobody has one that begins so.
DNI = "00012345"
_SURNAMES = ("Mamani", "Quispe", "Huamán", "Condori", "Ccama", "Flores", "Apaza", "Vilca", "Puma", "Choque")
_GIVEN = ("Rosa", "Juana", "Elena", "Lucía", "Nieves", "Benita", "Marta", "Sonia", "Paulina", "Hilda")


def make_household(session: Session, *, district: str = CCORCA, **facts: Any) -> Household:
    """A household in Ccorca of Juana Quispe Huamán, unless told otherwise; `facts` are those of both."""
    own = {name: facts.pop(name) for name in ("code", "area", "joined_year") if name in facts}
    first = {"given_names": "Juana", "surnames": "Quispe Huamán"} | facts
    with everything(session, "a test"):
        return create_household(session, HouseholdValues(district, **own), MemberValues(**first), by=SOMEBODY)


@pytest.fixture
def household(session: Session) -> Household:
    """Juana Quispe Huamán's household in Ccorca, with her DNI and phone."""
    return make_household(
        session, dni=DNI, phone="+51951234567", born_on=date(1987, 6, 24), entrepreneur=True,
        code="HG-0001", area="rural", joined_year=2014,
    )  # fmt: skip


@pytest.fixture
def member(session: Session, household: Household) -> Member:
    """Juana Quispe Huamán."""
    with everything(session, "a test"):
        return session.scalars(select(Member).where(Member.household_id == household.id)).one()


def put_behind(session: Session, enterprise: Enterprise, *people: Member) -> EnterpriseRecord:
    """The private record of an enterprise in Ccorca with these people behind it, the last one titular."""
    record = EnterpriseRecord(enterprise_id=enterprise.id, district_code=CCORCA, updated_at=now())
    session.add(record)
    session.flush()
    session.add_all(
        EnterpriseMember(record_id=record.id, member_id=one.id, titular=one is people[-1]) for one in people
    )
    session.flush()
    return record


def many_households(session: Session, n: int) -> None:
    """n households of two members each all over the country, by plain inserts, and committed."""
    chance = Random(1)
    connection = session.connection()
    districts = list(session.scalars(select(District.code).order_by(District.code)))
    at = now()
    households, members, words = [], [], []
    for number in range(1, n + 1):
        district = districts[number % len(districts)]
        place = {"district_code": district, "province_code": district[:4]}
        names = [
            (f"{chance.choice(_SURNAMES)} {chance.choice(_SURNAMES)}", chance.choice(_GIVEN))
            for _ in range(2)
        ]
        keys = [name_words(f"{surnames} {given}") for surnames, given in names]
        stamps = {"created_at": at, "updated_at": at, "version": 1}
        households.append({
            "id": number, "public_id": public_id(), "code": "", "name_key": name_key(keys[0]), "area": "",
            "left_why": "", "demo": False, **stamps, **place,
        })  # fmt: skip
        for second, ((surnames, given), heard) in enumerate(zip(names, keys, strict=True)):
            key = number * 2 + second
            members.append({
                "id": key, "public_id": public_id(), "household_id": number, "given_names": given,
                "surnames": surnames, "name_key": name_key(heard), "sound_key": sound_key(heard), "sex": "",
                "mother_tongue": "", "phone": f"+5199{key:07}", "schooling": "", "entrepreneur": second == 0,
                **stamps, **place,
            })  # fmt: skip
            words += [
                {"member_id": key, "household_id": number, "word": word, "sound": sound_of(word), **place}
                for word in dict.fromkeys(heard)
            ]
    for model, rows in ((Household, households), (Member, members), (MemberWord, words)):
        connection.execute(insert(model.__table__), rows)
    session.commit()


@pytest.fixture
def send(client: FlaskClient) -> Send:
    """`send("/gestion/hogares/nuevo", surnames="Quispe")` opens the form, fills in and sends it."""

    def act(address: str, hidden: dict[str, str] | None = None, **typed: str) -> TestResponse:
        kept = hidden if hidden is not None else dict(HIDDEN.findall(client.get(address).text))
        return client.post(address, data=kept | typed)

    return act
