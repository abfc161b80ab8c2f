"""How a request about one's own data is handled: who it turned out to be, and what was answered."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import SealedText
from core.db import Model, UtcDateTime, one_of
from core.ids import public_id
from core.scoping import Private, Scope

STATES = ("open", "granted", "refused")
# How an answer reaches whoever asked: by e-mail it is sent from here; of the others it is noted that it was given.
CHANNELS = ("mail", "phone", "paper", "in_person")


class PrivacyCase(Private, Model):
    """One per request. The term may be extended once, with the reason; an answer is never changed."""

    __tablename__ = "privacy_case"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(one_of("answered_through", CHANNELS), name="answered_through"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(extended_until IS NULL) = (extended_why = '')", name="extended"),
        Index(None, "state", "due_on"),
        Index(None, "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    request_id: Mapped[int] = mapped_column(ForeignKey("privacy_request.id"), unique=True)
    state: Mapped[str] = mapped_column(String(8), default="open")
    # The request's term, or the extended one: what the inbox is sorted by.
    due_on: Mapped[date]
    extended_until: Mapped[date | None]
    extended_why: Mapped[str] = mapped_column(String(300), default="")
    identity_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    identity_checked_by: Mapped[str] = mapped_column(String(120), default="")
    identity_checked_how: Mapped[str] = mapped_column(String(200), default="")
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    answer: Mapped[str] = mapped_column(SealedText, default="")
    answered_through: Mapped[str] = mapped_column(String(10), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str] = mapped_column(String(120), default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:  # noqa: ARG003 no territory reaches it
        """Only who reaches everything."""
        return false()
