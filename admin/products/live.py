"""What goes live at once: price, capacity, months, «no tengo por ahora», and saying that they still hold.

A producer knows her price better than whoever reviews it, so that these wait for nobody. The live product, an approved
version for the history and an open draft, where there is one, change together: approving the draft later does not
bring yesterday's price back.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from admin.products.models import ProductRevision
from admin.products.operations import measure
from admin.products.values import ProductValues
from admin.review.operations import open_revision, record_approved
from catalog.products.models import Product
from catalog.sharing.operations import redraw
from core import audit
from core.audit import Actor
from core.clock import now, today


@dataclass(frozen=True)
class LiveChange:
    """What is said of a product now; None is unsaid. Céntimos and thousandths of the product's unit, months as flags.

    `price_holds` and `supply_holds` say that what stands is true today, changed or not.
    """

    price: int | None = None
    capacity: int | None = None
    months: int | None = None
    paused: bool | None = None
    price_holds: bool = False
    supply_holds: bool = False

    @property
    def facts(self) -> dict[str, int]:
        """The facts of a version that are said."""
        said = {"price": self.price, "capacity": self.capacity, "months": self.months}
        return {name: value for name, value in said.items() if value is not None}


def change_live(session: Session, product: Product, change: LiveChange, *, by: Actor, why: str) -> bool:
    """Say something of a published product; False, and nothing written, where all of it was said already today.

    Raises LookupError where the product is not published: what is not public yet is a draft (`propose_product`).
    """
    if product.status != "published":
        raise LookupError(f"product {product.public_id} is not published")
    facts = {name: value for name, value in change.facts.items() if value != getattr(product, name)}
    stamps = _stamps(product, change, facts)
    if not facts and not stamps:
        return False
    for name, value in {**facts, **stamps}.items():
        setattr(product, name, value)
    measure(product)
    product.updated_at = now()
    if facts:
        _keep_version(session, product, facts, by=by, why=why)
    session.flush()
    redraw(session, product)
    said = facts | {name: _plain(value) for name, value in stamps.items()}
    audit.record(session, "product.live", product, by=by, changes=said, reason=why)
    return True


def _stamps(product: Product, change: LiveChange, facts: dict[str, int]) -> dict[str, date | None]:
    """The days that change: of what was confirmed, and since when she has none."""
    wanted: dict[str, date | None] = {}
    if change.price_holds or "price" in facts:
        wanted["price_confirmed_on"] = today()
    supplied = change.supply_holds or change.paused is not None or facts.keys() & {"capacity", "months"}
    if supplied:
        wanted["availability_confirmed_on"] = today()
        # Who says how much she can deliver has some.
        wanted["paused_on"] = (product.paused_on or today()) if change.paused else None
    return {name: day for name, day in wanted.items() if day != getattr(product, name)}


def _keep_version(session: Session, product: Product, facts: dict[str, Any], *, by: Actor, why: str) -> None:
    """The new facts as an approved version, and under the open draft."""
    record_approved(session, ProductRevision, facts, by=by, why=why, product_id=product.id)
    draft = open_revision(session, ProductRevision, product_id=product.id)
    if draft is not None:
        values = ProductValues.from_snapshot(draft.snapshot)
        draft.snapshot = replace(values, **facts).snapshot()


def _plain(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
