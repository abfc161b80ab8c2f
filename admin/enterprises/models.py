"""The private side of an enterprise: what only staff may read, and the versions proposed for its public face."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from admin.review.models import IS_OPEN, RevisionColumns, state_check
from catalog.enterprises.models import Enterprise
from catalog.places.models import District
from core.crypto import SealedText
from core.db import BytewiseText, Model, UtcDateTime, one_of, unique_where
from core.documents import DocumentColumns
from core.ids import public_id
from core.scoping import Private, Scope, Territorial, within_parent

STAGES = ("idea", "running", "stopped")
GAPS = ("technique", "management", "both")
AREAS = ("rural", "urban_marginal")


class EnterpriseRecord(Territorial, Model):
    """One per enterprise. The true district stands here even when the public side shows the province only.

    `producer_name`, `story`, `whatsapp` and the portrait (the token of its upload) wait here until their owner's
    consent lets them out. Maturity is a step from 0 to 3 of the scales in admin.enterprises.scales; "" and None say
    that nobody knows.
    """

    __tablename__ = "enterprise_record"
    __table_args__ = (
        CheckConstraint("whatsapp = '' OR whatsapp LIKE '+51%'", name="whatsapp"),
        CheckConstraint(one_of("stage", STAGES), name="stage"),
        CheckConstraint(one_of("gap", GAPS), name="gap"),
        CheckConstraint(one_of("area", AREAS), name="area"),
        CheckConstraint("digital_maturity IS NULL OR digital_maturity BETWEEN 0 AND 3", name="digital"),
        CheckConstraint("logistic_maturity IS NULL OR logistic_maturity BETWEEN 0 AND 3", name="logistic"),
        CheckConstraint("started_year IS NULL OR started_year BETWEEN 1900 AND 2100", name="started"),
        CheckConstraint("(ruc IS NULL) = (ruc_digest IS NULL)", name="ruc"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="merged"),
        Index(None, "province_code", "name_key"),
        Index(None, "district_code", "name_key"),
        Index(None, "name_key", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    # Of the showing of the form that made it: sent twice, it is one.
    form_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), unique=True)
    # The folded words of its name: how lists are sorted and found.
    name_key: Mapped[str] = mapped_column(String(160), default="")
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise_record.id"))
    province_only: Mapped[bool] = mapped_column(default=False)
    producer_name: Mapped[str] = mapped_column(String(120), default="")
    story: Mapped[str] = mapped_column(Text, default="")
    whatsapp: Mapped[str] = mapped_column(String(16), default="")
    portrait_token: Mapped[str | None] = mapped_column(String(16))
    # Of these four, by what consent calls them, what is a former titular's: the id of hers. No other one shows it.
    face_of: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    stage: Mapped[str] = mapped_column(String(8), default="")
    started_year: Mapped[int | None]
    digital_maturity: Mapped[int | None]
    logistic_maturity: Mapped[int | None]
    gap: Mapped[str] = mapped_column(String(12), default="")
    area: Mapped[str] = mapped_column(String(16), default="")
    ruc: Mapped[str | None] = mapped_column(SealedText)
    ruc_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    in_association: Mapped[bool | None]
    has_account: Mapped[bool | None]
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 SQLAlchemy reads it as a plain dict

    FACE: ClassVar[dict[str, str]] = {
        "name": "producer_name", "portrait": "portrait_token", "story": "story", "phone": "whatsapp",
    }  # fmt: skip

    enterprise: Mapped[Enterprise] = relationship(lazy="raise_on_sql")
    district: Mapped[District] = relationship(lazy="raise_on_sql")


class EnterpriseWord(Territorial, Model):
    """A folded word of an enterprise's name, and how it sounds: lists and doubles are found by index."""

    __tablename__ = "enterprise_word"
    __table_args__ = (
        # Whole, so that a common word is read off the index alone.
        Index(None, "word", "province_code", "record_id"),
        Index(None, "district_code", "sound"),
        Index(None, "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("enterprise_record.id"))
    word: Mapped[str] = mapped_column(BytewiseText(40))
    sound: Mapped[str] = mapped_column(String(40))


class EnterpriseMember(Private, Model):
    """A person behind an enterprise: one alone, three sisters, or the members of an association; one is titular.

    Who leaves keeps her row, with the day: what was sold while she belonged is hers too.
    """

    __tablename__ = "enterprise_member"
    __table_args__ = (
        unique_where("uq_enterprise_member_standing", ["record_id", "member_id"], text("left_on IS NULL")),
        unique_where("uq_enterprise_member_titular", ["record_id"], text("titular AND left_on IS NULL")),
        Index(None, "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("enterprise_record.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    titular: Mapped[bool] = mapped_column(default=False)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Its enterprise's record is within the scope."""
        return within_parent(scope, cls, "record_id", EnterpriseRecord)


class BusinessPlan(DocumentColumns, Private, Model):
    """A plan of an enterprise, with its date and its file, which stays private."""

    __tablename__ = "business_plan"
    __table_args__ = (
        CheckConstraint("length(file_name) > 0", name="file_name"),
        unique_where("uq_business_plan_standing", ["record_id", "file_sha256"], text("removed_at IS NULL")),
    )

    record_id: Mapped[int] = mapped_column(ForeignKey("enterprise_record.id"), index=True)
    made_on: Mapped[date]

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Its enterprise's record is within the scope."""
        return within_parent(scope, cls, "record_id", EnterpriseRecord)


class EnterpriseRevision(RevisionColumns, Private, Model):
    """A proposed version of an enterprise, as admin.enterprises.values.EnterpriseValues."""

    __tablename__ = "enterprise_revision"
    __table_args__ = (
        state_check(),
        CheckConstraint("base_version >= 0", name="base_version"),
        Index(None, "enterprise_id", "id"),
        unique_where("uq_enterprise_revision_open", ["enterprise_id"], IS_OPEN),
    )

    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Its enterprise's record is within the scope."""
        return within_parent(scope, cls, "enterprise_id", EnterpriseRecord, "enterprise_id")
