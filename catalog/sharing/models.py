"""The pictures that messengers show for a link."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class ShareImage(Model):
    """The drawn picture of a product or an enterprise: `token` is its folder, `digest` what it was drawn from."""

    __tablename__ = "share_image"
    __table_args__ = (
        CheckConstraint("(product_id IS NULL) <> (enterprise_id IS NULL)", name="subject"),
        CheckConstraint("length(token) = 16", name="token"),
        CheckConstraint("length(digest) = 64", name="digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), unique=True)
    enterprise_id: Mapped[int | None] = mapped_column(
        ForeignKey("enterprise.id", ondelete="CASCADE"), unique=True
    )
    token: Mapped[str] = mapped_column(String(16), index=True)
    digest: Mapped[str] = mapped_column(String(64))
