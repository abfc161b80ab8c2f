"""Documents behind what a product's page says: a sanitary paper, the evidence of a seal."""

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from admin.products.models import within_product
from core.db import Model, unique_where
from core.documents import DocumentColumns
from core.scoping import Private, Scope

PURPOSES = ("paper", "seal")


class ProductDocument(DocumentColumns, Private, Model):
    """A file that shows that a product has the paper or the seal it is said to have; it stays private."""

    __tablename__ = "product_document"
    __table_args__ = (
        CheckConstraint("purpose IN ('paper', 'seal')", name="purpose"),
        CheckConstraint("(purpose = 'seal') = (seal_id IS NOT NULL)", name="seal"),
        unique_where(
            "uq_product_document_standing",
            ["product_id", "purpose", "file_sha256"],
            text("removed_at IS NULL"),
        ),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(8))
    seal_id: Mapped[int | None] = mapped_column(ForeignKey("seal.id"), index=True)

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """The record of its product's enterprise is within the scope."""
        return within_product(scope, cls)
