"""Reports of listings, as visitors send them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, UtcDateTime
from core.ids import case_number

REASONS = ("false_data", "price", "photo", "forbidden", "fraud", "personal_data", "other")
STATES = ("new", "closed")


class ListingReport(Model):
    """A visitor's word that something is wrong with a listing (denuncia): a row of the staff's inbox.

    `key` comes of one showing of the form and of what it says: sent twice, it is one report. `contact` is what the
    visitor left to be answered on, if anything.
    """

    __tablename__ = "listing_report"
    __table_args__ = (
        CheckConstraint("(product_id IS NULL) <> (enterprise_id IS NULL)", name="subject"),
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_at"),
        Index(None, "state", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=case_number)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("enterprise.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(10), default="new")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str] = mapped_column(String(120), default="")
    remark: Mapped[str] = mapped_column(String(300), default="")
