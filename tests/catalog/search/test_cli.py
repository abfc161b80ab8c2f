"""The commands on the index."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy.orm import Session

from catalog.products.models import Product
from catalog.search import service
from tests.support.following import Follow


def test_rebuild_makes_the_index(app: Flask, cli: FlaskCliRunner, papa: Product, queso: Product) -> None:
    said = cli.invoke(args=["search", "rebuild"])
    assert (said.exit_code, "2 productos" in said.output) == (0, True)
    service.of(app).refresh()
    held = service.of(app).snapshot
    assert held
    assert held.size == 2


def test_rebuild_quietly_says_nothing(cli: FlaskCliRunner, papa: Product) -> None:
    said = cli.invoke(args=["search", "rebuild", "--quiet"])
    assert (said.exit_code, said.output) == (0, "")


def test_rebuild_of_an_empty_catalogue(app: Flask, cli: FlaskCliRunner, session: Session) -> None:
    assert cli.invoke(args=["search", "rebuild"]).exit_code == 0
    service.of(app).refresh()
    held = service.of(app).snapshot
    assert held
    assert held.size == 0


def test_rebuild_takes_the_place_of_the_old_one(app: Flask, cli: FlaskCliRunner, follow: Follow) -> None:
    follow()
    before = service.of(app).index.current()
    cli.invoke(args=["search", "rebuild"])
    assert service.of(app).index.current() != before
    assert before
    assert not before.exists()


def test_rebuild_beside_another_says_so(
    app: Flask, cli: FlaskCliRunner, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.search.cli.WAIT_SECONDS", 0.1)
    with service.of(app).index.drafting():
        said = cli.invoke(args=["search", "rebuild"])
    assert (said.exit_code, "Otro proceso" in said.output) == (1, True)


def test_status_without_an_index(cli: FlaskCliRunner, session: Session) -> None:
    said = cli.invoke(args=["search", "status"])
    assert (said.exit_code, "No hay índice" in said.output) == (0, True)


def test_status_says_what_there_is(cli: FlaskCliRunner, follow: Follow, papa: Product) -> None:
    follow()
    said = cli.invoke(args=["search", "status"]).output
    assert "está al día" in said
    assert "Productos: 1;" in said


def test_status_says_how_far_it_is_behind(
    cli: FlaskCliRunner, follow: Follow, session: Session, papa: Product
) -> None:
    follow()
    for name in ("Papa huamantanga", "Papa peruanita"):
        papa.name = name
        session.commit()
    assert "faltan 2 cambios" in cli.invoke(args=["search", "status"]).output


def test_status_of_a_damaged_index(app: Flask, cli: FlaskCliRunner, follow: Follow, papa: Product) -> None:
    follow()
    path = service.of(app).index.current()
    assert path
    for one in path.glob("*.toc"):
        one.write_bytes(b"garbage")
    said = cli.invoke(args=["search", "status"])
    assert (said.exit_code, "dañado" in said.output) == (1, True)
