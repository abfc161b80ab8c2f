"""What a producer agreed to show, field by field, and the words she was read."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from admin.enterprises.models import EnterpriseRecord
from core.db import Model, UtcDateTime, unique_where
from core.documents import DocumentColumns
from core.ids import public_id
from core.scoping import Private, Scope, within_parent

FIELDS = ("name", "portrait", "story", "phone")
CHANNELS = ("in_person", "phone", "paper")
# The words of the demonstration: no real producer was read them, and nothing of hers may rest on them.
DEMO_VERSION = "demo"


class ConsentText(Model):
    """A version of the words read aloud. While there is none, nothing that needs consent is published."""

    __tablename__ = "consent_text"
    __table_args__ = (CheckConstraint("length(words) >= 40", name="words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    version: Mapped[str] = mapped_column(String(40), unique=True)
    words: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConsentEvidence(DocumentColumns, Private, Model):
    """What shows that she agreed: a photo of the signed paper, or her signature drawn on the phone; private."""

    __tablename__ = "consent_evidence"
    __table_args__ = (CheckConstraint("kind IN ('photo', 'signature')", name="kind"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("enterprise_record.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Its enterprise's record is within the scope."""
        return within_parent(scope, cls, "record_id", EnterpriseRecord)


class Consent(Private, Model):
    """One field's consent: appended, never edited; withdrawing it closes it and takes the field off at once."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("field IN ('name', 'portrait', 'story', 'phone')", name="field"),
        CheckConstraint("channel IN ('in_person', 'phone', 'paper')", name="channel"),
        unique_where("uq_consent_standing", ["record_id", "field"], text("withdrawn_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    record_id: Mapped[int] = mapped_column(ForeignKey("enterprise_record.id"), index=True)
    # Who agreed; NULL where it was written down before anybody was known to be the titular.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    field: Mapped[str] = mapped_column(String(10))
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_text.id"))
    given_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(10))
    taken_by: Mapped[str] = mapped_column(String(120))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("consent_evidence.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(String(120))

    record: Mapped[EnterpriseRecord] = relationship(lazy="raise_on_sql")

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Its enterprise's record is within the scope."""
        return within_parent(scope, cls, "record_id", EnterpriseRecord)
