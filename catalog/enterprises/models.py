"""The public face of an enterprise: only what anybody may read now."""

from datetime import datetime
from enum import IntFlag

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalog.places.models import District, Province
from core.db import Model, UtcDateTime
from core.flags import FlagSet, full
from core.ids import public_id


class Wallet(IntFlag):
    """Digital wallets the maker takes payments with."""

    YAPE = 1
    PLIN = 2


class Invoice(IntFlag):
    """Papers of sale the maker can give; NONE says so plainly, 0 is «sin dato»."""

    FACTURA = 1
    BOLETA = 2
    LIQUIDACION = 4
    NONE = 8


STATUSES = ("unpublished", "published", "archived")


class Enterprise(Model):
    """A business as buyers see it.

    `district_code` is empty when the maker shows only her province. `story` and `producer_name` stand here only
    while their owner consents: admin.consents writes and clears them. A `demo` enterprise is fictitious and says so.
    """

    __tablename__ = "enterprise"
    __table_args__ = (
        CheckConstraint("status IN ('unpublished', 'published', 'archived')", name="status"),
        CheckConstraint("length(name) BETWEEN 2 AND 120", name="name"),
        CheckConstraint("district_code IS NULL OR substr(district_code, 1, 4) = province_code", name="place"),
        CheckConstraint(f"wallets BETWEEN 0 AND {full(Wallet)}", name="wallets"),
        CheckConstraint(f"invoices BETWEEN 0 AND {full(Invoice)}", name="invoices"),
        CheckConstraint("invoices < 8 OR invoices = 8", name="no_invoice_alone"),
        CheckConstraint("status <> 'published' OR published_at IS NOT NULL", name="published_at"),
        Index(None, "status", "name", "id"),
        Index(None, "demo", "status"),
        Index(None, "province_code", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    slug: Mapped[str] = mapped_column(String(140), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(12), default="unpublished")
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    district_code: Mapped[str | None] = mapped_column(ForeignKey("district.code"), index=True)
    wallets: Mapped[Wallet] = mapped_column(FlagSet(Wallet), default=Wallet(0))
    invoices: Mapped[Invoice] = mapped_column(FlagSet(Invoice), default=Invoice(0))
    market: Mapped[str] = mapped_column(String(200), default="")
    story: Mapped[str] = mapped_column(Text, default="")
    producer_name: Mapped[str] = mapped_column(String(120), default="")
    demo: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    province: Mapped[Province] = relationship(lazy="raise_on_sql")
    district: Mapped[District | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict


class EnterpriseSlug(Model):
    """A slug an enterprise had before: it redirects for ever and is never given away again."""

    __tablename__ = "enterprise_slug"

    slug: Mapped[str] = mapped_column(String(140), primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id", ondelete="CASCADE"), index=True)


class PublicContact(Model):
    """A phone that its owner consented to be contacted on: the row exists only while the consent does."""

    __tablename__ = "public_contact"
    __table_args__ = (CheckConstraint("phone LIKE '+51%'", name="phone"),)

    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprise.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    phone: Mapped[str] = mapped_column(String(16))
