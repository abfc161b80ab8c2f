"""Portraits and archiving by command."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.products import photos
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Portrait
from catalog.products.models import Product
from core.db import db

PhotoFile = Callable[[str], Path]
ON_PAPER = ["--on", "2026-10-01", "--channel", "paper"]


@pytest.mark.usefixtures("awana")
def test_a_portrait_waits_in_private(cli: FlaskCliRunner, photo_file: PhotoFile) -> None:
    result = cli.invoke(args=["enterprises", "portrait", "tejidos-awana", str(photo_file("rojo"))])
    assert result.exit_code == 0, result.output
    assert "queda en privado" in result.output
    assert list(photos.media().names()) == []


@pytest.mark.usefixtures("consent_text")
def test_consent_and_its_end_move_the_files_at_once(
    cli: FlaskCliRunner, client: FlaskClient, awana: Enterprise, photo_file: PhotoFile
) -> None:
    number = awana.public_id
    cli.invoke(args=["enterprises", "portrait", "tejidos-awana", str(photo_file("rojo"))])
    assert cli.invoke(args=["consents", "give", number, "portrait", *ON_PAPER]).exit_code == 0
    token = db.session.scalars(select(Portrait.token).where(Portrait.ready)).one()
    assert f"/media/{token}/" in client.get("/emprendimientos/tejidos-awana").text
    assert cli.invoke(args=["consents", "withdraw", number, "portrait"]).exit_code == 0
    assert list(photos.media().names()) == []
    assert token not in client.get("/emprendimientos/tejidos-awana").text


@pytest.mark.usefixtures("consent_text")
def test_with_consent_it_says_that_it_shows(
    cli: FlaskCliRunner, awana: Enterprise, photo_file: PhotoFile
) -> None:
    cli.invoke(args=["consents", "give", awana.public_id, "portrait", *ON_PAPER])
    result = cli.invoke(args=["enterprises", "portrait", "tejidos-awana", str(photo_file("rojo"))])
    assert result.output == "Retrato guardado: Tejidos Awana; ya se muestra.\n"


@pytest.mark.usefixtures("awana")
def test_it_is_removed(cli: FlaskCliRunner, session: Session, photo_file: PhotoFile) -> None:
    cli.invoke(args=["enterprises", "portrait", "tejidos-awana", str(photo_file("rojo"))])
    result = cli.invoke(args=["enterprises", "portrait", "tejidos-awana", "--remove", "--reason", "lo pidió"])
    assert (result.exit_code, result.output) == (0, "Retrato borrado: Tejidos Awana.\n")
    assert session.scalars(select(EnterpriseRecord.portrait_token)).all() == [None]


@pytest.mark.usefixtures("awana")
@pytest.mark.parametrize("both", [True, False])
def test_either_a_file_or_its_removal(cli: FlaskCliRunner, photo_file: PhotoFile, both: bool) -> None:
    given = [str(photo_file("rojo")), "--remove"] if both else []
    assert cli.invoke(args=["enterprises", "portrait", "tejidos-awana", *given]).exit_code == 2


@pytest.mark.usefixtures("awana")
def test_what_is_no_photo_is_refused_in_words(cli: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "nota.jpg").write_text("hola")
    result = cli.invoke(args=["enterprises", "portrait", "tejidos-awana", str(tmp_path / "nota.jpg")])
    assert result.exit_code == 1
    assert "no es una foto" in result.output


@pytest.mark.usefixtures("chompa")
def test_archiving_closes_enterprise_and_products(cli: FlaskCliRunner, client: FlaskClient) -> None:
    result = cli.invoke(args=["enterprises", "archive", "tejidos-awana", "--reason", "cerró"])
    assert (result.exit_code, result.output) == (0, "Archivado: Tejidos Awana.\n")
    assert db.session.scalars(select(Product.status)).all() == ["archived"]
    assert client.get("/emprendimientos/tejidos-awana").status_code == 410


def test_an_unknown_address_is_said(cli: FlaskCliRunner, session: Session) -> None:
    result = cli.invoke(args=["enterprises", "archive", "nadie", "--reason", "x"])
    assert result.exit_code == 1
    assert 'No hay ningún emprendimiento con la dirección "nadie".' in result.output


@pytest.mark.usefixtures("consent_text")
def test_withdrawing_what_did_not_stand_is_said(cli: FlaskCliRunner, awana: Enterprise) -> None:
    result = cli.invoke(args=["consents", "withdraw", awana.public_id, "portrait"])
    assert "No había consentimiento vigente para: portrait." in result.output
    assert "retirado" not in result.output
