"""What is offered: live values only. Prices are céntimos, quantities thousandths of the product's unit."""

from datetime import date, datetime
from enum import IntFlag

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.units import UNITS
from catalog.sectors.models import Sector
from core.db import MERGED, Model, UtcDateTime
from core.flags import FlagSet, full
from core.ids import public_id

ALL_YEAR = 0b1111_1111_1111


class Payment(IntFlag):
    """How and when the maker is paid; 0 is «sin dato»."""

    CASH = 1
    TRANSFER = 2
    ON_DELIVERY = 4
    ADVANCE = 8
    CREDIT = 16


class Product(Model):
    """A good or a service with its price per unit, capacity a month and months.

    `price_per_base` is thousandths of a céntimo for one base unit of the unit's dimension, `capacity_base`
    thousandths of base units a month (0 while she has none): written with the price, used to sort and filter within
    one dimension.
    `folded` is the text that the plain word filter looks through. Since `paused_on` its maker has none for now.
    What was found to be another one's double is archived, and its page leads to the one that was kept.
    """

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("status IN ('unpublished', 'published', 'archived')", name="status"),
        CheckConstraint("kind IN ('good', 'service')", name="kind"),
        CheckConstraint("length(name) BETWEEN 2 AND 120", name="name"),
        CheckConstraint("price > 0 AND price <= 100000000", name="price"),
        CheckConstraint("unit IN ({})".format(", ".join(f"'{code}'" for code in UNITS)), name="unit"),
        CheckConstraint("price_per_base >= 0", name="price_per_base"),
        CheckConstraint("capacity IS NULL OR (capacity > 0 AND capacity_base IS NOT NULL)", name="capacity"),
        CheckConstraint("min_order IS NULL OR min_order > 0", name="min_order"),
        CheckConstraint("lead_days IS NULL OR lead_days BETWEEN 0 AND 365", name="lead_days"),
        CheckConstraint(f"months BETWEEN 0 AND {ALL_YEAR}", name="months"),
        CheckConstraint(f"payments BETWEEN 0 AND {full(Payment)}", name="payments"),
        CheckConstraint("freight IS NULL OR freight IN ('buyer', 'maker', 'shared')", name="freight"),
        CheckConstraint("status <> 'published' OR published_at IS NOT NULL", name="published_at"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="merged"),
        Index(None, "merged_into_id", sqlite_where=MERGED, postgresql_where=MERGED),
        Index(None, "status", "published_at", "id"),
        Index(None, "status", "dimension", "price_per_base", "id"),
        Index(None, "status", "dimension", "capacity_base", "id"),
        Index(None, "status", "name", "id"),
        Index(None, "status", "sector_id", "published_at", "id"),
        Index(None, "enterprise_id", "status", "sector_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    slug: Mapped[str] = mapped_column(String(140), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    sector_id: Mapped[int] = mapped_column(ForeignKey("sector.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(12), default="unpublished")
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    variants: Mapped[str] = mapped_column(String(300), default="")
    price: Mapped[int] = mapped_column(BigInteger)
    price_confirmed_on: Mapped[date]
    unit: Mapped[str] = mapped_column(String(20))
    dimension: Mapped[str] = mapped_column(String(20))
    price_per_base: Mapped[int] = mapped_column(BigInteger)
    capacity: Mapped[int | None] = mapped_column(BigInteger)
    capacity_base: Mapped[int | None] = mapped_column(BigInteger)
    availability_confirmed_on: Mapped[date]
    paused_on: Mapped[date | None]
    min_order: Mapped[int | None] = mapped_column(BigInteger)
    lead_days: Mapped[int | None]
    months: Mapped[int] = mapped_column(default=0)
    delivery: Mapped[str] = mapped_column(String(300), default="")
    delivery_days: Mapped[str] = mapped_column(String(120), default="")
    freight: Mapped[str | None] = mapped_column(String(10))
    cold_chain: Mapped[bool | None]
    payments: Mapped[Payment] = mapped_column(FlagSet(Payment), default=Payment(0))
    packaging: Mapped[str] = mapped_column(String(200), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    version: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    enterprise: Mapped[Enterprise] = relationship(lazy="raise_on_sql")
    sector: Mapped[Sector] = relationship(lazy="raise_on_sql")
    photos: Mapped[list[Photo]] = relationship(
        lazy="raise_on_sql", order_by=Photo.position, cascade="all, delete-orphan", passive_deletes=True
    )
    delivery_places: Mapped[list["DeliveryPlace"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
    paper: Mapped["SanitaryPaper | None"] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )
    seal_awards: Mapped[list["SealAward"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict


class ProductSlug(Model):
    """A slug a product had before: it redirects for ever and is never given away again."""

    __tablename__ = "product_slug"

    slug: Mapped[str] = mapped_column(String(140), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)


class DeliveryPlace(Model):
    """A place the maker delivers to, by INEI prefix: '' the whole country, '08' a department, '0801', '080101'."""

    __tablename__ = "delivery_place"
    __table_args__ = (CheckConstraint("length(place_code) IN (0, 2, 4, 6)", name="place_code"),)

    product_id: Mapped[int] = mapped_column(
        ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    place_code: Mapped[str] = mapped_column(String(6), primary_key=True, index=True)


class SanitaryPaper(Model):
    """A product's sanitary registration, granted or on its way («en camino»); kind is None until staff confirm it."""

    __tablename__ = "sanitary_paper"
    __table_args__ = (
        CheckConstraint("state IN ('granted', 'in_progress')", name="state"),
        CheckConstraint("kind IS NULL OR kind IN ('digesa', 'sip', 'senasa', 'sanipes')", name="kind"),
        CheckConstraint("state <> 'granted' OR length(number) > 0", name="number"),
    )

    product_id: Mapped[int] = mapped_column(
        ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    state: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str | None] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(60), default="")
    expires_on: Mapped[date | None]


class Seal(Model):
    """A quality mark, with the criteria a buyer can read."""

    __tablename__ = "seal"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    criteria: Mapped[str] = mapped_column(Text)


class SealAward(Model):
    """A seal on a product: who verified it, on what evidence, until when."""

    __tablename__ = "seal_award"

    product_id: Mapped[int] = mapped_column(
        ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    seal_id: Mapped[int] = mapped_column(
        ForeignKey("seal.id"), primary_key=True, autoincrement=False, index=True
    )
    verified_by: Mapped[str] = mapped_column(String(120))
    verified_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(300), default="")
    expires_on: Mapped[date | None]

    seal: Mapped[Seal] = relationship(lazy="raise_on_sql")


class ProductMonth(Model):
    """What is already promised of a product in one month (`YYYY-MM`), in thousandths of its unit: no names."""

    __tablename__ = "product_month"
    __table_args__ = (
        CheckConstraint("length(month) = 7", name="month"),
        CheckConstraint("committed >= 0", name="committed"),
    )

    product_id: Mapped[int] = mapped_column(
        ForeignKey("product.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    committed: Mapped[int] = mapped_column(BigInteger)
