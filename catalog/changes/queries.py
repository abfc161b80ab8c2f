"""Reading the change table."""

from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select, union
from sqlalchemy.orm import Session

from catalog.changes.models import CatalogueChange
from catalog.changes.versions import version
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.products.queries import VISIBLE


@dataclass(frozen=True)
class Changes:
    """What changed after one version, up to another."""

    version: int
    products: frozenset[int] = frozenset()
    enterprises: frozenset[int] = frozenset()
    everything: bool = False
    pages: bool = False


def changes_since(session: Session, known: int, *, limit: int = 20_000) -> Changes:
    """What changed after a version; everything, where too much did, or the rows since then were dropped."""
    newest = version(session)
    if newest == known:
        return Changes(known)
    oldest = session.scalar(select(func.min(CatalogueChange.id))) or 0
    if known < oldest - 1 or known > newest or newest - known > limit:
        return Changes(newest, everything=True)
    rows = session.execute(
        select(CatalogueChange.kind, CatalogueChange.subject_id).where(
            CatalogueChange.id > known, CatalogueChange.id <= newest
        )
    ).all()
    return Changes(
        newest,
        products=frozenset(row.subject_id for row in rows if row.kind == "product"),
        enterprises=frozenset(row.subject_id for row in rows if row.kind == "enterprise"),
        everything=any(row.kind == "everything" for row in rows),
        pages=any(row.kind == "page" for row in rows),
    )


def hidden_since(session: Session, known: int) -> set[int]:
    """The products that changed after a version, or whose maker did, and are not to be seen now or are no more."""
    later = CatalogueChange.id > known
    of_product = select(CatalogueChange.subject_id).where(later, CatalogueChange.kind == "product")
    of_maker = select(CatalogueChange.subject_id).where(later, CatalogueChange.kind == "enterprise")
    all_of_them = exists().where(later, CatalogueChange.kind == "everything")
    touched = or_(Product.id.in_(of_product), Product.enterprise_id.in_(of_maker), all_of_them)
    query = select(Product.id).join(Enterprise, Enterprise.id == Product.enterprise_id)
    deleted = of_product.where(~exists().where(Product.id == CatalogueChange.subject_id))
    return set(session.scalars(union(query.where(touched, ~VISIBLE), deleted)))
