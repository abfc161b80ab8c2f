"""The sector tree (rubros): small, editable, two levels today."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model

KINDS = ("good", "service")
PAPER_RULES = ("required", "not_required", "unknown")


class Sector(Model):
    """A branch of the tree. `path` holds the slugs from the root, so a branch's products are found by prefix.

    `paper_rule` is the staff's rule on sanitary papers: «no requiere» is said only where it is 'not_required'.
    """

    __tablename__ = "sector"
    __table_args__ = (
        CheckConstraint("kind IN ('good', 'service')", name="kind"),
        CheckConstraint("paper_rule IN ('required', 'not_required', 'unknown')", name="paper_rule"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    path: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    paper_rule: Mapped[str] = mapped_column(String(20), default="unknown")
    position: Mapped[int] = mapped_column(default=0)
