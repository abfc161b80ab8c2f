"""The private side of an enterprise: what only staff may read, and the versions proposed for its public face."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from admin.review.models import IS_OPEN, RevisionColumns, state_check
from catalog.enterprises.models import Enterprise
from catalog.places.models import District
from core.db import Model, UtcDateTime, unique_where
from core.ids import public_id


class EnterpriseRecord(Model):
    """One per enterprise. The true district stands here even when the public side shows the province only.

    `producer_name`, `story`, `whatsapp` and the portrait (the token of its upload) wait here until their owner's
    consent lets them out.
    """

    __tablename__ = "enterprise_record"
    __table_args__ = (CheckConstraint("whatsapp = '' OR whatsapp LIKE '+51%'", name="whatsapp"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), unique=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("district.code"), index=True)
    province_only: Mapped[bool] = mapped_column(default=False)
    producer_name: Mapped[str] = mapped_column(String(120), default="")
    story: Mapped[str] = mapped_column(Text, default="")
    whatsapp: Mapped[str] = mapped_column(String(16), default="")
    portrait_token: Mapped[str | None] = mapped_column(String(16))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    enterprise: Mapped[Enterprise] = relationship(lazy="raise_on_sql")
    district: Mapped[District] = relationship(lazy="raise_on_sql")


class EnterpriseRevision(RevisionColumns, Model):
    """A proposed version of an enterprise, as admin.enterprises.values.EnterpriseValues."""

    __tablename__ = "enterprise_revision"
    __table_args__ = (
        state_check(),
        CheckConstraint("base_version >= 0", name="base_version"),
        Index(None, "enterprise_id", "id"),
        unique_where("uq_enterprise_revision_open", ["enterprise_id"], IS_OPEN),
    )

    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
