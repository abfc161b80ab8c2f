"""What needs consent is public while consented, field by field, and not a moment longer."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.models import DEMO_VERSION
from admin.consents.operations import add_consent_text, give_consent, withdraw_consent
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import archive_enterprise
from catalog.enterprises.models import Enterprise, PublicContact
from core.audit import SYSTEM, AuditEntry
from core.clock import today
from core.db import db
from core.errors import InputError
from tests.admin.conftest import WORDS


def give(session: Session, record: EnterpriseRecord, *fields: str) -> None:
    for field in fields:
        give_consent(session, record, field, given_on=today(), channel="in_person", by=SYSTEM)


def test_without_an_approved_text_no_consent_is_recorded(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    with pytest.raises(InputError, match="Todavía no hay un texto"):
        give(session, awana_record, "story")


@pytest.mark.usefixtures("consent_text")
def test_consent_to_the_story_shows_the_story_only(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    give(session, awana_record, "story")
    assert (awana.story, awana.producer_name) == ("Aprendió a tejer con su abuela.", "")
    assert session.scalars(select(PublicContact)).all() == []


@pytest.mark.usefixtures("consent_text")
def test_consent_to_the_phone_makes_the_contact(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    give(session, awana_record, "phone")
    assert session.scalars(select(PublicContact.phone)).all() == ["+51900000001"]


@pytest.mark.usefixtures("consent_text")
def test_withdrawing_takes_the_field_off_at_once(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    give(session, awana_record, "phone", "story")
    assert withdraw_consent(session, awana_record, "phone", by=SYSTEM)
    assert session.scalars(select(PublicContact)).all() == []
    assert awana.story != ""


@pytest.mark.usefixtures("consent_text")
def test_withdrawing_what_was_never_given_changes_nothing(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    assert not withdraw_consent(session, awana_record, "phone", by=SYSTEM)


@pytest.mark.usefixtures("consent_text")
def test_given_twice_it_stands_once(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    give(session, awana_record, "story", "story")
    given = session.scalars(select(AuditEntry).where(AuditEntry.action == "consent.give")).all()
    assert len(given) == 1


@pytest.mark.usefixtures("consent_text")
def test_a_consent_cannot_come_from_the_future(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    tomorrow: date = today() + timedelta(days=1)
    with pytest.raises(InputError, match="futura"):
        give_consent(session, awana_record, "story", given_on=tomorrow, channel="paper", by=SYSTEM)


@pytest.mark.usefixtures("consent_text")
def test_archiving_hides_what_was_consented(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    give(session, awana_record, "name", "story", "phone")
    archive_enterprise(session, awana, by=SYSTEM, reason="cerró")
    assert (awana.story, awana.producer_name) == ("", "")
    assert session.scalars(select(PublicContact)).all() == []


def test_consent_is_given_and_withdrawn_by_command(
    session: Session, cli: FlaskCliRunner, awana: Enterprise, tmp_path: Path
) -> None:
    (tmp_path / "texto.txt").write_text(WORDS, encoding="utf-8")
    text = [str(tmp_path / "texto.txt"), "--version", "2026-1", "--approved-by", "Asesoría"]
    assert cli.invoke(args=["consents", "add-text", *text]).exit_code == 0
    assert cli.invoke(args=["consents", "give", awana.public_id, "story", "phone"]).exit_code == 0
    assert db.session.scalars(select(PublicContact.phone)).all() == ["+51900000001"]
    assert cli.invoke(args=["consents", "withdraw", awana.public_id, "phone"]).exit_code == 0
    assert db.session.scalars(select(PublicContact.phone)).all() == []


@pytest.mark.usefixtures("consent_text", "awana")
def test_a_command_knows_an_enterprise_by_its_address_too(session: Session, cli: FlaskCliRunner) -> None:
    assert cli.invoke(args=["consents", "give", "tejidos-awana", "name"]).exit_code == 0
    assert session.scalars(select(Enterprise.producer_name)).all() == ["Personaje de Prueba"]


def test_a_command_says_that_it_knows_no_such_enterprise(session: Session, cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["consents", "give", "nadie", "name"])
    assert result.exit_code == 1
    assert 'No hay ningún emprendimiento con el id o la dirección "nadie".' in result.output


def test_the_words_of_the_demo_hold_for_nobody_real(
    session: Session, awana: Enterprise, awana_record: EnterpriseRecord
) -> None:
    add_consent_text(session, DEMO_VERSION, WORDS, approved_by="demostración", by=SYSTEM)
    with pytest.raises(InputError, match="texto de consentimiento aprobado"):
        give(session, awana_record, "story")
    awana.demo = True
    give(session, awana_record, "story")
    assert awana.story
