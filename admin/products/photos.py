"""A photo's way: uploaded and rendered in private, shown by an approval, its files moved after the commit.

Originals and renditions of every upload stay under DATA_DIR. The approval's transaction writes the rows that show
it (a product's Photo, or a Portrait: admin.enterprises.portraits), not yet `ready`, and promises a job; the job
copies the files to MEDIA_DIR and then says `ready`. So no file is ever public without its row, and no page names
a file that is not there.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import exists, inspect, or_, select
from sqlalchemy.orm import Session

from admin.products.models import PhotoUpload
from admin.products.values import PhotoValue
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo, Portrait
from catalog.products.models import Product
from catalog.sharing.operations import redraw_products
from core import audit, jobs
from core.audit import Actor
from core.clock import now
from core.config import Settings
from core.db import take_turns
from core.ids import media_token
from core.imaging import ImageFacts, render_avif, render_photo
from core.storage import LocalStore

PUBLISH, AVIF, WITHDRAW = "photos.publish", "photos.avif", "photos.withdraw"
PUBLISH_PRIORITY = 10
KEEP_UNCLAIMED = timedelta(days=1)
# The rows that make a photo public: one is enough, and several may name the same token.
PUBLIC = (Photo, Portrait)


def originals() -> LocalStore:
    """Photos as they were sent: never served."""
    return LocalStore(_settings().data_dir / "originals")


def renditions() -> LocalStore:
    """Renditions of every upload, approved or not: never served."""
    return LocalStore(_settings().data_dir / "renditions")


def media() -> LocalStore:
    """Renditions of published photos: anybody may ask for them."""
    return LocalStore(_settings().media_dir)


def upload_photo(session: Session, enterprise: Enterprise, source: Path, *, by: Actor) -> PhotoUpload:
    """Check, render and keep a photo in private; the same file sent again is the same upload. Raises InputError."""
    digest = _sha256(source)
    known = find_upload(session, enterprise, digest)
    if known is not None:
        return known
    token = media_token()
    with tempfile.TemporaryDirectory(dir=workshop()) as folder:
        facts = render_photo(source, Path(folder))
        keep_files(token, source, Path(folder))
    return register_upload(session, enterprise, token, facts, by=by)


def find_upload(session: Session, enterprise: Enterprise, sha256: str) -> PhotoUpload | None:
    """The upload of this very file for this enterprise, if there is one."""
    return session.scalar(
        select(PhotoUpload).where(PhotoUpload.enterprise_id == enterprise.id, PhotoUpload.sha256 == sha256)
    )


def keep_files(token: str, source: Path, folder: Path) -> None:
    """Store an original and its renditions durably, before any row names them."""
    try:
        originals().put_file(token, source)
        _keep_renditions(token, folder)
    except BaseException:
        forget_files(token)
        raise


def forget_files(token: str) -> None:
    """Remove an original and its renditions, which no row names."""
    renditions().delete_prefix(token)
    originals().delete(token)


def register_upload(
    session: Session, enterprise: Enterprise, token: str, facts: ImageFacts, *, by: Actor
) -> PhotoUpload:
    """Write the row of files that are kept already."""
    upload = PhotoUpload(
        enterprise_id=enterprise.id,
        token=token,
        sha256=facts.sha256,
        created_at=now(),
        created_by=by.name,
        **_facts(facts) | {"brightness": facts.brightness, "sharpness": facts.sharpness},
    )
    session.add(upload)
    session.flush()
    audit.record(session, "photo.upload", upload, by=by, changes={"enterprise": enterprise.public_id})
    return upload


def show_photos(session: Session, product: Product, wanted: tuple[PhotoValue, ...]) -> None:
    """Make the product's public photos exactly these, in this order; files follow by jobs after the commit."""
    shown = {photo.token: photo for photo in product.photos}
    if not shown and not wanted:
        return
    kept: list[Photo] = []
    for photo in product.photos:
        # Positions are unique: free them all before giving them anew.
        photo.position += len(shown) + len(wanted)
    session.flush()
    for position, value in enumerate(wanted):
        photo = shown.pop(value.token) if value.token in shown else _photo(session, product, value)
        photo.position, photo.alt = position, value.alt
        kept.append(photo)
    product.photos = kept
    session.flush()
    for token in shown:
        promise_withdrawal(session, token)
    for photo in kept:
        if not photo.ready:
            promise_publication(session, photo.token)


def promise_publication(session: Session, token: str) -> None:
    """Let the worker copy the files of a token that a row has just begun to show."""
    jobs.enqueue(session, PUBLISH, {"token": token}, priority=PUBLISH_PRIORITY)


def promise_withdrawal(session: Session, token: str) -> None:
    """Let the worker delete the public files of a token, unless another row shows it still."""
    jobs.enqueue(session, WITHDRAW, {"token": token}, priority=PUBLISH_PRIORITY)


def _photo(session: Session, product: Product, value: PhotoValue) -> Photo:
    return Photo(**public_columns(session, product.enterprise_id, value.token))


def public_columns(session: Session, enterprise_id: int, token: str) -> dict[str, Any]:
    """What a row that shows an enterprise's upload says of its files."""
    query = select(PhotoUpload).where(PhotoUpload.enterprise_id == enterprise_id, PhotoUpload.token == token)
    upload = session.scalars(query).one()
    names = ("token", "width", "height", "widths", "formats", "placeholder")
    return {name: getattr(upload, name) for name in names}


