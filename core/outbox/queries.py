"""What waits, and what was given up."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.outbox.models import OutboxMessage


def unsent(session: Session) -> Sequence[OutboxMessage]:
    """The messages that wait or were given up and could still be sent, the oldest first."""
    query = select(OutboxMessage).where(OutboxMessage.state != "sent", OutboxMessage.text.is_not(None))
    return session.scalars(query.order_by(OutboxMessage.id)).all()


def message_by(session: Session, key: str) -> OutboxMessage | None:
    """The message of a public id."""
    return session.scalar(select(OutboxMessage).where(OutboxMessage.public_id == key))
