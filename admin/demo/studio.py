"""Demo pictures: drawn by jobs, through the real photo pipeline, and shown as an approval shows them."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.operations import approve_product, propose_product, proposed_values
from admin.products.values import PhotoValue
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core import jobs
from core.audit import SYSTEM
from core.ids import media_token
from core.imaging import ImageFacts, render_photo

PICTURE = "demo.picture"
FULL_SIZE = (1600, 1200)


def promise(
    session: Session,
    products: list[Product],
    kind: str,
    seed: int,
    *,
    size: tuple[int, int] = FULL_SIZE,
    priority: int = 0,
) -> None:
    """Let the worker draw one picture that these products show."""
    payload = {
        "kind": kind,
        "seed": seed,
        "size": size,
        "products": [product.public_id for product in products],
    }
    jobs.enqueue(session, PICTURE, payload, priority=priority)


def draw_picture(session: Session, payload: dict[str, Any]) -> None:
    """Job: draw a picture and show it on its products; done again, it shows the same one."""
    from admin.demo.pictures.draw import draw

    # Drawing takes a second or two, and nothing has been read yet: no lock is held meanwhile.
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "picture.jpg"
        draw(payload["kind"], payload["seed"], tuple(payload["size"])).save(path, quality=92)
        folder = Path(scratch) / "renditions"
        folder.mkdir()
        facts = render_photo(path, folder)
        token = media_token()
        photos.keep_files(token, path, folder)
    wanted = select(Product).where(Product.public_id.in_(payload["products"]), Product.status == "published")
    for product in session.scalars(wanted).all():
        _show(session, product, token, facts)


def _show(session: Session, product: Product, token: str, facts: ImageFacts) -> None:
    enterprise = session.get_one(Enterprise, product.enterprise_id)
    upload = photos.find_upload(session, enterprise, facts.sha256)
    if upload is None:
        upload = photos.register_upload(session, enterprise, token, facts, by=SYSTEM)
    values = proposed_values(session, product)
    if upload.token in {photo.token for photo in values.photos}:
        return
    shown = (*values.photos, PhotoValue(upload.token, f"{values.name}, dibujo de demostración"))
    propose_product(session, product, replace(values, photos=shown), by=SYSTEM)
    approve_product(session, product, by=SYSTEM)


def register_jobs() -> None:
    """Say who draws."""
    jobs.register(PICTURE, draw_picture)
