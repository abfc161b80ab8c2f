"""Proposed versions of a product, and uploaded photos before and beside their publication."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from admin.enterprises.models import EnterpriseRecord
from admin.review.models import IS_OPEN, RevisionColumns, state_check
from catalog.products.models import Product
from core.db import Model, UtcDateTime, unique_where
from core.ids import public_id
from core.scoping import Private, Scope, within_parent


def within_product(scope: Scope, model: Any) -> ColumnElement[bool]:
    """That the record of the enterprise of a row's product (`product_id`) is within the scope."""
    record = EnterpriseRecord.table().alias("scope_enterprise_record")
    product = Product.__table__.alias("scope_product")
    within = (
        select(product.c.id)
        .select_from(product.join(record, record.c.enterprise_id == product.c.enterprise_id))
        .where(scope.holds(record.c))
        .correlate(None)
    )
    inside: ColumnElement[bool] = model.product_id.in_(within)
    return inside


class ProductRevision(RevisionColumns, Private, Model):
    """A proposed version of a product, as admin.products.values.ProductValues."""

    __tablename__ = "product_revision"
    __table_args__ = (
        state_check(),
        CheckConstraint("base_version >= 0", name="base_version"),
        Index(None, "product_id", "id"),
        unique_where("uq_product_revision_open", ["product_id"], IS_OPEN),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """The record of its product's enterprise is within the scope."""
        return within_product(scope, cls)


class PhotoUpload(Private, Model):
    """A photo someone sent: its original and its renditions lie in DATA_DIR, whose folder `token` names.

    The same picture sent twice for one enterprise is one upload (`sha256` of the file as sent). `brightness` is the
    mean of its luma (0 to 255) and `sharpness` the variance of its Laplacian at 640 px, where they were measured.
    """

    __tablename__ = "photo_upload"
    __table_args__ = (
        CheckConstraint("length(token) = 16", name="token"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        Index(None, "enterprise_id", "sha256", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    token: Mapped[str] = mapped_column(String(16), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[str] = mapped_column(String(40))
    formats: Mapped[str] = mapped_column(String(40))
    placeholder: Mapped[int]
    brightness: Mapped[int | None]
    sharpness: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(120))

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """Its enterprise's record is within the scope."""
        return within_parent(scope, cls, "enterprise_id", EnterpriseRecord, "enterprise_id")
