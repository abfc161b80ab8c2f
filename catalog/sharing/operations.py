"""Keeping share images true: whatever changes what one shows promises a drawing in the same transaction.

A new picture goes to a new folder, durable before the row names it; the old folder is deleted by a job after the
commit. What leaves the public side loses its row at once, and its file by a job.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.sharing import queries
from catalog.sharing.drawing import Shown, digest, draw
from catalog.sharing.models import ShareImage
from core import jobs
from core.clock import now
from core.config import Settings
from core.db import take_turns
from core.ids import media_token
from core.storage import LocalStore

DRAW, FORGET = "share.draw", "share.forget"
# After everything else: until it is drawn, pages name the photo's own picture.
DRAW_PRIORITY, FORGET_PRIORITY = -10, 10
KEEP_UNCLAIMED = timedelta(days=1)
FILE = "share.jpg"

_SHOWN: dict[str, Callable[[Session, str], tuple[int, Shown] | None]] = {
    "product": queries.product_shown,
    "enterprise": queries.enterprise_shown,
}


def redraw(session: Session, product: Product) -> None:
    """A product changed, came or went: promise its picture and its maker's anew, or take its picture off."""
    if product.status == "published":
        _promise(session, {"product": product.public_id})
    else:
        _take_off(session, ShareImage.product_id == product.id)
    maker = select(Enterprise.public_id).where(
        Enterprise.id == product.enterprise_id, Enterprise.status == "published"
    )
    for public_id in session.scalars(maker):
        _promise(session, {"enterprise": public_id})


def redraw_enterprise(session: Session, enterprise: Enterprise) -> None:
    """An enterprise changed, came or went: the same for it, and for its products, which say its name and place."""
    if enterprise.status != "published":
        _take_off(session, ShareImage.enterprise_id == enterprise.id)
        return
    _promise(session, {"enterprise": enterprise.public_id})
    products = select(Product.public_id).where(
        Product.enterprise_id == enterprise.id, Product.status == "published"
    )
    for public_id in session.scalars(products):
        _promise(session, {"product": public_id})


def redraw_products(session: Session, product_ids: Iterable[int]) -> None:
    """The same for several products, as when a photo that they share is ready."""
    for product in session.scalars(select(Product).where(Product.id.in_(set(product_ids)))).all():
        redraw(session, product)


def redraw_all(session: Session) -> int:
    """Promise a drawing of everything published, for instance after the look changed; returns how many."""
    every = list(queries.published(session))
    for subject in every:
        _promise(session, subject)
    return len(every)


def redraw_slug(session: Session, slug: str) -> int:
    """The same for the product or enterprise of a slug; returns how many there are of that name."""
    found = queries.with_slug(session, slug)
    for subject in found:
        _promise(session, subject)
    return len(found)


def draw_image(session: Session, payload: dict[str, Any]) -> None:
    """Job: draw what a product or an enterprise shows now, unless its picture shows just that already."""
    kind, public_id = next(iter(payload.items()))
    found = _SHOWN[kind](session, public_id)
    if found is None:
        return
    key, shown = found
    wanted, photo = digest(shown), _photo(shown)
    if _stands(queries.image_of(session, kind, key), wanted):
        return
    # Drawing takes a third of a second: end the transaction, so that no lock is held meanwhile.
    session.rollback()
    token = media_token()
    media().put_bytes(f"{token}/{FILE}", draw(shown, photo))
    try:
        _show(session, kind, public_id, token, wanted)
    except BaseException:
        media().delete_prefix(token)
        raise


def _show(session: Session, kind: str, public_id: str, token: str, wanted: str) -> None:
    """Let pages name a picture that stands, while it is still what they show."""
    take_turns(session, f"share:{public_id}")
    found = _SHOWN[kind](session, public_id)
    image = queries.image_to_change(session, kind, found[0]) if found else None
    if found is None or digest(found[1]) != wanted or _stands(image, wanted):
        # It changed meanwhile, and who changed it promised the next drawing; or another worker was faster.
        media().delete_prefix(token)
        return
    if image is None:
        session.add(ShareImage(token=token, digest=wanted, **{f"{kind}_id": found[0]}))
    else:
        jobs.enqueue(session, FORGET, {"token": image.token}, priority=FORGET_PRIORITY)
        image.token, image.digest = token, wanted
    session.flush()


def forget_file(session: Session, payload: dict[str, Any]) -> None:
    """Job: delete a picture that no page names any more."""
    token = payload["token"]
    if session.scalar(select(ShareImage.id).where(ShareImage.token == token)) is None:
        media().delete_prefix(token)


def sweep(session: Session) -> int:
    """Delete pictures that no row names after a day: a worker was killed between the file and its row."""
    named = set(session.scalars(select(ShareImage.token)))
    # What is a day old is named by now or never will be: nobody need wait while the folders are walked.
    session.rollback()
    folder, oldest = media().root, (now() - KEEP_UNCLAIMED).timestamp()
    loose = [one.name for one in folder.iterdir() if _is_old_picture(one, oldest)] if folder.is_dir() else []
    swept = sum(media().delete_prefix(token) for token in loose if token not in named)
    # Drawn at the very moment in which its subject left: nobody was told of it, and nobody need be.
    shown = Enterprise.status == "published"
    makers = select(Enterprise.id).where(shown)
    products = select(Product.id).join(Enterprise).where(Product.status == "published", shown)
    gone = or_(ShareImage.product_id.not_in(products), ShareImage.enterprise_id.not_in(makers))
    _take_off(session, gone)
    return swept


def _is_old_picture(folder: Path, oldest: float) -> bool:
    """Whether a folder of media holds a share image and nothing else, so that it is no photo's."""
    try:
        if not folder.is_dir() or folder.stat().st_mtime >= oldest:
            return False
        return [one.name for one in folder.iterdir()] == [FILE]
    except FileNotFoundError:
        return False  # its owner removed it meanwhile


def register_jobs() -> None:
    """Say who draws and who tidies up."""
    jobs.register(DRAW, draw_image)
    jobs.register(FORGET, forget_file)
    jobs.every_hour(sweep)


def media() -> LocalStore:
    """Where everything lies that anybody may ask for."""
    settings: Settings = current_app.config["SETTINGS"]
    return LocalStore(settings.media_dir)


def _promise(session: Session, subject: dict[str, str]) -> None:
    jobs.enqueue(session, DRAW, subject, priority=DRAW_PRIORITY)


def _take_off(session: Session, whose: Any) -> None:
    for token in session.scalars(delete(ShareImage).where(whose).returning(ShareImage.token)).all():
        jobs.enqueue(session, FORGET, {"token": token}, priority=FORGET_PRIORITY)


def _stands(image: ShareImage | None, wanted: str) -> bool:
    return image is not None and image.digest == wanted and media().exists(f"{image.token}/{FILE}")


def _photo(shown: Shown) -> bytes | None:
    return media().read(shown.photo) if shown.photo else None
