"""Enterprises of the staff tests: Panes de Ccorca, of Juana Quispe Huamán, and as many more as a test asks for."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.record_operations import create_record
from admin.enterprises.record_values import RecordValues
from admin.households.models import Household, Member
from core.scoping import everything
from tests.support.registry import CCORCA, SOMEBODY, make_household

# Of a person: 10, her DNI and a digit that checks; and one of an association.
RUC = "10000123451"
RUC_OF_MANY = "20100123453"


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


@pytest.fixture
def panes(session: Session, member: Member) -> EnterpriseRecord:
    """Panes de Ccorca, of Juana Quispe Huamán, with her RUC."""
    return make_record(session, titular=member, stage="running", ruc=RUC)
