"""The worker's side: each waiting message is handed over once, and tried again with growing pauses for two days."""

from datetime import timedelta
from typing import Any

import structlog
from flask import current_app
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import jobs
from core.clock import now
from core.config import Settings
from core.outbox import operations, transport
from core.outbox.models import OutboxMessage
from core.outbox.operations import DELIVER
from core.outbox.transport import Answer, Letter, Outcome

log = structlog.get_logger()

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)


def register_jobs() -> None:
    """Let the worker deliver, and look after what waits every hour."""
    jobs.register(DELIVER, deliver)
    jobs.every_hour(give_up)
    jobs.every_hour(tend)


def deliver(session: Session, payload: dict[str, Any]) -> None:
    """Hand a waiting message to the mail server; where no server is named it goes on waiting."""
    settings: Settings = current_app.config["SETTINGS"]
    message = session.scalar(
        select(OutboxMessage).where(OutboxMessage.public_id == payload["message"], _WAITING)
    )
    if message is None or not settings.mail_server or not settings.mail_sender:
        return
    letter = Letter(
        settings.mail_sender,
        message.recipient or "",
        message.subject,
        message.text or "",
        message.html or "",
        message.message_id,
        message.created_at,
    )
    # The server may take its time: meanwhile nothing is locked.
    session.rollback()
    answer = transport.hand_over(settings.mail_server, letter)
    _note(session, payload["message"], answer)


def tend(session: Session) -> None:
    """Say that mail is not configured, where something waits for it; else promise what waits without a job."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.mail_server:
        operations.promise_waiting(session)
        return
    waiting = session.scalar(select(func.count()).select_from(OutboxMessage).where(_WAITING))
    if waiting:
        log.warning("mail is not configured: set SMTP_URL and MAIL_FROM", waiting=waiting)


def give_up(session: Session) -> None:
    """Give up what could not be delivered in its two days."""
    session.execute(
        update(OutboxMessage)
        .where(_WAITING, OutboxMessage.give_up_at < now())
        .values(
            state="failed",
            error=func.coalesce(func.nullif(OutboxMessage.error, ""), "no había servidor de correo"),
        )
    )


_WAITING = OutboxMessage.state == "waiting"


def _note(session: Session, key: str, answer: Answer) -> None:
    message = session.scalars(
        select(OutboxMessage).where(OutboxMessage.public_id == key, _WAITING)
    ).one_or_none()
    if message is None:
        return
    message.attempts += 1
    message.error = answer.reason
    pause = min(FIRST_PAUSE * 2 ** (min(message.attempts, 16) - 1), LONGEST_PAUSE)
    if answer.outcome is Outcome.SENT:
        message.state, message.sent_at = "sent", now()
    elif answer.outcome is Outcome.REFUSED or now() + pause > message.give_up_at:
        message.state = "failed"
        log.warning(
            "message given up", purpose=message.purpose, attempts=message.attempts, error=answer.reason
        )
    else:
        jobs.enqueue(session, DELIVER, {"message": key}, priority=operations.PRIORITY, delay=pause)
