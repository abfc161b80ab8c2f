"""The private record: registered with its titular, changed, found by its name."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.links import link_member, make_titular, standing_links, unlink_member
from admin.enterprises.models import EnterpriseRecord, EnterpriseWord
from admin.enterprises.operations import approve_enterprise, proposed_values
from admin.enterprises.record_operations import ruc_digest, update_record, values_of
from admin.households.models import Household, Member
from admin.households.values import MemberValues
from admin.members.operations import add_member
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from core.clock import today
from core.errors import ConflictError, InputError
from core.scoping import commanded
from tests.support.enterprises import RUC
from tests.support.registry import SOMEBODY


def _words(session: Session) -> list[str]:
    return sorted(session.scalars(select(EnterpriseWord.word)))


def test_a_record_is_made_with_its_public_draft_its_words_and_its_titular(
    session: Session, panes: EnterpriseRecord, member: Member
) -> None:
    enterprise = session.get_one(Enterprise, panes.enterprise_id)
    assert (enterprise.status, enterprise.name, enterprise.slug) == (
        "unpublished", "Panes de Ccorca", "panes-de-ccorca",
    )  # fmt: skip
    with commanded():
        assert [(one.member_id, one.titular) for one in standing_links(session, panes)] == [(member.id, True)]
        assert _words(session) == ["ccorca", "de", "panes"]
    assert (panes.name_key, panes.stage, panes.ruc) == ("panes de ccorca", "running", RUC)
    assert panes.ruc_digest == ruc_digest(RUC)
    trail = {one.action: one.changes for one in session.scalars(select(AuditEntry))}
    assert "enterprise.create" in trail
    assert RUC not in str(trail)


def test_before_it_is_published_a_new_name_is_its_name_at_once_and_then_it_waits(
    session: Session, panes: EnterpriseRecord
) -> None:
    with commanded():
        enterprise = session.get_one(Enterprise, panes.enterprise_id)
        called = replace(values_of(panes, "Panes del valle"), in_association=True)
        update_record(session, panes, called, version=panes.version, by=SOMEBODY)
        assert (enterprise.name, panes.name_key, panes.in_association) == (
            "Panes del valle",
            "panes del valle",
            True,
        )
        approve_enterprise(session, enterprise, by=SOMEBODY)
        update_record(session, panes, values_of(panes, "Bizcochos"), version=panes.version, by=SOMEBODY)
        assert (enterprise.name, proposed_values(session, enterprise).name) == (
            "Panes del valle",
            "Bizcochos",
        )
        assert _words(session) == ["bizcochos", "del", "panes", "valle"]
        assert panes.ruc == RUC
        update_record(
            session, panes, replace(values_of(panes, "Bizcochos"), ruc=""), version=panes.version, by=SOMEBODY
        )
    assert (panes.ruc, panes.ruc_digest) == (None, None)


def test_a_stale_version_is_refused_and_nothing_new_writes_nothing(
    session: Session, panes: EnterpriseRecord
) -> None:
    with commanded():
        session.flush()
        version = panes.version
        update_record(session, panes, values_of(panes, "Panes de Ccorca"), version=version, by=SOMEBODY)
        session.flush()
        assert panes.version == version
        with pytest.raises(ConflictError):
            update_record(session, panes, values_of(panes, "Otro"), version=version - 1, by=SOMEBODY)


def test_people_come_and_go_and_one_is_titular(
    session: Session, panes: EnterpriseRecord, household: Household, member: Member
) -> None:
    with commanded():
        sister = add_member(session, household, MemberValues("Benita", "Quispe Huamán"), by=SOMEBODY)
        first = standing_links(session, panes)[0]
        leave = {"on": today(), "reason": "", "by": SOMEBODY, "member": member.public_id}
        with pytest.raises(InputError, match="única"):
            unlink_member(session, panes, first, **leave)
        link = link_member(session, panes, sister, by=SOMEBODY)
        with pytest.raises(InputError, match="ya participa"):
            link_member(session, panes, sister, by=SOMEBODY)
        with pytest.raises(InputError, match="titular"):
            unlink_member(session, panes, first, **leave)
        make_titular(session, panes, link, by=SOMEBODY, member=sister.public_id)
        unlink_member(session, panes, first, **leave)
        assert [(one.member_id, one.titular) for one in standing_links(session, panes)] == [(sister.id, True)]
    assert first.left_on == today()
