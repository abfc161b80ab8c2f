"""Enterprises of the staff tests: Panes de Ccorca, of Juana Quispe Huamán, and as many more as a test asks for."""

from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseMember, EnterpriseRecord, EnterpriseWord
from admin.enterprises.record_operations import create_record
from admin.enterprises.record_values import RecordValues
from admin.households.models import Household, Member
from admin.households.values import name_key, name_words, sound_of
from catalog.enterprises.models import Enterprise
from core.clock import now
from core.ids import public_id
from core.scoping import everything
from tests.support.registry import CCORCA, SOMEBODY, make_household

# Of a person: 10, her DNI and a digit that checks; and one of an association.
RUC = "10000123451"
RUC_OF_MANY = "20100123453"
_MADE = ("Quesos", "Panes", "Tejidos", "Miel", "Cuyes", "Mermeladas", "Chompas", "Papas", "Flores", "Yogures")
_CALLED = (
    "de la Abuela",
    "Qosqo",
    "del Valle",
    "Sumaq",
    "Inti",
    "Las Dos Hermanas",
    "Andino",
    "Wayra",
    "Rosita",
)


def titular_of(session: Session, household: Household) -> Member:
    """The first member of a household."""
    with everything(session, "a test"):
        query = select(Member).where(Member.household_id == household.id).order_by(Member.id)
        return session.scalars(query).first() or pytest.fail("nobody lives there")


def make_record(
    session: Session, name: str = "Panes de Ccorca", *, titular: Member | None = None, **facts: Any
) -> EnterpriseRecord:
    """An enterprise where its titular lives; of somebody new, unless told otherwise."""
    district = facts.pop("district", titular.district_code if titular else CCORCA)
    leads = titular or titular_of(session, make_household(session, district=district))
    with everything(session, "a test"):
        return create_record(session, RecordValues(name, district, **facts), leads, by=SOMEBODY)


def many_enterprises(session: Session, n: int) -> None:
    """n enterprises, each of the first member of one of `many_households`, by plain inserts, and committed."""
    chance = Random(2)
    homes = session.execute(
        select(Household.id, Household.district_code).order_by(Household.id).limit(n)
    ).all()
    at = now()
    enterprises, records, words, people = [], [], [], []
    for number, district in homes:
        place = {"district_code": district, "province_code": district[:4]}
        name = f"{chance.choice(_MADE)} {chance.choice(_CALLED)} {number}"
        heard = name_words(name)
        enterprises.append({
            "id": number, "public_id": public_id(), "slug": f"de-muchos-{number}", "name": name,
            "status": "unpublished", "market": "", "story": "", "producer_name": "", "demo": False,
            "wallets": 0, "invoices": 0, "updated_at": at, "version": 1, "province_code": district[:4],
        })  # fmt: skip
        records.append({
            "id": number, "public_id": public_id(), "enterprise_id": number, "name_key": name_key(heard),
            "province_only": False, "producer_name": "", "story": "", "whatsapp": "", "face_of": {}, "stage": "",
            "gap": "", "area": "", "updated_at": at, "version": 1, **place,
        })  # fmt: skip
        words += [
            {"record_id": number, "word": word, "sound": sound_of(word), **place} for word in set(heard)
        ]
        people.append({"record_id": number, "member_id": number * 2, "titular": True})
    of_tables = (
        (Enterprise, enterprises), (EnterpriseRecord, records), (EnterpriseWord, words), (EnterpriseMember, people),
    )  # fmt: skip
    for model, rows in of_tables:
        session.connection().execute(insert(model.__table__), rows)
    session.commit()


@pytest.fixture
def panes(session: Session, member: Member) -> EnterpriseRecord:
    """Panes de Ccorca, of Juana Quispe Huamán, with her RUC."""
    return make_record(session, titular=member, stage="running", ruc=RUC)
