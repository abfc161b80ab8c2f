"""Filling the catalogue for measuring: thousands of copies of the demo, varied, by plain inserts."""

import random
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.products.models import PhotoUpload, ProductRevision
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.places.models import District
from catalog.products.models import DeliveryPlace, Product, SanitaryPaper, SealAward
from catalog.products.units import UNITS
from core.audit import SYSTEM, AuditEntry
from core.clock import now
from core.db import Model
from core.ids import public_id

BATCH = 1000
PER_ENTERPRISE = 3
Values = dict[str, Any]


def fill(session: Session, wanted: int, seed: int, progress: Callable[[int], None]) -> None:
    """Add copies of the published demo products until there are `wanted`; needs at least one with its picture."""
    chance = random.Random(seed)  # noqa: S311 a demo, not a secret
    originals = _Originals(session)
    missing = wanted - len(originals.products)
    for start in range(0, max(0, missing), BATCH):
        count = min(BATCH, missing - start)
        _batch(session, originals, chance, start, count)
        session.flush()
        progress(count)


class _Originals:
    """The demo as loaded, read once."""

    def __init__(self, session: Session) -> None:
        query = select(Product).where(Product.status == "published").order_by(Product.id)
        self.products = session.scalars(query).all()
        self.enterprises = {row.id: row for row in session.scalars(select(Enterprise))}
        self.snapshots = {
            row.product_id: row.snapshot
            for row in session.scalars(select(ProductRevision).order_by(ProductRevision.id))
        }
        child_models: tuple[type[Model], ...] = (Photo, SanitaryPaper, DeliveryPlace, SealAward)
        self.children = {model: _grouped(session, model) for model in child_models}
        self.uploads = {row.token: row for row in session.scalars(select(PhotoUpload))}
        self.districts = session.scalars(select(District.code).order_by(District.code)).all()


def _grouped(session: Session, model: Any) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for row in session.scalars(select(model)):
        groups.setdefault(row.product_id, []).append(row)
    return groups


def _columns(row: Model, **changes: Any) -> Values:
    """A row's columns as values for an insert, without its key."""
    table = row.__table__
    return {column.key: getattr(row, column.key) for column in table.columns if column.key != "id"} | changes


def _batch(session: Session, originals: _Originals, chance: random.Random, start: int, count: int) -> None:
    makers = _makers(session, originals, chance, start, -(-count // PER_ENTERPRISE))
    sources = [originals.products[(start + n) % len(originals.products)] for n in range(count)]
    copies = [
        _copy(source, makers[n // PER_ENTERPRISE], start + n, chance) for n, source in enumerate(sources)
    ]
    ids = _insert(session, Product, copies)
    children: dict[type[Model], list[Values]] = {}
    uploaded: set[tuple[int, str]] = set()
    for product_id, source, copy in zip(ids, sources, copies, strict=True):
        for model, values in _children(originals, source, copy, product_id):
            if model is PhotoUpload:
                # One upload an enterprise and picture, however many of its copies show it.
                key = (values["enterprise_id"], values["sha256"])
                if key in uploaded:
                    continue
                uploaded.add(key)
            children.setdefault(model, []).append(values)
    for model, rows in children.items():
        session.execute(insert(model), rows)


def _children(
    originals: _Originals, source: Product, copy: Values, product_id: int
) -> Iterator[tuple[type[Model], Values]]:
    """The rows that go with a copy of a product, for the tables they belong to."""
    models: tuple[type[Model], ...] = (SanitaryPaper, DeliveryPlace, SealAward)
    for model in models:
        for row in originals.children[model].get(source.id, ()):
            yield model, _columns(row, product_id=product_id)
    for photo in originals.children[Photo].get(source.id, ())[:1]:
        yield Photo, _columns(photo, product_id=product_id, public_id=public_id())
        upload = originals.uploads[photo.token]
        yield PhotoUpload, _columns(upload, enterprise_id=copy["enterprise_id"], public_id=public_id())
    snapshot = originals.snapshots[source.id] | {"name": copy["name"], "price": copy["price"]}
    snapshot["photos"] = snapshot["photos"][:1]
    yield ProductRevision, _approved(snapshot, product_id=product_id)
    yield AuditEntry, _audited("product.publish", Product, copy)


def _makers(
    session: Session, originals: _Originals, chance: random.Random, start: int, count: int
) -> list[Values]:
    known = list(originals.enterprises.values())
    enterprises = []
    for n in range(count):
        source, district = known[(start + n) % len(known)], chance.choice(originals.districts)
        number = start // PER_ENTERPRISE + n + 2
        enterprises.append(
            _columns(
                source, public_id=public_id(), name=f"{source.name} {number}", slug=f"{source.slug}-{number}",
                district_code=district, province_code=district[:4], producer_name="", story="", updated_at=now(),
                status="published", published_at=now(),
            )
        )  # fmt: skip
    ids = _insert(session, Enterprise, enterprises)
    for maker, key in zip(enterprises, ids, strict=True):
        maker["id"] = key
    session.execute(
        insert(EnterpriseRecord),
        [
            {
                "public_id": public_id(), "enterprise_id": maker["id"], "district_code": maker["district_code"],
                "province_code": maker["province_code"], "updated_at": now(),
            }
            for maker in enterprises
        ],
    )  # fmt: skip
    revisions = []
    for maker in enterprises:
        snapshot = {
            "name": maker["name"], "district_code": maker["district_code"], "wallets": int(maker["wallets"]),
            "invoices": int(maker["invoices"]), "market": maker["market"],
        }  # fmt: skip
        revisions.append(_approved(snapshot, enterprise_id=maker["id"]))
    session.execute(insert(EnterpriseRevision), revisions)
    audited = [_audited("enterprise.publish", Enterprise, maker) for maker in enterprises]
    session.execute(insert(AuditEntry), audited)
    return enterprises


def _copy(source: Product, maker: Values, number: int, chance: random.Random) -> Values:
    price = max(10, source.price * chance.randint(70, 140) // 1000 * 10)
    capacity = (
        None
        if source.capacity is None
        else max(1000, source.capacity * chance.randint(3, 20) // 10_000 * 1000)
    )
    factor = UNITS[source.unit].factor
    return _columns(
        source, public_id=public_id(), enterprise_id=maker["id"], slug=f"{source.slug}-{number + 2}",
        price=price, price_per_base=round(price * 1000 / factor), capacity=capacity,
        capacity_base=None if capacity is None else round(capacity * factor),
        published_at=source.published_at, updated_at=now(), version=1,
    )  # fmt: skip


def _insert(session: Session, model: type[Model], values: list[Values]) -> list[int]:
    """Insert rows and return their keys, in order."""
    query = insert(model).returning(model.id, sort_by_parameter_order=True)  # type: ignore[attr-defined]  # both have it
    return list(session.scalars(query, values))


def _approved(snapshot: Values, **subject: int) -> Values:
    at = now()
    return {
        "public_id": public_id(), "base_version": 0, "state": "approved", "snapshot": snapshot, "created_at": at,
        "created_by": SYSTEM.name, "updated_at": at, "decided_at": at, "decided_by": SYSTEM.name, "remark": "",
    } | subject  # fmt: skip


def _audited(action: str, model: type[Model], row: Values) -> Values:
    return {
        "at": now(), "actor": SYSTEM.name, "action": action, "subject_type": model.__tablename__,
        "subject_id": row["public_id"], "changes": {"name": row["name"]}, "reason": "catálogo de medición",
    }  # fmt: skip
