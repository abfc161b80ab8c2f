"""What can be reported: published listings, and whether a number was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises import queries as enterprises
from catalog.enterprises.models import Enterprise
from catalog.products import detail_queries as products
from catalog.products.models import Product
from catalog.products.queries import VISIBLE
from catalog.reports.models import ListingReport
from core.text import clean

KINDS = ("producto", "emprendimiento")
LONGEST_SLUG = 140


@dataclass(frozen=True)
class Subject:
    """The published listing that a report is about; `kind` is how its address calls it, `photo` a row or None."""

    kind: str
    id: int
    slug: str
    name: str
    maker: str
    sector_id: int | None
    photo: Any


def find_subject(session: Session, named: Mapping[str, str]) -> Subject | None:
    """The one published listing that is named by its slug, or by one it had before; None for anything else."""
    given = {kind: clean(named.get(kind, ""))[:LONGEST_SLUG] for kind in KINDS}
    asked = [kind for kind, slug in given.items() if slug]
    if len(asked) != 1:
        return None
    return (_product if asked[0] == "producto" else _enterprise)(session, given[asked[0]])


def _product(session: Session, slug: str) -> Subject | None:
    query = (
        select(Product, Enterprise).join(Enterprise, Enterprise.id == Product.enterprise_id).where(VISIBLE)
    )
    row = session.execute(query.where(Product.slug == slug)).one_or_none()
    if row is None and (moved := products.moved_to(session, slug)):
        row = session.execute(query.where(Product.slug == moved)).one_or_none()
    if row is None:
        return None
    product, enterprise = row
    photo = next(iter(products.photos_of(session, product.id)), None)
    return Subject(
        "producto", product.id, product.slug, product.name, enterprise.name, product.sector_id, photo
    )


def _enterprise(session: Session, slug: str) -> Subject | None:
    found = enterprises.enterprise_by_slug(session, slug)
    if found is None and (moved := enterprises.moved_to(session, slug)):
        found = enterprises.enterprise_by_slug(session, moved)
    if found is None or found.status != "published":
        return None
    offered = enterprises.offers(session, [found.id]).get(found.id, [])
    photo = next((row for row in offered if row.token), None)
    sector_id = offered[0].sector_id if offered else None
    return Subject("emprendimiento", found.id, found.slug, found.name, "", sector_id, photo)


def report_by_key(session: Session, key: str) -> ListingReport | None:
    """The report that a form already sent."""
    return session.scalar(select(ListingReport).where(ListingReport.key == key))


def known_number(session: Session, number: str) -> str:
    """The number as it was given to somebody; empty where nobody has it."""
    query = select(ListingReport.public_id).where(ListingReport.public_id == read_number(number))
    return session.scalar(query) or ""


def read_number(typed: str) -> str:
    """A number as people copy it: capitals, spaces and dashes do not matter."""
    return "".join(c for c in clean(typed).lower() if c.isalnum())[:20]


def say_number(public_id: str) -> str:
    """A number in groups of four, to be read aloud: «3141 5926 5358»."""
    return " ".join(public_id[start : start + 4] for start in range(0, len(public_id), 4))
