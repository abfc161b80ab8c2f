"""Handing one message to the mail server, and saying how it went."""

import re
import smtplib
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

from core.outbox.server import MailServer

STEP_SECONDS = 20.0
# Whoever took longer by then does not begin to hand over: the job's lease must outlast the server's last word.
BEGIN_WITHIN_SECONDS = 50.0
LAST_WORD_SECONDS = 30.0
LONGEST_REASON = 200


class Outcome(StrEnum):
    """How it went."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True)
class Answer:
    """The outcome, with the server's reason where it was not good; no address stands in it."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Letter:
    """A message as it is to be sent; what the server refuses to take a second time it knows by `message_id`."""

    sender: Address
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime


def written(letter: Letter) -> EmailMessage:
    """The letter as mail programs read it; raises ValueError where a header would hold a line break."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = letter.sender
    mail["To"] = Address(addr_spec=letter.to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.date)
    mail["Message-ID"] = letter.message_id
    # Nobody's out-of-office note answers a machine.
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = "es"
    mail.set_content(letter.text, cte="quoted-printable")
    mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return mail


def hand_over(server: MailServer, letter: Letter) -> Answer:
    """Give the letter to the server. A recipient or a letter that it refuses for good is refused; all else, later."""
    started = time.monotonic()
    try:
        mail = written(letter).as_bytes()
        smtp = _open(server, letter.sender.domain)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Answer(Outcome.LATER, _reason(error))
    try:
        return _spoken(smtp, letter, mail, started)
    except (OSError, smtplib.SMTPException) as error:
        return Answer(Outcome.LATER, _reason(error))
    finally:
        smtp.close()


def _open(server: MailServer, name: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, timeout=STEP_SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=STEP_SECONDS)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _spoken(smtp: smtplib.SMTP, letter: Letter, mail: bytes, started: float) -> Answer:
    smtp.ehlo_or_helo_if_needed()
    code, said = smtp.mail(letter.sender.addr_spec)
    if code != 250:
        return Answer(Outcome.LATER, _reply(code, said))
    code, said = smtp.rcpt(letter.to)
    if code not in (250, 251):
        return Answer(_judged(code), _reply(code, said))
    if time.monotonic() - started > BEGIN_WITHIN_SECONDS:
        return Answer(Outcome.LATER, "el servidor de correo tarda demasiado")
    if smtp.sock:
        smtp.sock.settimeout(LAST_WORD_SECONDS)
    try:
        code, said = smtp.data(mail)
    except smtplib.SMTPDataError as error:
        return Answer(_judged(error.smtp_code), _reply(error.smtp_code, error.smtp_error))
    if code != 250:
        return Answer(_judged(code), _reply(code, said))
    # It is theirs now: a goodbye that fails changes nothing.
    with suppress(OSError, smtplib.SMTPException):
        if smtp.sock:
            smtp.sock.settimeout(1)
        smtp.quit()
    return Answer(Outcome.SENT)


def _judged(code: int) -> Outcome:
    return Outcome.REFUSED if 500 <= code < 600 else Outcome.LATER


def _reply(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _clean(f"{code} {text}")


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _reply(error.smtp_code, error.smtp_error)
    return _clean(f"{type(error).__name__}: {error}")


def _clean(text: str) -> str:
    return re.sub(r"\S*@\S*", "(correo)", " ".join(text.split()))[:LONGEST_REASON]
