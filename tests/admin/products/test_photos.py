"""A photo is private until an approval shows it, public only with its row, and gone when withdrawn."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.models import PhotoUpload
from admin.products.operations import approve_product, propose_product, unpublish_product
from admin.products.values import PhotoValue, ProductValues
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from core import jobs
from core.audit import SYSTEM
from core.db import db

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
