"""A photo is private until an approval shows it, public only with its row, and gone when withdrawn."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.models import PhotoUpload
from admin.products.operations import approve_product, create_product, propose_product, unpublish_product
from admin.products.values import PhotoValue, ProductValues
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from core import jobs
from core.audit import SYSTEM
from core.db import db
from core.jobs import Job
from core.scoping import commanded
from core.storage import LocalStore
from tests.support import writers

PhotoFile = Callable[[str], Path]


def show(session: Session, product: Product, values: ProductValues, *tokens: str) -> None:
    shown = tuple(PhotoValue(token, "Chompa") for token in tokens)
    propose_product(session, product, replace(values, photos=shown), by=SYSTEM)
    approve_product(session, product, by=SYSTEM)
    session.commit()


def upload(session: Session, enterprise: Enterprise, path: Path) -> str:
    return photos.upload_photo(session, enterprise, path, by=SYSTEM).token


def test_an_upload_is_kept_but_nowhere_public(
    session: Session, awana: Enterprise, photo_file: PhotoFile
) -> None:
    token = upload(session, awana, photo_file("rojo"))
    assert photos.originals().exists(token)
    assert photos.renditions().exists(f"{token}/320.webp")
    assert list(photos.media().names()) == []


def test_the_same_picture_again_is_the_same_upload(
    session: Session, awana: Enterprise, photo_file: PhotoFile
) -> None:
    assert upload(session, awana, photo_file("rojo")) == upload(session, awana, photo_file("rojo"))
    assert len(session.scalars(select(PhotoUpload)).all()) == 1


def test_an_approved_photo_is_ready_only_when_its_files_are_public(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> None:
    token = upload(session, awana, photo_file("rojo"))
    show(session, chompa, chompa_values, token)
    assert session.scalars(select(Photo.ready)).all() == [False]
    session.commit()
    jobs.run_due([photos.PUBLISH])
    assert db.session.scalars(select(Photo.ready)).all() == [True]
    assert photos.media().exists(f"{token}/640.webp")


def test_the_worker_adds_avif(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> None:
    token = upload(session, awana, photo_file("rojo"))
    show(session, chompa, chompa_values, token)
    jobs.run_due()
    assert db.session.scalars(select(Photo.formats)).all() == ["avif,webp,jpg"]
    assert photos.media().exists(f"{token}/320.avif")


def test_photos_keep_the_order_they_are_given(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> None:
    tokens = [upload(session, awana, photo_file(name)) for name in ("rojo", "verde", "azul")]
    show(session, chompa, chompa_values, *tokens)
    show(session, chompa, chompa_values, tokens[2], tokens[0], tokens[1])
    ordered = select(Photo.token).order_by(Photo.position)
    assert session.scalars(ordered).all() == [tokens[2], tokens[0], tokens[1]]


def test_a_photo_taken_off_is_deleted_from_the_public_folder(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> None:
    tokens = [upload(session, awana, photo_file(name)) for name in ("rojo", "verde")]
    chompa_id = chompa.id
    show(session, chompa, chompa_values, *tokens)
    jobs.run_due([photos.PUBLISH])
    show(db.session(), db.session.get_one(Product, chompa_id), chompa_values, tokens[1])
    jobs.run_due([photos.WITHDRAW])
    assert {name.split("/")[0] for name in photos.media().names()} == {tokens[1]}


def test_unpublishing_a_product_takes_its_photos_along(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> None:
    chompa_id = chompa.id
    show(session, chompa, chompa_values, upload(session, awana, photo_file("rojo")))
    jobs.run_due([photos.PUBLISH])
    unpublish_product(db.session(), db.session.get_one(Product, chompa_id), by=SYSTEM, reason="sin stock")
    db.session.commit()
    jobs.run_due([photos.WITHDRAW])
    assert list(photos.media().names()) == []
    assert db.session.scalars(select(Photo)).all() == []


def test_a_publication_that_comes_after_the_withdrawal_publishes_nothing(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> None:
    show(session, chompa, chompa_values, upload(session, awana, photo_file("rojo")))
    unpublish_product(session, chompa, by=SYSTEM, reason="sin stock")
    session.commit()
    jobs.run_due([photos.WITHDRAW])
    jobs.run_due([photos.PUBLISH])
    assert list(photos.media().names()) == []


def test_a_photo_is_added_and_shown_by_command(
    session: Session, cli: FlaskCliRunner, chompa: Product, photo_file: PhotoFile
) -> None:
    result = cli.invoke(args=["photos", "add", chompa.public_id, str(photo_file("rojo")), "--publish"])
    assert result.exit_code == 0, result.output
    assert db.session.scalars(select(Photo.alt)).all() == ["Chompa de alpaca"]


def test_a_file_that_is_no_photo_is_refused_by_command(
    session: Session, cli: FlaskCliRunner, chompa: Product, tmp_path: Path
) -> None:
    (tmp_path / "nota.jpg").write_text("hola")
    result = cli.invoke(args=["photos", "add", chompa.public_id, str(tmp_path / "nota.jpg")])
    assert result.exit_code == 1
    assert "no es una foto" in result.output


def test_regenerating_renders_from_the_original(
    session: Session,
    cli: FlaskCliRunner,
    awana: Enterprise,
    chompa: Product,
    chompa_values: ProductValues,
    photo_file: PhotoFile,
) -> None:
    token = upload(session, awana, photo_file("rojo"))
    show(session, chompa, chompa_values, token)
    jobs.run_due([photos.PUBLISH])
    photos.renditions().delete(f"{token}/320.webp")
    assert cli.invoke(args=["photos", "regenerate"]).exit_code == 0
    assert photos.renditions().exists(f"{token}/320.webp")
    assert photos.media().exists(f"{token}/320.webp")


def test_regenerating_that_is_cut_short_leaves_the_files_that_pages_name(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> None:
    token = upload(session, awana, photo_file("rojo"))
    show(session, chompa, chompa_values, token)
    jobs.run_due()
    photos.render_again(session, token, by=SYSTEM)
    session.rollback()
    named = {f"{token}/{width}.{kind}" for width in (320, 640) for kind in ("avif", "webp", "jpg")}
    assert session.scalars(select(Photo.formats)).all() == ["avif,webp,jpg"]
    assert named <= set(photos.media().names())


def test_sweeping_keeps_what_is_claimed_or_young(
    session: Session, awana: Enterprise, photo_file: PhotoFile
) -> None:
    claimed = upload(session, awana, photo_file("rojo"))
    session.commit()
    lost, young = "0" * 16, "1" * 16
    for token in (lost, young):
        photos.originals().put_bytes(token, b"x")
        photos.renditions().put_bytes(f"{token}/320.webp", b"x")
    two_days_ago = time.time() - 2 * 86_400
    for token in (claimed, lost):
        os.utime(photos.originals().root / token, (two_days_ago, two_days_ago))
    assert photos.sweep(session) == 1
    assert set(photos.originals().names()) == {claimed, young}
    assert {name.partition("/")[0] for name in photos.renditions().names()} == {claimed, young}


def test_a_photo_that_does_not_fit_on_the_disk_leaves_nothing(
    session: Session, awana: Enterprise, photo_file: PhotoFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = LocalStore.put_file, 0

    def full(self: LocalStore, name: str, source: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise OSError(28, "No space left on device", name)
        real(self, name, source)

    monkeypatch.setattr(LocalStore, "put_file", full)
    with pytest.raises(OSError, match="No space left"):
        upload(session, awana, photo_file("rojo"))
    assert [*photos.originals().names(), *photos.renditions().names()] == []


def test_a_photo_that_goes_while_its_files_are_copied_stops_no_worker(
    app: Flask,
    session: Session,
    awana: Enterprise,
    chompa: Product,
    chompa_values: ProductValues,
    photo_file: PhotoFile,
) -> None:
    show(session, chompa, chompa_values, upload(session, awana, photo_file("rojo")))
    unpublish_product(session, chompa, by=SYSTEM, reason="sin stock")
    session.flush()

    def work() -> None:
        with app.app_context():
            jobs.run_due([photos.PUBLISH])

    worker = threading.Thread(target=work)
    worker.start()
    worker.join(timeout=0.4)  # as far as it comes while the withdrawal is not committed
    session.commit()
    worker.join(timeout=30)
    assert db.session.scalars(select(Job.error).where(Job.kind == photos.PUBLISH)).all() == [""]


def test_showing_and_withdrawing_at_once_ends_as_the_last_decision_says(
    app: Flask,
    session: Session,
    awana: Enterprise,
    chompa: Product,
    chompa_values: ProductValues,
    photo_file: PhotoFile,
) -> None:
    """Two workers do the jobs while a product goes on and off the public side; another one shares its photo."""
    token = upload(session, awana, photo_file("rojo"))
    other = create_product(session, awana, replace(chompa_values, name="Chalina"), by=SYSTEM)
    session.commit()
    numbers = chompa.id, other.id
    session.rollback()
    done = threading.Event()

    def work() -> None:
        while not done.is_set():
            with app.app_context():
                jobs.run_due()

    def decide() -> None:
        try:
            with app.app_context(), commanded():
                inside = db.session()
                for turn in range(8):
                    product = inside.get_one(Product, numbers[turn % 2])
                    show(inside, product, replace(chompa_values, name=product.name), token)
                    other = inside.get_one(Product, numbers[(turn + 1) % 2])
                    if other.status == "published":
                        unpublish_product(inside, other, by=SYSTEM, reason="prueba")
                    inside.commit()
                unpublish_product(inside, inside.get_one(Product, numbers[1]), by=SYSTEM, reason="prueba")
                inside.commit()
                db.session.remove()
        finally:
            done.set()

    roles = iter((work, work, decide))
    writers.at_once(3, lambda: next(roles)())
    jobs.run_due()
    db.session.rollback()
    shown = db.session.scalars(select(Photo.ready)).all()
    assert all(shown)
    assert bool(list(photos.media().names(token))) == bool(shown)
    failed = db.session.scalars(select(Job.error).where(Job.state != "done")).all()
    assert failed == []
