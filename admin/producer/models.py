"""Producers who enter by phone and clave, the questions they answer by a link, and what they hear read aloud."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from admin.households.models import Member
from admin.products.models import within_product
from core.db import Model, UtcDateTime, one_of, unique_where
from core.documents import DocumentColumns
from core.ids import public_id
from core.scoping import Private, Scope, within_parent

ACTIVE = text("suspended_at IS NULL")
QUESTIONS = ("price", "availability")
ANSWERS = ("yes", "changed", "paused")
LANGUAGES = ("es", "qu", "ay")


class ProducerAccount(Private, Model):
    """A member's way in: her phone and a clave of six digits (an argon2 hash), or the QR on a paper of hers.

    `qr_digest` is of the token in the paper's QR: another paper makes the one before useless. Nobody else's active
    account has her phone. It is never deleted: who lost her way in is `suspended_at`.
    """

    __tablename__ = "producer_account"
    __table_args__ = (
        CheckConstraint("phone LIKE '+51%'", name="phone"),
        CheckConstraint("(qr_digest IS NULL) = (qr_issued_at IS NULL)", name="qr"),
        unique_where("uq_producer_account_phone", ["phone"], ACTIVE),
        unique_where("uq_producer_account_member", ["member_id"], ACTIVE),
        Index(None, "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    phone: Mapped[str] = mapped_column(String(16))
    clave: Mapped[str] = mapped_column(String(200), default="")
    qr_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    qr_issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(120))
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict

    member: Mapped[Member] = relationship(lazy="raise_on_sql")

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Her household is within the scope."""
        return within_parent(scope, cls, "member_id", Member)


class ProducerSession(Model):
    """A telephone where a producer is signed in, for ninety days: the cookie holds a token, this row its digest."""

    __tablename__ = "producer_session"
    __table_args__ = (Index(None, "account_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("producer_account.id"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(String(20), default="")


class ProducerQuestion(Private, Model):
    """One question about one product, answered by a link without signing in: the link can do only that.

    `price` and `unit` are what was asked about, so that an answer to yesterday's price is not taken for today's.
    """

    __tablename__ = "producer_question"
    __table_args__ = (
        CheckConstraint("kind IN ('price', 'availability')", name="kind"),
        CheckConstraint(one_of("answer", ANSWERS), name="answer"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered"),
        Index(None, "product_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    price: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(String(120))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(String(8), default="")

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """The record of its product's enterprise is within the scope."""
        return within_product(scope, cls)


class ScreenAudio(DocumentColumns, Model):
    """A screen of the producer read aloud in a language; no language but Spanish before a speaker reviewed it."""

    __tablename__ = "screen_audio"
    __table_args__ = (
        CheckConstraint("language IN ('es', 'qu', 'ay')", name="language"),
        CheckConstraint("language = 'es' OR reviewed_by <> ''", name="reviewed"),
        unique_where("uq_screen_audio_standing", ["screen", "language"], text("removed_at IS NULL")),
    )

    screen: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    reviewed_by: Mapped[str] = mapped_column(String(120), default="")
