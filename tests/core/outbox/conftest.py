"""A real mail server that does as the test says, and a site that knows it."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from aiosmtpd.smtp import Session as Talk
from flask import Flask
from sqlalchemy.orm import Session

from core import jobs
from core.db import db
from core.outbox import operations
from core.outbox.models import OutboxMessage
from core.outbox.server import MailServer
from tests.support.browser import free_port
from tests.support.certificates import make_certificate

SENDER = Address("Juntos Emprende", addr_spec="avisos@juntos.test")


class Post:
    """What the server was given, and what it is to answer."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.encrypted: list[bool] = []
        self.to_recipient = "250 OK"
        self.to_letter = "250 OK"
        self.pause = 0.0
        self._lock = threading.Lock()

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, _server: SMTP, _talk: Talk, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer as told."""
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, _talk: Talk, envelope: Envelope) -> str:  # noqa: N802
        """Keep the letter, and answer as told, after as long as told."""
        time.sleep(self.pause)
        if self.to_letter.startswith("250"):
            with self._lock:
                content = cast(bytes, envelope.original_content)
                self.letters.append(cast(EmailMessage, message_from_bytes(content, policy=default)))
                self.recipients += envelope.rcpt_tos
                self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return self.to_letter


def _passes(_server: SMTP, _talk: Talk, _envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = LoginPassword(b"avisos", b"una clave")
    return AuthResult(success=mechanism in ("LOGIN", "PLAIN") and data == right)


@pytest.fixture
def post() -> Post:
    """What the mail server has been given."""
    return Post()


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What the server shows; whoever opens a connection in this test trusts it."""
    chain, key = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    return context


@pytest.fixture
def start(post: Post) -> Iterator[Callable[..., MailServer]]:
    """`start()` starts the server, on the port of an earlier one where that is given; `start.stop()` ends it."""
    running: list[Controller] = []

    def begin(port: int = 0, context: ssl.SSLContext | None = None, **options: Any) -> MailServer:
        if not port:
            listener = free_port()
            port = listener.getsockname()[1]
            listener.close()
        if context:
            options |= {"tls_context": context, "require_starttls": True, "authenticator": _passes}
        controller = Controller(post, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        if context:
            return MailServer("127.0.0.1", port, "starttls", "avisos", "una clave")
        return MailServer("127.0.0.1", port, "none")

    yield begin
    for controller in running:
        if controller.loop.is_running():
            controller.stop()


@pytest.fixture
def mailing(make_site: Callable[..., Flask]) -> Callable[[MailServer], Flask]:
    """`mailing(server)` is a site on this database that sends its mail there."""
    return lambda server: make_site(mail_server=server, mail_sender=SENDER)


@pytest.fixture
def promise(session: Session) -> Callable[..., str]:
    """`promise()` promises a message and commits; its public id."""

    def send(**changes: str) -> str:
        message = operations.send(
            session,
            **{
                "to": "rosa@example.pe",
                "subject": "Enlace para elegir su clave",
                "text": "Hola, Rosa Ñahui:\n.\nabra el enlace.\n",
                "html": "<p>Hola, Rosa Ñahui</p>",
                "purpose": "reset",
            }
            | changes,
        )
        session.commit()
        return message.public_id

    return send


@pytest.fixture
def work(session: Session) -> Callable[[Flask], int]:
    """`work(site)` does what is due there, as its worker would."""

    def run(site: Flask) -> int:
        if threading.current_thread() is threading.main_thread():
            session.rollback()
        with site.app_context():
            try:
                return jobs.run_due([operations.DELIVER])
            finally:
                db.session.remove()

    return run


@pytest.fixture
def message(session: Session) -> Callable[[str], OutboxMessage]:
    """`message(key)` is the row as it is now."""

    def read(key: str) -> OutboxMessage:
        session.rollback()
        session.expire_all()
        return session.query(OutboxMessage).filter_by(public_id=key).one()

    return read


@dataclass(frozen=True)
class Mail:
    """The mail of a site from its promise to the server: what nearly every test of it does."""

    start: Callable[..., MailServer]
    site: Callable[[MailServer], Flask]
    promise: Callable[..., str]
    work: Callable[[Flask], int]
    row: Callable[[str], OutboxMessage]
    post: Post


@pytest.fixture
def mail(
    start: Callable[..., MailServer],
    mailing: Callable[[MailServer], Flask],
    promise: Callable[..., str],
    work: Callable[[Flask], int],
    message: Callable[[str], OutboxMessage],
    post: Post,
) -> Mail:
    """A server to start, a site that knows it, messages to promise, send and read."""
    return Mail(start, mailing, promise, work, message, post)