def publish_files(session: Session, payload: dict[str, Any]) -> None:
    """Job: copy a token's renditions to where they are served, then let pages name them."""
    token = payload["token"]
    if not _is_shown(session, token):
        return
    _copy_to_media([name for name in renditions().names(token) if not media().exists(name)])
    waiting = session.scalars(select(Photo.product_id).where(Photo.token == token, ~Photo.ready)).all()
    _set(session, PUBLIC, token, ready=True)
    redraw_products(session, waiting)
    if "avif" not in _formats(session, token):
        jobs.enqueue(session, AVIF, {"token": token})


def add_avif(session: Session, payload: dict[str, Any]) -> None:
    """Job: render the AVIF files of a token and let pages name them too."""
    token = payload["token"]
    formats = _formats(session, token)
    if not formats or "avif" in formats:
        return  # forgotten meanwhile, or done
    # Rendering takes seconds: end the transaction, so that no lock is held meanwhile.
    session.rollback()
    with tempfile.TemporaryDirectory(dir=workshop()) as folder:
        render_avif(_settings().data_dir / "originals" / token, Path(folder))
        names = _keep_renditions(token, Path(folder))
    if _is_shown(session, token):
        _copy_to_media(names)
    _set(session, (PhotoUpload, *PUBLIC), token, formats="avif,webp,jpg")


def withdraw_files(session: Session, payload: dict[str, Any]) -> None:
    """Job: delete a token's public files where nothing shows it any more."""
    token = payload["token"]
    if not _is_shown(session, token):
        media().delete_prefix(token)


def _set(session: Session, models: Iterable[Any], token: str, **values: Any) -> None:
    """Row by row, so that the change table learns which products' pages change; held, since a row may just go."""
    for model in models:
        rows = (
            select(model).where(model.token == token).order_by(*inspect(model).primary_key).with_for_update()
        )
        for row in session.scalars(rows, execution_options={"populate_existing": True}):
            for name, value in values.items():
                setattr(row, name, value)


def _facts(facts: ImageFacts) -> dict[str, Any]:
    return {
        "width": facts.width,
        "height": facts.height,
        "widths": ",".join(map(str, facts.widths)),
        "formats": "webp,jpg",
        "placeholder": facts.placeholder,
    }


def _is_shown(session: Session, token: str) -> bool:
    """Whether anything public shows the photo; jobs that move its files take turns from here to their commit."""
    take_turns(session, f"media:{token}")
    return bool(session.scalar(select(or_(*(exists().where(model.token == token) for model in PUBLIC)))))


def _formats(session: Session, token: str) -> str:
    return session.scalar(select(PhotoUpload.formats).where(PhotoUpload.token == token).limit(1)) or ""


def render_again(session: Session, token: str, *, by: Actor) -> None:
    """Render a token's files anew from its original and show the new ones; AVIF follows by a job."""
    with tempfile.TemporaryDirectory(dir=workshop()) as folder:
        facts = render_photo(_settings().data_dir / "originals" / token, Path(folder))
        names = _keep_renditions(token, Path(folder))
    # Nothing is deleted: until the commit, and for ever if it never comes, pages name the files of before.
    if _is_shown(session, token):
        _copy_to_media(names)
    _set(session, (PhotoUpload, *PUBLIC), token, **_facts(facts))
    for upload in session.scalars(select(PhotoUpload).where(PhotoUpload.token == token)):
        audit.record(session, "photo.regenerate", upload, by=by)
    jobs.enqueue(session, AVIF, {"token": token})


def sweep(session: Session) -> int:
    """Delete what interrupted work left: temporary files, and stored files that no row names after a day."""
    removed = sum(store.sweep_temporaries(KEEP_UNCLAIMED) for store in (originals(), renditions(), media()))
    oldest = (now() - KEEP_UNCLAIMED).timestamp()
    claimed = set(session.scalars(select(PhotoUpload.token)))
    # What is a day old is claimed by now or never will be: nobody need wait while the folders are walked.
    session.rollback()
    for name in list(originals().names()):
        if name not in claimed and _changed_before(_settings().data_dir / "originals" / name, oldest):
            forget_files(name)
            removed += 1
    for folder in workshop().iterdir():
        if _changed_before(folder, oldest):
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _changed_before(path: Path, oldest: float) -> bool:
    try:
        return path.stat().st_mtime < oldest
    except FileNotFoundError:
        return False  # its owner removed it meanwhile


def register_jobs() -> None:
    """Say who does the photo jobs."""
    jobs.register(PUBLISH, publish_files)
    jobs.register(AVIF, add_avif)
    jobs.register(WITHDRAW, withdraw_files)
    jobs.every_hour(sweep)


def _copy_to_media(names: Iterable[str]) -> None:
    for name in names:
        media().put_bytes(name, renditions().read(name))


def _keep_renditions(token: str, folder: Path) -> list[str]:
    """Store what was rendered into a scratch folder, and say under which names."""
    names = []
    for rendition in sorted(folder.iterdir()):
        names.append(f"{token}/{rendition.name}")
        renditions().put_file(names[-1], rendition)
    return names


def _sha256(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def workshop() -> Path:
    """Where files lie while they are worked on."""
    folder = _settings().data_dir / "work"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
