"""Demo pictures: drawn by jobs, through the real photo pipeline, and shown as an approval shows them."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.models import PhotoUpload
from admin.products.operations import approve_product, propose_product, proposed_values
from admin.products.values import PhotoValue
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core import jobs
from core.audit import SYSTEM
from core.ids import media_token
from core.imaging import ImageFacts, render_photo

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE = "demo.picture"
FULL_SIZE = (1600, 1200)
# What the alternative text adds for each view of the goods.
VIEW_WORDS = ("", ", de cerca", ", en otro lugar")


def promise(
    session: Session,
    products: list[Product],
    kind: str,
    seed: int,
    *,
    view: int = 0,
    size: tuple[int, int] = FULL_SIZE,
    priority: int = 0,
) -> None:
    """Let the worker draw one view of a kind, which these products show."""
    payload = {
        "kind": kind,
        "seed": seed,
        "view": view,
        "size": size,
        "products": [product.public_id for product in products],
    }
    jobs.enqueue(session, PICTURE, payload, priority=priority)


def draw_picture(session: Session, payload: dict[str, Any]) -> None:
    """Job: draw a picture and show it on its products; done again, it shows the same one."""
    from admin.demo.pictures.draw import draw

    # Drawing takes a second or two, and nothing has been read yet: no lock is held meanwhile.
    view = payload["view"]
    token, facts = keep(draw(payload["kind"], payload["seed"], tuple(payload["size"]), view))
    wanted = select(Product).where(Product.public_id.in_(payload["products"]), Product.status == "published")
    for product in session.scalars(wanted).all():
        _show(session, product, token, facts, VIEW_WORDS[view])


def keep(image: "Image") -> tuple[str, ImageFacts]:
    """Send a drawing through the photo pipeline and keep its files, before any row names them."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "picture.jpg"
        image.save(path, quality=92)
        folder = Path(scratch) / "renditions"
        folder.mkdir()
        facts = render_photo(path, folder)
        token = media_token()
        photos.keep_files(token, path, folder)
    return token, facts


def upload(session: Session, enterprise: Enterprise, token: str, facts: ImageFacts) -> PhotoUpload:
    """The upload of a kept drawing; drawn before, it is the one of then."""
    known = photos.find_upload(session, enterprise, facts.sha256)
    return known or photos.register_upload(session, enterprise, token, facts, by=SYSTEM)


def _show(session: Session, product: Product, token: str, facts: ImageFacts, words: str) -> None:
    enterprise = session.get_one(Enterprise, product.enterprise_id)
    own = upload(session, enterprise, token, facts).token
    values = proposed_values(session, product)
    if own in {photo.token for photo in values.photos}:
        return
    shown = (*values.photos, PhotoValue(own, f"{values.name}{words}, dibujo de demostración"))
    propose_product(session, product, replace(values, photos=shown), by=SYSTEM)
    approve_product(session, product, by=SYSTEM)


def register_jobs() -> None:
    """Say who draws."""
    jobs.register(PICTURE, draw_picture)
