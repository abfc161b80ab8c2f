"""Who saw a person's data: where she lives now and where she lived, each while it was hers."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.access.policies import actor_of
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, Member
from admin.members.operations import pass_member
from admin.privacy import trail
from admin.privacy.held import person_of
from core import audit
from core.scoping import everything
from tests.support.registry import make_household

BEGAN = datetime(2026, 10, 1, 15, tzinfo=UTC)


def told(session: Session, member: Member) -> list[str]:
    with everything(session, "a test"):
        return [look.what for look in trail.looks_of(session, person_of(session, member))]


@pytest.fixture
def moved(session: Session, household: Household, member: Member, cusco_head: Account) -> Household:
    """Juana passed to her aunt's; both households were opened a day before and a day after."""
    by = actor_of(cusco_head)
    with everything(session, "a test"):
        aunt = make_household(session, surnames="Huamán", given_names="Benita")
        for days, act in ((0, None), (1, "pass"), (2, None)):
            with time_machine.travel(BEGAN + timedelta(days=days), tick=False):
                if act:
                    versions = member.version, aunt.version
                    pass_member(session, member, household, aunt, versions=versions, on=BEGAN.date(), by=by)
                else:
                    audit.record(session, "household.view", household, by=by)
                    audit.record(session, "household.view", aunt, by=by)
        session.flush()
    return aunt


@pytest.mark.usefixtures("moved")
def test_a_household_is_hers_while_she_lives_there(session: Session, member: Member) -> None:
    assert told(session, member) == ["Abrió la ficha de su hogar"] * 2


def test_who_stayed_is_told_of_each_time(session: Session, moved: Household) -> None:
    with everything(session, "a test"):
        aunt = session.scalars(
            select(Member).where(Member.household_id == moved.id).order_by(Member.id.desc())
        ).all()
    stayed = next(one for one in aunt if one.given_names == "Benita")
    assert told(session, stayed) == ["Abrió la ficha de su hogar"] * 2


def test_that_her_ruc_was_seen_is_told(
    session: Session, member: Member, awana_record: EnterpriseRecord, cusco_head: Account
) -> None:
    session.add(EnterpriseMember(record_id=awana_record.id, member_id=member.id, titular=True))
    for action in ("enterprise.reveal_ruc", "enterprise.lookup"):
        audit.record(session, action, awana_record, by=actor_of(cusco_head), reason="un trámite")
    session.flush()
    assert told(session, member) == [
        "Buscó su emprendimiento por el RUC",
        "Vio el RUC completo de su emprendimiento",
    ]
