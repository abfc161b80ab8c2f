"""What is over is erased, what is not stays: each rule with a thing of each age."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import AccessLink, Account, AccountSession, SignInFailure
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, HouseholdEvent, Member
from admin.households.operations import leave_programme
from admin.households.values import MemberValues
from admin.imports.models import RegistryExport, RegistryExportRow, RegistryImport, RegistryImportChange
from admin.members.operations import add_member
from admin.privacy.models import PrivacyCase
from admin.retention.people import NOBODY
from admin.retention.rules import NAMELESS, RULES
from catalog.enterprises.models import Enterprise
from catalog.privacy.models import PrivacyRequest
from catalog.reports.models import ListingReport
from core import jobs
from core.audit import AuditEntry
from core.clock import now, today
from core.db import db
from core.outbox.models import OutboxMessage
from tests.support.asking import make_request
from tests.support.registry import CCORCA, SOMEBODY, make_household

# Days until a rule's time is over.
DAYS = {
    "sessions": 90, "links": 30, "attempts": 1, "mail_words": 7, "mail": 365, "reports": 365, "requests": 4 * 365,
    "taken_out": 2 * 365, "before_imports": 365, "file_names": 365, "people": 5 * 365,
}  # fmt: skip


def make_mail(session: Session, key: str, at: datetime, text: str | None) -> None:
    session.add(
        OutboxMessage(
            message_id=key, purpose="x", recipient=text, subject="x", text=text, html=text, state="sent",
            created_at=at, give_up_at=at, sent_at=at,
        )
    )  # fmt: skip


def make_all(
    session: Session, account: Account, listing: Enterprise, which: str, past: Callable[[str], datetime]
) -> None:
    """One thing for each rule; `past` says when the time of each began."""
    session.add(
        AccountSession(
            account_id=account.id, token_digest=which, began_at=past("sessions"), seen_at=past("sessions")
        )
    )
    session.add(
        AccessLink(
            account_id=account.id, purpose="reset", token_digest=which, created_at=past("links"),
            expires_at=past("links"),
        )
    )  # fmt: skip
    session.add(SignInFailure(whose=which, at=past("attempts")))
    make_mail(session, f"words {which}", past("mail_words"), "hola")
    make_mail(session, f"mail {which}", past("mail"), None)
    session.add(
        ListingReport(
            key=which, enterprise_id=listing.id, reason="price", state="closed", created_at=past("reports"),
            closed_at=past("reports"),
        )
    )  # fmt: skip
    asked = make_request(session, which, contact="951 234 567")
    session.add(
        PrivacyCase(request_id=asked.id, due_on=asked.due_on, state="granted", answered_at=past("requests"))
    )
    home = make_household(session, surnames=which, phone="+51951000009")
    person = session.scalars(select(Member).where(Member.household_id == home.id)).one()
    person.left_on = past("people").date()
    session.add(
        HouseholdEvent(
            household_id=home.id, district_code=CCORCA, kind="split", occurred_on=today(), note=person.full_name,
            member_id=person.id,
            recorded_at=now(), recorded_by="x",
        )
    )  # fmt: skip
    export = RegistryExport(kind="households", made_at=past("taken_out"), made_by="x", rows=1)
    read = RegistryImport(
        kind="households", made_at=past("before_imports"), made_by="x", file_name="x", file_sha256="x",
        created=0, changed=1, unchanged=0,
    )  # fmt: skip
    session.add_all([export, read])
    session.flush()
    session.add(RegistryExportRow(export_id=export.id, household_id=home.id, district_code=CCORCA))
    session.add(
        RegistryImportChange(
            import_id=read.id, household_id=home.id, district_code=CCORCA, act="changed", before="{}",
            version_after=1,
        )
    )  # fmt: skip
    session.flush()


@pytest.fixture
def everything_twice(session: Session, uas: Account, ccotana: Enterprise) -> None:
    """One thing for each rule whose time is over, and one whose is not yet."""
    make_all(session, uas, ccotana, "old", lambda key: now() - timedelta(days=DAYS[key] + 2))
    make_all(session, uas, ccotana, "young", lambda key: now() - timedelta(days=DAYS[key], hours=-20))
    session.commit()


def counts(session: Session) -> dict[str, int]:
    models = (
        AccountSession,
        AccessLink,
        SignInFailure,
        OutboxMessage,
        ListingReport,
        PrivacyCase,
        PrivacyRequest,
    )
    session.expire_all()
    return {
        model.__tablename__: len(session.scalars(select(model)).all())
        for model in (*models, RegistryExportRow)
    }


@pytest.mark.usefixtures("everything_twice")
def test_each_rule_erases_what_is_over_and_no_more(session: Session, cli: FlaskCliRunner) -> None:
    assert set(DAYS) == {rule.key for rule in RULES}
    before = counts(session)
    counted = cli.invoke(args=["retention", "run", "--dry-run"])
    assert counted.exit_code == 0, counted.output
    assert counted.output.count("      1  ") == len(RULES)
    assert counts(session) == before
    done = cli.invoke(args=["retention", "run"])
    assert done.output.replace("Se borró", "Se borraría") == counted.output
    assert counts(session) == {table: number - 1 for table, number in before.items()}
    assert len([one for one in session.scalars(select(OutboxMessage)) if one.text]) == 1
    gone, stays = session.scalars(select(Member).order_by(Member.id))
    assert (gone.full_name, gone.phone, gone.name_key) == (NOBODY, "", "")
    assert (stays.surnames, stays.phone) == ("young", "+51951000009")
    notes = session.scalars(select(HouseholdEvent.note).where(HouseholdEvent.kind == "split"))
    assert sorted(notes) == ["", "young, Juana"]
    kept = session.scalars(select(RegistryImportChange.before).order_by(RegistryImportChange.id)).all()
    assert kept == [None, "{}"]
    names = session.scalars(select(RegistryImport.file_name).order_by(RegistryImport.id)).all()
    assert names == [NAMELESS, "x"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "retention.run")).one()
    assert entry.changes == {rule.key: 1 for rule in RULES}
    assert "      1  " not in cli.invoke(args=["retention", "run"]).output


def test_who_has_an_enterprise_is_not_forgotten(
    session: Session, member: Member, awana_record: EnterpriseRecord
) -> None:
    session.add(
        EnterpriseMember(record_id=awana_record.id, member_id=member.id, titular=True, left_on=today())
    )
    member.left_on = today() - timedelta(days=9 * 365)
    session.commit()
    for _ in range(2):
        jobs.keep_house()
    assert db.session.scalars(select(Member.surnames)).all() == ["Quispe Huamán"]
    # Once a day, however often the worker keeps house.
    runs = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "retention.run")).all()
    assert len(runs) == 1


def test_the_people_of_a_household_that_left_are_let_go_too(
    session: Session, cli: FlaskCliRunner, member: Member, awana_record: EnterpriseRecord
) -> None:
    gone, young = (
        make_household(session, surnames=name, dni=dni, code=name.upper())
        for name, dni in (("Antigua", "00022221"), ("Reciente", "00022222"))
    )
    hers = session.get_one(Household, member.household_id)
    session.add(EnterpriseMember(record_id=awana_record.id, member_id=member.id, titular=True))
    mate = add_member(session, hers, MemberValues("Benita", "Quispe"), by=SOMEBODY)
    for home, years in ((gone, 9), (hers, 9), (young, 4)):
        day = today() - timedelta(days=years * 365)
        leave_programme(session, home, on=day, why="Se fue con Antigua", by=SOMEBODY)
    session.commit()
    for _ in range(2):
        assert cli.invoke(args=["retention", "run"]).exit_code == 0
    session.expire_all()
    names = {one.surnames or one.given_names for one in session.scalars(select(Member))}
    assert names == {NOBODY, "Reciente", "Quispe Huamán"}
    assert mate.given_names == NOBODY
    assert (gone.code, gone.left_why, gone.name_key) == ("", "", "")
    assert (young.code, young.left_why, young.name_key) == (
        "RECIENTE",
        "Se fue con Antigua",
        "reciente juana",
    )
    assert (hers.code, hers.left_why, hers.name_key) == (
        "HG-0001",
        "Se fue con Antigua",
        "quispe huaman juana",
    )
    notes = session.scalars(select(HouseholdEvent.note).where(HouseholdEvent.household_id == gone.id))
    assert set(notes) == {""}
