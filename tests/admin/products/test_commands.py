"""Publishing and withdrawing by command, photos and all."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.operations import propose_product
from admin.products.values import PhotoValue, ProductValues
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM
from core.db import db


@pytest.fixture
def pictured(
    session: Session,
    awana: Enterprise,
    chompa_draft: Product,
    chompa_values: ProductValues,
    photo_file: Callable[[str], Path],
) -> str:
    """The id of the jumper, a draft with a photo."""
    upload = photos.upload_photo(session, awana, photo_file("rojo"), by=SYSTEM)
    shown = (PhotoValue(upload.token, "Chompa"),)
    propose_product(session, chompa_draft, replace(chompa_values, photos=shown), by=SYSTEM)
    return chompa_draft.public_id


def status() -> str:
    return db.session.scalars(select(Product.status)).one()


def test_publishing_shows_product_and_photo(cli: FlaskCliRunner, pictured: str) -> None:
    result = cli.invoke(args=["products", "publish", pictured])
    assert (result.exit_code, result.output) == (0, "Publicado: Chompa de alpaca.\n")
    assert status() == "published"
    assert len(list(photos.media().names())) > 0


@pytest.mark.parametrize(
    ("command", "said", "then"),
    [("unpublish", "Retirado", "unpublished"), ("archive", "Archivado", "archived")],
)
def test_withdrawing_takes_the_photo_along(
    cli: FlaskCliRunner, pictured: str, command: str, said: str, then: str
) -> None:
    cli.invoke(args=["products", "publish", pictured])
    result = cli.invoke(args=["products", command, pictured, "--reason", "sin stock"])
    assert (result.exit_code, result.output) == (0, f"{said}: Chompa de alpaca.\n")
    assert status() == then
    assert list(photos.media().names()) == []


def test_an_unknown_id_is_said(cli: FlaskCliRunner, session: Session) -> None:
    result = cli.invoke(args=["products", "publish", "nadie"])
    assert result.exit_code == 1
    assert 'No hay ningún producto con el id "nadie".' in result.output
