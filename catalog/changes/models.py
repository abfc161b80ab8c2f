"""The change table: which product, which maker's products, or everything, has to be looked at again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, UtcDateTime


class CatalogueChange(Model):
    """One thing that changed; rows are committed in the order of their ids, so the greatest id is the version."""

    __tablename__ = "catalogue_change"
    __table_args__ = (
        CheckConstraint("kind IN ('product', 'enterprise', 'everything', 'page')", name="kind"),
        CheckConstraint("(kind IN ('product', 'enterprise')) = (subject_id IS NOT NULL)", name="subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # `page`: something that only pages show, such as a share image; what is searched and listed stays as it is.
    kind: Mapped[str] = mapped_column(String(12))
    # Of a product or an enterprise; no foreign key, since a row outlives what it tells of.
    subject_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
