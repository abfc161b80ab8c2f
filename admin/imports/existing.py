"""What the catalogue holds already of the things a file names: read in a few queries, however many rows there are."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRevision
from admin.enterprises.values import EnterpriseValues
from admin.products.models import PhotoUpload, ProductRevision
from admin.products.values import ProductValues
from admin.review.models import OPEN_STATES
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.text import fold

CHUNK = 400
Key = tuple[str, str]
Item = TypeVar("Item")


@dataclass(frozen=True)
class KnownProduct:
    """A product with its newest version; `settled` when it is published just so."""

    id: int
    public_id: str
    enterprise_id: int
    status: str
    settled: bool
    values: ProductValues


@dataclass
class KnownEnterprise:
    """An enterprise with its newest version, its products by folded name and its photos by digest."""

    id: int
    public_id: str
    status: str
    settled: bool
    values: EnterpriseValues
    products: dict[str, list[KnownProduct]] = field(default_factory=dict)
    photos: dict[str, str] = field(default_factory=dict)


@dataclass
class Existing:
    """Enterprises by id and by what they are called where, products by public id."""

    enterprises: dict[int, KnownEnterprise]
    by_key: dict[Key, list[KnownEnterprise]]
    products: dict[str, KnownProduct]


def enterprise_key(name: str, district_code: str) -> Key:
    """Two enterprises of one folded name in one province are the same one."""
    return fold(name), district_code[:4]


def load_existing(session: Session, public_ids: Collection[str], keys: Collection[Key]) -> Existing:
    """Read the products of these ids and the enterprises of these keys, with all that hangs from them."""
    wanted: set[int] = set()
    for some in _chunks(public_ids):
        wanted.update(session.scalars(select(Product.enterprise_id).where(Product.public_id.in_(some))))
    called = _called(session, keys)
    wanted.update(number for numbers in called.values() for number in numbers)
    enterprises: dict[int, KnownEnterprise] = {}
    products: dict[str, KnownProduct] = {}
    for some_ids in _chunks(wanted):
        _load_enterprises(session, some_ids, enterprises)
        for product in _load_products(session, some_ids):
            home = enterprises[product.enterprise_id]
            home.products.setdefault(fold(product.values.name), []).append(product)
            products[product.public_id] = product
        for upload in _rows(session, PhotoUpload, PhotoUpload.sha256, PhotoUpload.token, some_ids):
            enterprises[upload.enterprise_id].photos[upload.sha256] = upload.token
    by_key: dict[Key, list[KnownEnterprise]] = {}
    for key, numbers in called.items():
        by_key[key] = [enterprises[number] for number in sorted(numbers) if number in enterprises]
    return Existing(enterprises, by_key, products)


def newest(model: type[EnterpriseRevision] | type[ProductRevision], subject: Any) -> Select[Any]:
    """The ids of each subject's newest version that was not dropped, open or approved."""
    return select(func.max(model.id)).where(model.state != "dropped").group_by(subject)


def _called(session: Session, keys: Collection[Key]) -> dict[Key, set[int]]:
    """The enterprises of each key: by the name proposed last, or by the live one where nobody is proposed so."""
    wanted, provinces = set(keys), sorted({province for _, province in keys})
    live: dict[Key, set[int]] = {}
    for some in _chunks(provinces):
        columns = (Enterprise.id, Enterprise.name, Enterprise.province_code)
        for number, name, province in session.execute(
            select(*columns).where(Enterprise.province_code.in_(some))
        ):
            if (fold(name), province) in wanted:
                live.setdefault((fold(name), province), set()).add(number)
    if not wanted:
        return {}
    proposed: dict[Key, set[int]] = {}
    renamed: set[int] = set()
    drafts = select(EnterpriseRevision.enterprise_id, EnterpriseRevision.snapshot)
    for number, snapshot in session.execute(drafts.where(EnterpriseRevision.state.in_(OPEN_STATES))):
        key = enterprise_key(snapshot["name"], snapshot["district_code"])
        if key in wanted:
            proposed.setdefault(key, set()).add(number)
        renamed.add(number)
    for key, numbers in live.items():
        staying = numbers - renamed
        if staying or key not in proposed:
            proposed.setdefault(key, set()).update(staying or numbers)
    return proposed


def _load_enterprises(session: Session, ids: Collection[int], into: dict[int, KnownEnterprise]) -> None:
    revision = EnterpriseRevision
    query = (
        select(Enterprise.id, Enterprise.public_id, Enterprise.status, revision.state, revision.snapshot)
        .join(revision, revision.enterprise_id == Enterprise.id)
        .where(
            revision.id.in_(newest(revision, revision.enterprise_id).where(revision.enterprise_id.in_(ids)))
        )
    )
    for number, public_id, status, state, snapshot in session.execute(query):
        settled = status == "published" and state == "approved"
        values = EnterpriseValues.from_snapshot(snapshot)
        into[number] = KnownEnterprise(number, public_id, status, settled, values)


def _load_products(session: Session, enterprise_ids: Collection[int]) -> Iterator[KnownProduct]:
    revision = ProductRevision
    mine = select(Product.id).where(Product.enterprise_id.in_(enterprise_ids))
    columns = (
        Product.id,
        Product.public_id,
        Product.enterprise_id,
        Product.status,
        revision.state,
        revision.snapshot,
    )
    query = (
        select(*columns)
        .join(revision, revision.product_id == Product.id)
        .where(revision.id.in_(newest(revision, revision.product_id).where(revision.product_id.in_(mine))))
        .order_by(Product.id)
    )
    for number, public_id, enterprise_id, status, state, snapshot in session.execute(query):
        settled = status == "published" and state == "approved"
        values = ProductValues.from_snapshot(snapshot)
        yield KnownProduct(number, public_id, enterprise_id, status, settled, values)


def _rows(session: Session, model: Any, *columns_and_ids: Any) -> Any:
    *columns, ids = columns_and_ids
    return session.execute(select(model.enterprise_id, *columns).where(model.enterprise_id.in_(ids)))


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Lists short enough for one IN."""
    iterator = iter(items)
    while some := list(islice(iterator, CHUNK)):
        yield some
