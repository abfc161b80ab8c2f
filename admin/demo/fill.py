"""Filling the catalogue for measuring: thousands of copies of the demo, varied, by plain inserts."""

import random
from collections.abc import Callable
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
        self.photos = _grouped(session, Photo)
        self.papers = _grouped(session, SanitaryPaper)
        self.places = _grouped(session, DeliveryPlace)
        self.awards = _grouped(session, SealAward)
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
        _copy(originals, source, makers[n // PER_ENTERPRISE], start + n, chance)
        for n, source in enumerate(sources)
    ]
    ids = _insert(session, Product, copies)
    children: dict[type[Model], list[Values]] = {
        Photo: [], PhotoUpload: [], SanitaryPaper: [], DeliveryPlace: [], SealAward: [], ProductRevision: [],
        AuditEntry: [],
    }  # fmt: skip
    uploaded: set[tuple[int, str]] = set()
    for product_id, source, copy in zip(ids, sources, copies, strict=True):
        for model, group in (
            (SanitaryPaper, originals.papers), (DeliveryPlace, originals.places), (SealAward, originals.awards)
        ):  # fmt: skip
            children[model] += [_columns(row, product_id=product_id) for row in group.get(source.id, ())]
        for photo in originals.photos.get(source.id, ())[:1]:
            children[Photo].append(_columns(photo, product_id=product_id, public_id=public_id()))
            upload = originals.uploads[photo.token]
            key = (copy["enterprise_id"], upload.sha256)
            if key not in uploaded:
                uploaded.add(key)
                children[PhotoUpload].append(
                    _columns(upload, enterprise_id=copy["enterprise_id"], public_id=public_id())
                )
        snapshot = originals.snapshots[source.id] | {"name": copy["name"], "price": copy["price"]}
        snapshot["photos"] = snapshot["photos"][:1]
        children[ProductRevision].append(_approved(snapshot, product_id=product_id))
        children[AuditEntry].append(_audited("product.publish", Product, copy))
    for model, values in children.items():
        if values:
            session.execute(insert(model), values)


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
                "updated_at": now(),
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


def _copy(
    originals: _Originals, source: Product, maker: Values, number: int, chance: random.Random
) -> Values:
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
