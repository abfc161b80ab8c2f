"""A photo that is a product's and a portrait at once: public while either shows it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.consents.operations import withdraw_consent
from admin.enterprises.models import EnterpriseRecord
from admin.products import photos
from admin.products.models import PhotoUpload
from admin.products.operations import approve_product, propose_product
from admin.products.values import PhotoValue, ProductValues
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from core import jobs
from core.audit import SYSTEM
from core.db import db
from tests.admin.enterprises.conftest import consent, in_media, shown

PhotoFile = Callable[[str], Path]
MOVES = [photos.PUBLISH, photos.WITHDRAW]
pytestmark = pytest.mark.usefixtures("consent_text")


@pytest.fixture
def pictured(
    session: Session, awana: Enterprise, chompa: Product, chompa_values: ProductValues, photo_file: PhotoFile
) -> str:
    """The token of a photo that the jumper shows, its files in place."""
    token = photos.upload_photo(session, awana, photo_file("rojo"), by=SYSTEM).token
    values = replace(chompa_values, photos=(PhotoValue(token, "Chompa"),))
    propose_product(session, chompa, values, by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    return token


def test_a_photo_of_a_product_may_be_the_portrait_too_and_outlives_it(
    session: Session, awana_record: EnterpriseRecord, pictured: str, send_picture: Callable[[str], str]
) -> None:
    assert send_picture("rojo") == pictured
    consent(session, awana_record)
    session.commit()
    jobs.run_due(MOVES)
    record = db.session.scalars(select(EnterpriseRecord)).one()
    withdraw_consent(db.session(), record, "portrait", by=SYSTEM)
    db.session.commit()
    jobs.run_due(MOVES)
    assert (shown(db.session()), in_media()) == ([], {pictured})
    assert db.session.scalars(select(Photo.ready)).all() == [True]


def test_another_portrait_does_not_forget_the_photo_of_a_product(
    session: Session, pictured: str, send_picture: Callable[[str], str]
) -> None:
    send_picture("rojo")
    token = send_picture("verde")
    assert set(session.scalars(select(PhotoUpload.token))) == {pictured, token}


def test_a_portrait_keeps_the_files_that_a_product_leaves(
    session: Session,
    awana_record: EnterpriseRecord,
    chompa: Product,
    chompa_values: ProductValues,
    pictured: str,
    send_picture: Callable[[str], str],
) -> None:
    send_picture("rojo")
    consent(session, awana_record)
    propose_product(session, chompa, chompa_values, by=SYSTEM)
    approve_product(session, chompa, by=SYSTEM)
    session.commit()
    jobs.run_due(MOVES)
    assert (shown(session), in_media()) == ([(pictured, True)], {pictured})


def test_whoever_withdraws_a_portrait_hears_where_the_photo_still_shows(
    session: Session,
    cli: FlaskCliRunner,
    awana: Enterprise,
    awana_record: EnterpriseRecord,
    pictured: str,
    send_picture: Callable[[str], str],
) -> None:
    assert send_picture("rojo") == pictured
    consent(session, awana_record)
    result = cli.invoke(args=["consents", "withdraw", awana.public_id, "portrait"])
    assert "la misma foto sigue a la vista en Chompa" in result.output
