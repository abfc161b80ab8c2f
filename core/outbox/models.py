"""Messages waiting, sent or given up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import SealedText
from core.db import Model, UtcDateTime
from core.ids import public_id


class OutboxMessage(Model):
    """A message to one address. What it says is sealed, since it may hold a link that opens a door, and erased later.

    `message_id` stays the same however often it is tried, so that a mail server knows a message it has had.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="state"),
        CheckConstraint("length(subject) > 0", name="subject"),
        Index(None, "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    purpose: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str | None] = mapped_column(SealedText)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(SealedText)
    html: Mapped[str | None] = mapped_column(SealedText)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    give_up_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
