"""Requests about one's own data (Ley 29733, derechos ARCO and portability), as people send them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import SealedText
from core.db import Model, UtcDateTime
from core.ids import case_number
from core.scoping import Private, Scope

KINDS = ("access", "rectification", "cancellation", "opposition", "portability")


class PrivacyRequest(Private, Model):
    """What somebody asks about her own data; only the national office reads it (admin.privacy answers it).

    `key` comes of one showing of the form: sent twice, it is one request. `due_on` is the last day of the legal term.
    """

    __tablename__ = "privacy_request"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(document IS NULL) = (document_digest IS NULL)", name="document"),
        Index(None, "received_at", "id"),
        Index(None, "document_digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=case_number)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    full_name: Mapped[str] = mapped_column(String(120))
    document: Mapped[str | None] = mapped_column(SealedText)
    document_digest: Mapped[str | None] = mapped_column(String(64))
    contact: Mapped[str] = mapped_column(SealedText, default="")
    message: Mapped[str] = mapped_column(SealedText, default="")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date]

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:  # noqa: ARG003 no territory reaches it
        """Only who reaches everything."""
        return false()
