"""What the index knows of a product: read from the database, of visible products only, a batch at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, Invoice, Wallet
from catalog.photos.models import Photo
from catalog.places.queries import Gazetteer, gazetteer
from catalog.products.models import (
    DeliveryPlace,
    Product,
    ProductMonth,
    SanitaryPaper,
    Seal,
    SealAward,
)
from catalog.products.months import month_numbers
from catalog.products.queries import VISIBLE
from catalog.search.analysis import stems
from catalog.sectors.queries import SectorTree, sector_tree

BATCH = 500
UNKNOWN = -1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INVOICES = (Invoice.FACTURA, Invoice.BOLETA, Invoice.LIQUIDACION)


@dataclass(frozen=True, slots=True)
class Document:
    """One visible product.

    `about` is who makes it, its sectors and where; `price` and `capacity` are in base units (-1: unknown);
    `published` counts microseconds, so that it orders exactly as the database does. `committed` is what is promised
    of it in each month where something is, and under "" what there is a month, in thousandths of its unit.
    """

    id: int
    name: str
    about: str
    body: str
    facets: tuple[str, ...]
    price: int
    capacity: int
    published: int
    committed: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What other tables say of the products of a batch."""

    delivery: Mapping[int, list[str]]
    months: Mapping[int, list[tuple[str, int]]]
    papers: Mapping[int, list[str]]
    seals: Mapping[int, list[str]]
    photos: Collection[int]


def visible_ids(session: Session) -> list[int]:
    """The products that may be found."""
    query = select(Product.id).join(Enterprise, Enterprise.id == Product.enterprise_id)
    return list(session.scalars(query.where(VISIBLE).order_by(Product.id)))


def documents(session: Session, ids: Iterable[int] | None = None) -> Iterator[Document]:
    """The documents of these products, or of all; those that may not be seen are left out."""
    wanted = visible_ids(session) if ids is None else ids
    tree, places = sector_tree(session), gazetteer(session)
    for some in _batches(wanted):
        rows = session.execute(_PRODUCTS.where(Product.id.in_(some), VISIBLE).order_by(Product.id)).all()
        beside = _beside(session, some)
        for row in rows:
            yield _document(row, beside, tree, places)


_PRODUCTS = select(
    *(Product.id, Product.name, Product.description, Product.variants, Product.kind, Product.sector_id),
    *(Product.dimension, Product.price_per_base, Product.capacity, Product.capacity_base, Product.months),
    Product.paused_on,
    *(Product.published_at, Enterprise.name.label("maker"), Enterprise.invoices, Enterprise.wallets),
    *(Enterprise.province_code, Enterprise.district_code),
).join(Enterprise, Enterprise.id == Product.enterprise_id)


def _beside(session: Session, ids: Sequence[int]) -> _Beside:
    def grouped(model: type[Any], *columns: Any) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        query = select(model.product_id, *columns).where(model.product_id.in_(ids))
        if Seal.slug in columns:
            query = query.join(Seal, Seal.id == SealAward.seal_id)
        for number, *values in session.execute(query.order_by(model.product_id, *columns)):
            found[number].append(tuple(values))
        return found

    photos = select(Photo.product_id).where(Photo.product_id.in_(ids), Photo.ready).distinct()
    papers = grouped(SanitaryPaper, SanitaryPaper.state, SanitaryPaper.expires_on)
    seals = grouped(SealAward, Seal.slug, SealAward.expires_on)
    return _Beside(
        delivery={
            n: [code for (code,) in each]
            for n, each in grouped(DeliveryPlace, DeliveryPlace.place_code).items()
        },
        months=grouped(ProductMonth, ProductMonth.month, ProductMonth.committed),
        papers={n: [f"{state}:{_until(day)}" for state, day in each] for n, each in papers.items()},
        seals={n: [f"{slug}:{_until(day)}" for slug, day in each] for n, each in seals.items()},
        photos=frozenset(session.scalars(photos)),
    )


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while some := list(islice(left, BATCH)):
        yield some


def _until(day: date | None) -> str:
    """The last day that something holds; a dash where it has no end."""
    return day.isoformat() if day else "-"


def _document(row: Any, beside: _Beside, tree: SectorTree, places: Gazetteer) -> Document:
    # A sector made a moment ago is in no tree read before it: its own change brings the product here again.
    sector = tree.by_id.get(row.sector_id)
    branches = tree.line(sector) if sector else []
    district = row.district_code or ""
    codes = [code for code in (district, row.province_code, row.province_code[:2]) if code]
    promised = [
        (month, taken) for month, taken in beside.months.get(row.id, ()) if taken > 0 and row.capacity
    ]
    facets = [f"sector:{branch.id}" for branch in branches]
    facets += [f"place:{code}" for code in codes]
    facets += _facets_of_product(row, beside)
    facets += [f"taken:{month}" for month, _ in promised]
    facets += [f"full:{month}" for month, taken in promised if taken >= row.capacity]
    return Document(
        id=row.id,
        name=row.name,
        about=" ".join([row.maker, *(branch.name for branch in branches), *map(places.name, codes)]),
        body=f"{row.description} {row.variants}",
        facets=tuple(facets),
        price=row.price_per_base,
        capacity=UNKNOWN if row.capacity_base is None else row.capacity_base,
        published=(row.published_at - _EPOCH) // timedelta(microseconds=1),
        committed={"": row.capacity, **dict(promised)} if promised else None,
    )


def _facets_of_product(row: Any, beside: _Beside) -> list[str]:
    facets = [f"dimension:{row.dimension}", f"kind:{row.kind}"]
    # Who has none for now offers it in no month.
    offered = 0 if row.paused_on else row.months
    facets += [f"month:{month + 1}" for month in month_numbers(offered)]
    facets += [f"delivery:{code}" for code in beside.delivery.get(row.id, ())]
    facets += [f"paper:{paper}" for paper in beside.papers.get(row.id, ())]
    facets += [f"seal:{seal}" for seal in beside.seals.get(row.id, ())]
    facets += [f"invoice:{one.name.lower()}" for one in _INVOICES if one.name and one in row.invoices]
    facets += [f"wallet:{one.name.lower()}" for one in Wallet if one.name and one in row.wallets]
    facets += ["photo:yes"] if row.id in beside.photos else []
    facets += [f"head:{stem}" for stem in stems(row.name)[:1]]
    return facets
