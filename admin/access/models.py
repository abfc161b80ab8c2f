"""Accounts, their sessions and what proves who somebody is."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from admin.access.permissions import Role
from admin.territories.models import TerritorialUnit
from core.crypto import SealedText
from core.db import Model, UtcDateTime, unique_where
from core.ids import public_id


class Account(Model):
    """Somebody who signs in. It is never deleted: who left is `suspended_at`, and what she wrote keeps her name.

    `password` is an argon2 hash, empty until its owner chooses one by the link of the invitation. `second_factor` is
    the TOTP secret, sealed; it counts once `second_factor_since` is set, and `second_factor_step` is the last time
    step that was used, so that no code is good twice. Accounts of the demo are `demo`.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("email = lower(email) AND email LIKE '%_@_%'", name="email"),
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint(
            "role IN ('administrator', 'national', 'unit_head', 'field_agent', 'communication', 'reader',"
            " 'producer')",
            name="role",
        ),
        CheckConstraint("role NOT IN ('unit_head', 'field_agent') OR unit_id IS NOT NULL", name="unit"),
        CheckConstraint("second_factor_since IS NULL OR second_factor IS NOT NULL", name="second_factor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    email: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(16), default="")
    role: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("territorial_unit.id"), index=True)
    password: Mapped[str] = mapped_column(String(200), default="")
    second_factor: Mapped[str | None] = mapped_column(SealedText)
    second_factor_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    second_factor_step: Mapped[int] = mapped_column(default=0)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict

    unit: Mapped[TerritorialUnit | None] = relationship(lazy="raise_on_sql")

    @property
    def known_role(self) -> Role:
        """The role as the permission table knows it."""
        return Role(self.role)


class AccountSession(Model):
    """A browser where somebody is signed in: the cookie holds a random token, this row its digest only."""

    __tablename__ = "account_session"
    __table_args__ = (Index(None, "account_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(String(20), default="")

    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class SignInFailure(Model):
    """A failed attempt, counted by account: the digest of what was typed as e-mail, whether it exists or not."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "whose", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    whose: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AccessLink(Model):
    """A link by which a password is chosen, once: of an invitation or of a reset. Only its token's digest is kept."""

    __tablename__ = "access_link"
    __table_args__ = (
        CheckConstraint("purpose IN ('invitation', 'reset')", name="purpose"),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class RecoveryCode(Model):
    """A code for the day when the phone with the second factor is lost: its keyed digest, good once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code: Mapped[str] = mapped_column(String(200))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DistrictAssignment(Model):
    """A district that a field agent works in; one without any works in none."""

    __tablename__ = "district_assignment"
    __table_args__ = (Index(None, "account_id", "district_code", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    district_code: Mapped[str] = mapped_column(ForeignKey("district.code"), index=True)


class Substitution(Model):
    """Somebody stands in for another who is on leave: between these days she reaches what the other does too."""

    __tablename__ = "substitution"
    __table_args__ = (
        CheckConstraint("from_on <= until_on", name="days"),
        CheckConstraint("absent_id <> substitute_id", name="two"),
        unique_where(
            "uq_substitution_standing", ["absent_id", "substitute_id", "from_on"], text("ended_at IS NULL")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    absent_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
