"""Messages reach a real mail server: whole, once, and later where it is away."""

import socket
import ssl
import threading
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import jobs
from core.jobs import LEASE, Job
from core.outbox import delivery, operations, transport
from core.outbox.server import MailServer
from tests.core.outbox.conftest import Mail
from tests.support import writers
from tests.support.browser import free_port


def test_a_message_arrives_as_words_and_as_a_page(mail: Mail) -> None:
    key = mail.promise(subject="Señal de Ñahui «ok»")
    assert mail.work(mail.site(mail.start())) == 1
    [letter] = mail.post.letters
    assert (letter["Subject"], letter["To"]) == ("Señal de Ñahui «ok»", "rosa@example.pe")
    assert letter["From"] == "Juntos Emprende <avisos@juntos.test>"
    assert (letter["Auto-Submitted"], letter["Bcc"]) == ("auto-generated", None)
    row = mail.row(key)
    assert letter["Message-ID"] == row.message_id
    assert parsedate_to_datetime(letter["Date"]) == row.created_at.replace(microsecond=0)
    words, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert words
    assert page
    assert words.get_content().replace("\r\n", "\n") == "Hola, Rosa Ñahui:\n.\nabra el enlace.\n"
    assert page.get_content().strip() == "<p>Hola, Rosa Ñahui</p>"
    assert (row.state, row.attempts, row.error, row.sent_at is not None) == ("sent", 1, "", True)


def test_what_is_rolled_back_is_not_sent(mail: Mail, session: Session) -> None:
    operations.send(session, to="a@b.pe", subject="No", text="No", html="No", purpose="reset")
    session.flush()
    session.rollback()
    assert mail.work(mail.site(mail.start())) == 0
    assert mail.post.letters == []


def test_a_recipient_that_is_refused_for_good_is_not_tried_again(mail: Mail) -> None:
    mail.post.to_recipient = "550 5.1.1 <rosa@example.pe> no such user"
    key, site = mail.promise(), mail.site(mail.start())
    mail.work(site)
    row = mail.row(key)
    assert (row.state, row.attempts, row.error) == ("failed", 1, "550 5.1.1 (correo) no such user")
    assert mail.work(site) == 0


@pytest.mark.parametrize("answer", ["450 4.2.1 later", "421 4.3.2 closing"])
def test_a_server_that_says_later_is_asked_later(
    mail: Mail, clock: time_machine.Traveller, answer: str
) -> None:
    mail.post.to_recipient = answer
    key, site = mail.promise(), mail.site(mail.start())
    assert (mail.work(site), mail.work(site)) == (1, 0)
    assert (mail.row(key).state, mail.row(key).attempts) == ("waiting", 1)
    mail.post.to_recipient = "250 OK"
    clock.shift(delivery.FIRST_PAUSE)
    assert mail.work(site) == 1
    assert (mail.row(key).state, len(mail.post.letters)) == ("sent", 1)


def test_a_server_that_is_down_and_comes_up_gets_the_message(
    mail: Mail, clock: time_machine.Traveller
) -> None:
    listener = free_port()
    port = listener.getsockname()[1]
    listener.close()
    key, site = mail.promise(), mail.site(MailServer("127.0.0.1", port, "none"))
    mail.work(site)
    assert "ConnectionRefusedError" in mail.row(key).error
    mail.start(port)
    clock.shift(delivery.FIRST_PAUSE)
    mail.work(site)
    assert mail.row(key).state == "sent"
    assert [letter["Message-ID"] for letter in mail.post.letters] == [mail.row(key).message_id]


def test_pauses_grow_and_end_after_two_days(
    mail: Mail, clock: time_machine.Traveller, session: Session
) -> None:
    closed = free_port()
    site = mail.site(MailServer("127.0.0.1", closed.getsockname()[1], "none"))
    key = mail.promise()
    began = mail.row(key).created_at
    tried: list[timedelta] = []
    for _ in range(60 * 24 * 3):
        if mail.work(site):
            tried.append(delivery.now() - began)
        if mail.row(key).state == "failed":
            break
        clock.move_to(session.scalars(select(Job.run_after).where(Job.state == "queued")).one())
    closed.close()
    pauses = [later - earlier for earlier, later in pairwise(tried)]
    assert pauses == sorted(pauses)
    assert pauses[0] == delivery.FIRST_PAUSE
    assert timedelta(days=1, hours=20) < tried[-1] < timedelta(days=2)
    assert mail.row(key).state == "failed"


def test_a_slow_server_is_left_and_the_database_waits_for_nobody(
    mail: Mail, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "LAST_WORD_SECONDS", 0.6)
    mail.post.pause = 1.5
    key, site = mail.promise(), mail.site(mail.start())
    thread = threading.Thread(target=mail.work, args=(site,))
    thread.start()
    session.rollback()
    while not session.scalar(select(Job.attempts).where(Job.kind == operations.DELIVER)):
        session.rollback()
    # The worker waits for the server now; somebody else writes meanwhile.
    jobs.enqueue(session, "other", {})
    session.commit()
    thread.join(10)
    assert (mail.row(key).state, mail.row(key).attempts) == ("waiting", 1)
    assert "timed out" in mail.row(key).error


def test_a_server_that_never_speaks_is_left(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "STEP_SECONDS", 0.3)
    mute = socket.create_server(("127.0.0.1", 0))
    key = mail.promise()
    mail.work(mail.site(MailServer("127.0.0.1", mute.getsockname()[1], "none")))
    mute.close()
    assert mail.row(key).state == "waiting"


def test_starttls_is_demanded_and_the_password_goes_inside_it(
    mail: Mail, certificate: ssl.SSLContext
) -> None:
    key = mail.promise()
    mail.work(mail.site(mail.start(context=certificate)))
    assert (mail.row(key).state, mail.row(key).error) == ("sent", "")
    assert mail.post.encrypted == [True]


def test_a_server_without_tls_or_with_a_strange_certificate_gets_nothing(
    mail: Mail, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = mail.start()
    key = mail.promise()
    mail.work(mail.site(MailServer(plain.host, plain.port, "starttls")))
    assert "STARTTLS" in mail.row(key).error
    monkeypatch.delenv("SSL_CERT_FILE")
    other = mail.promise()
    mail.work(mail.site(mail.start(context=certificate)))
    assert "CERTIFICATE_VERIFY_FAILED" in mail.row(other).error
    assert mail.post.letters == []


def test_two_workers_send_each_message_once(mail: Mail, session: Session) -> None:
    keys = [mail.promise(subject=f"Mensaje {number}") for number in range(12)]
    site = mail.site(mail.start())
    session.rollback()
    writers.at_once(3, lambda: mail.work(site))
    assert sorted(letter["Subject"] for letter in mail.post.letters) == sorted(
        f"Mensaje {n}" for n in range(12)
    )
    assert len(keys) == 12


def test_a_worker_killed_after_the_server_took_it_sends_it_again_as_the_same(
    mail: Mail, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        """What nothing catches."""

    def die(*_: object) -> None:
        raise KilledError

    key, site = mail.promise(), mail.site(mail.start())
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_note", die)
        with pytest.raises(KilledError):
            mail.work(site)
    assert mail.work(site) == 0
    clock.shift(LEASE + timedelta(seconds=1))
    assert mail.work(site) == 1
    assert [letter["Message-ID"] for letter in mail.post.letters] == [mail.row(key).message_id] * 2
    assert (mail.row(key).state, mail.row(key).attempts) == ("sent", 1)
