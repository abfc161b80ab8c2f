"""Published photos. A row exists only for a photo anybody may see; its files lie under MEDIA_DIR."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model
from core.ids import public_id


class Photo(Model):
    """One photo of a product. `token` is its folder of renditions; demo products may share one.

    `widths` are the renditions' widths, ascending ("320,640,1024,1600"); `formats` what exists for each of them,
    best first ("avif,webp,jpg"). `width` and `height` are the largest rendition's, in pixels. `ready` turns true
    when the files stand in MEDIA_DIR: pages name only ready photos.
    """

    __tablename__ = "photo"
    __table_args__ = (
        CheckConstraint("length(token) = 16", name="token"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
        CheckConstraint("position >= 0", name="position"),
        CheckConstraint("length(alt) > 0", name="alt"),
        Index(None, "product_id", "position", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, default=public_id)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(16), index=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(200))
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[str] = mapped_column(String(40))
    formats: Mapped[str] = mapped_column(String(40))
    placeholder: Mapped[int]
    ready: Mapped[bool] = mapped_column(default=False)


class Portrait(Model):
    """The maker's portrait: the row exists only while she consents to show it. Columns as of Photo."""

    __tablename__ = "portrait"
    __table_args__ = (
        CheckConstraint("length(token) = 16", name="token"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
    )

    enterprise_id: Mapped[int] = mapped_column(
        ForeignKey("enterprise.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    token: Mapped[str] = mapped_column(String(16), index=True)
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[str] = mapped_column(String(40))
    formats: Mapped[str] = mapped_column(String(40))
    placeholder: Mapped[int]
    ready: Mapped[bool] = mapped_column(default=False)
