"""Two records of one person become one: what she agreed to goes on."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.models import Consent
from admin.consents.operations import give_consent
from admin.doubles.operations import merge_members
from admin.enterprises.links import link_member
from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Member
from core.clock import today
from tests.support.enterprises import titular_of
from tests.support.registry import SOMEBODY, make_household


@pytest.mark.usefixtures("consent_text")
def test_a_merge_of_two_records_of_the_titular_keeps_what_she_agreed_to(
    session: Session, panes: EnterpriseRecord, member: Member
) -> None:
    kept = titular_of(session, make_household(session, surnames="Quispe", given_names="Juana"))
    give_consent(session, panes, "story", given_on=today(), channel="paper", by=SOMEBODY)
    merge_members(session, kept, member, set(), versions=(kept.version, member.version), by=SOMEBODY)
    consent = session.scalars(select(Consent)).one()
    assert (consent.member_id, consent.withdrawn_at) == (kept.id, None)


@pytest.mark.usefixtures("consent_text")
def test_what_was_agreed_before_anybody_was_titular_goes_on_with_the_first_and_ends_with_her(
    session: Session, awana_record: EnterpriseRecord, member: Member
) -> None:
    give_consent(session, awana_record, "story", given_on=today(), channel="paper", by=SOMEBODY)
    link_member(session, awana_record, member, by=SOMEBODY)
    consent = session.scalars(select(Consent)).one()
    assert (consent.member_id, consent.withdrawn_at) == (None, None)
    other = titular_of(session, make_household(session, given_names="Benita", dni="00054321"))
    link_member(session, awana_record, other, titular=True, by=SOMEBODY)
    assert consent.withdrawn_at is not None
