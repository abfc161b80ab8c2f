"""What was sent from a phone: once, however often the phone tries."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from admin.products.models import within_product
from core.db import Model, UtcDateTime
from core.scoping import Private, Scope


class ListingReceipt(Private, Model):
    """A listing that arrived: the key that the phone gave it when it was begun, and the product it became."""

    __tablename__ = "listing_receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(String(40), unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def scope_criterion(cls, scope: Scope) -> ColumnElement[bool]:
        """The record of its product's enterprise is within the scope."""
        return within_product(scope, cls)
