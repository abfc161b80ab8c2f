"""What a message must be, what waits without a mail server, sending again, and forgetting."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core import jobs
from core.audit import SYSTEM, AuditEntry
from core.config import ConfigError, Settings, from_environment
from core.errors import InputError
from core.outbox import delivery, operations
from core.outbox.letters import compose
from core.outbox.models import OutboxMessage
from core.outbox.server import MailServer, read_server

Promise = Callable[..., str]
Read = Callable[[str], OutboxMessage]


@pytest.mark.parametrize(
    "to",
    [
        "", "rosa", "rosa@", "@b.pe", "a@b.pe, c@d.pe", "a@b.pe\nBcc: c@d.pe", "Rosa <a@b.pe>", "a@b.pe ",
        "ñ@b.pe", "a" * 250 + "@b.pe", "a@b.pe>",
    ],
)  # fmt: skip
def test_a_message_goes_to_one_plain_address(session: Session, to: str) -> None:
    with pytest.raises(ValueError, match="address"):
        operations.send(session, to=to, subject="Hola", text="x", html="x", purpose="reset")


def test_a_subject_holds_no_line_break(promise: Promise, message: Read) -> None:
    key = promise(subject="Hola\r\nBcc: otro@example.pe" + " y más" * 90)
    assert message(key).subject.startswith("Hola Bcc: otro@example.pe")
    assert len(message(key).subject) == 200


def test_what_a_message_says_is_sealed_in_the_database(session: Session, promise: Promise) -> None:
    promise(text="enlace-secreto", html="<p>enlace-secreto</p>")
    rows = session.execute(text("SELECT recipient, text, html FROM outbox_message")).all()
    assert not any(word in str(rows) for word in ("enlace", "rosa"))


def test_without_a_server_messages_wait_and_are_shown(
    cli: FlaskCliRunner, promise: Promise, message: Read, run_jobs: Callable[[], int]
) -> None:
    key = promise(text="Abra http://127.0.0.1/clave/abc\n")
    run_jobs()
    assert message(key).state == "waiting"
    shown = cli.invoke(args=["outbox", "show"]).output
    for word in (
        key,
        "rosa@example.pe",
        "http://127.0.0.1/clave/abc",
        "Sin enviar: 1.",
        "no está configurado",
    ):
        assert word in shown
    assert "no está configurado" in cli.invoke(args=["outbox", "deliver"]).output


def test_in_production_the_words_are_not_shown(
    session: Session, make_site: Callable[..., Flask], promise: Promise
) -> None:
    promise(text="Abra http://127.0.0.1/clave/abc\n")
    session.rollback()
    site = make_site(app_env="production")
    with site.app_context():
        shown = site.test_cli_runner().invoke(args=["outbox", "show"]).output
    assert "Sin enviar: 1." in shown
    assert "clave/abc" not in shown
    assert "rosa@example.pe" not in shown


def test_what_waited_for_a_server_is_promised_again_once(
    session: Session, promise: Promise, run_jobs: Callable[[], int], make_site: Callable[..., Flask]
) -> None:
    promise()
    run_jobs()
    session.rollback()
    with make_site(mail_server=MailServer("127.0.0.1", 9, "none")).app_context():
        for _ in range(2):
            delivery.tend(session)
            session.commit()
    queued = session.scalars(select(jobs.Job).where(jobs.Job.state == "queued")).all()
    assert len(queued) == 1


def test_what_waits_for_two_days_is_given_up(
    session: Session, promise: Promise, message: Read, clock: time_machine.Traveller
) -> None:
    key = promise()
    clock.shift(operations.GIVE_UP_AFTER + timedelta(minutes=1))
    delivery.give_up(session)
    session.commit()
    assert (message(key).state, message(key).error) == ("failed", "no había servidor de correo")


def test_what_failed_is_sent_again_when_asked(
    session: Session, promise: Promise, message: Read, cli: FlaskCliRunner
) -> None:
    key, other = promise(), promise()
    for one in (key, other):
        message(one).state = "failed"
        session.commit()
    operations.resend(session, message(key), by=SYSTEM)
    session.commit()
    assert message(key).state == "waiting"
    with pytest.raises(InputError):
        operations.resend(session, message(key), by=SYSTEM)
    assert "1 mensajes" in cli.invoke(args=["outbox", "resend", "--all"]).output
    assert message(other).state == "waiting"
    assert cli.invoke(args=["outbox", "resend", key]).exit_code == 1
    assert cli.invoke(args=["outbox", "resend", "nada"]).exit_code == 1
    assert session.scalars(select(AuditEntry.action)).all() == ["mail.resend"] * 2


def test_words_are_forgotten_a_week_after_they_were_sent(
    session: Session, promise: Promise, message: Read, clock: time_machine.Traveller
) -> None:
    key, waiting = promise(), promise()
    row = message(key)
    row.state, row.sent_at = "sent", delivery.now()
    session.commit()
    clock.shift(operations.KEEP_WORDS - timedelta(hours=1))
    operations.erase_words(session)
    assert message(key).text
    clock.shift(timedelta(hours=2))
    operations.erase_words(session)
    session.commit()
    row = message(key)
    assert (row.text, row.html, row.recipient, row.state) == (None, None, None, "sent")
    assert message(waiting).text


def test_a_letter_is_written_from_templates(app: Flask) -> None:
    with app.app_context():
        letter = compose("mail/base", "Asunto <b>")
    assert "<title>Asunto &lt;b&gt;</title>" in letter.html
    assert letter.text.startswith("-- \nJuntos Emprende\n")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", None),
        ("smtp://mail.pe", MailServer("mail.pe", 587, "starttls")),
        (
            "smtp://a%40b.pe:cl%2Fve@mail.pe:25?tls=1",
            MailServer("mail.pe", 25, "starttls", "a@b.pe", "cl/ve"),
        ),
        ("smtp://127.0.0.1:1025?tls=0", MailServer("127.0.0.1", 1025, "none")),
        ("smtp://a:b@localhost?tls=0", MailServer("localhost", 587, "none", "a", "b")),
        ("smtps://a:b@mail.pe", MailServer("mail.pe", 465, "tls", "a", "b")),
    ],
)
def test_the_server_is_read_from_its_address(url: str, server: MailServer | None) -> None:
    assert read_server(url) == server
    assert "cl/ve" not in repr(server)


@pytest.mark.parametrize(
    "environ",
    [
        {"SMTP_URL": "mail.pe", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "http://mail.pe", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://mail.pe:0x", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://mail.pe?tls=2", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://mail.pe?ssl=1", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://a:secreto@mail.pe?tls=0", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://a:secretoñ@mail.pe", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://a@mail.pe", "MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://mail.pe"},
        {"MAIL_FROM": "a@b.pe"},
        {"SMTP_URL": "smtp://mail.pe", "MAIL_FROM": "avisos"},
        {"SMTP_URL": "smtp://mail.pe", "MAIL_FROM": "Avisos\n <a@b.pe>"},
    ],
)
def test_wrong_mail_settings_are_refused_at_start(settings: Settings, environ: dict[str, str]) -> None:
    folders = {"DATA_DIR": str(settings.data_dir), "MEDIA_DIR": str(settings.media_dir)}
    with pytest.raises(ConfigError, match=r"SMTP_URL|MAIL_FROM") as refused:
        from_environment(environ | folders)
    assert "secreto" not in str(refused.value)


def test_the_sender_has_the_brand_s_name_or_its_own(settings: Settings) -> None:
    folders = {"DATA_DIR": str(settings.data_dir), "MEDIA_DIR": str(settings.media_dir)}

    def sender(text: str) -> str:
        return str(from_environment({"SMTP_URL": "smtp://m.pe", "MAIL_FROM": text} | folders).mail_sender)

    assert sender("avisos@b.pe") == "Juntos Emprende <avisos@b.pe>"
    assert sender("Avisos <avisos@b.pe>") == "Avisos <avisos@b.pe>"
