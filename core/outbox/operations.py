"""Promising messages, sending them once more, and forgetting what they said."""

from datetime import timedelta
from email.headerregistry import Address
from typing import Any

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit, jobs
from core.audit import Actor
from core.clock import now
from core.config import Settings
from core.db import take_turns
from core.errors import InputError
from core.ids import public_id
from core.jobs import Job
from core.outbox.models import OutboxMessage
from core.outbox.server import is_address
from core.text import clean

DELIVER = "outbox.deliver"
# Somebody waits for a message before a screen: it goes before photos and reports.
PRIORITY = 10
GIVE_UP_AFTER = timedelta(days=2)
KEEP_WORDS = timedelta(days=7)
LONGEST_SUBJECT = 200


def send(session: Session, *, to: str, subject: str, text: str, html: str, purpose: str) -> OutboxMessage:
    """Promise a message in the caller's transaction: it goes out if and only if that commits.

    `purpose` says in a word what it is for («reset»): it is counted and shown where the message itself is not.
    Raises ValueError for what is not one plain address, or for a message without a subject.
    """
    said = clean(subject)[:LONGEST_SUBJECT]
    if not is_address(to):
        raise ValueError("a message needs one address")
    if not said:
        raise ValueError("a message needs a subject")
    at, key = now(), public_id()
    message = OutboxMessage(
        public_id=key,
        message_id=f"<{key}@{_domain()}>",
        purpose=purpose,
        recipient=to,
        subject=said,
        text=text,
        html=html,
        created_at=at,
        give_up_at=at + GIVE_UP_AFTER,
    )
    session.add(message)
    _promise(session, key)
    return message


def resend(session: Session, message: OutboxMessage, *, by: Actor) -> None:
    """Try a message again that was given up; raises InputError where it was not, or its words are gone.

    Whoever comes second finds it waiting: it is never promised twice.
    """
    if message.text is None:
        raise InputError("De este mensaje ya no se guarda el texto. Pida que se genere uno nuevo.")
    query = (
        update(OutboxMessage)
        .where(OutboxMessage.id == message.id, OutboxMessage.state == "failed")
        .values(state="waiting", attempts=0, error="", give_up_at=now() + GIVE_UP_AFTER)
        .returning(OutboxMessage.id)
    )
    if session.scalar(query) is None:
        raise InputError("Solo se reenvía un mensaje que falló. Este ya se envió o está en espera.")
    _promise(session, message.public_id)
    audit.record(session, "mail.resend", message, by=by, changes={"purpose": message.purpose})


def promise_waiting(session: Session) -> None:
    """Promise again what waits without a job: mail was not configured then, or every worker died at it."""
    take_turns(session, "outbox")
    waiting = session.scalars(select(OutboxMessage.public_id).where(OutboxMessage.state == "waiting")).all()
    if not waiting:
        return
    alive = select(Job.payload).where(Job.kind == DELIVER, Job.state.in_(("queued", "running")))
    promised = {payload["message"] for payload in session.scalars(alive)}
    for key in waiting:
        if key not in promised:
            _promise(session, key)


def erase_words(session: Session) -> int:
    """Forget what messages said, and to whom, a week after they were sent or given up; how many."""
    done: Any = session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state != "waiting", OutboxMessage.text.is_not(None))
        .where((OutboxMessage.sent_at < now() - KEEP_WORDS) | (OutboxMessage.give_up_at < now() - KEEP_WORDS))
        .values(text=None, html=None, recipient=None)
    )
    return int(done.rowcount)


def _promise(session: Session, key: str) -> None:
    jobs.enqueue(session, DELIVER, {"message": key}, priority=PRIORITY)


def _domain() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    sender: Address | None = settings.mail_sender
    return sender.domain if sender else settings.host
