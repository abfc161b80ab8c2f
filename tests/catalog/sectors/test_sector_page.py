"""The page of a sector."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session


@pytest.mark.usefixtures("papa", "queso")
def test_a_top_sector_shows_what_hangs_from_it(client: FlaskClient) -> None:
    page = client.get("/rubros/agropecuario").text
    for words in ("Papa nativa huayro", "Queso fresco", 'href="/rubros/tuberculos"', "rubro=agropecuario"):
        assert words in page


@pytest.mark.usefixtures("papa", "queso")
def test_a_branch_shows_its_own(client: FlaskClient) -> None:
    page = client.get("/rubros/lacteos").text
    assert "Queso fresco" in page
    assert "Papa nativa huayro" not in page


@pytest.mark.usefixtures("papa")
def test_an_empty_one_leads_on(client: FlaskClient) -> None:
    assert "Nadie ofrece todavía en este rubro" in client.get("/rubros/joyeria").text


def test_an_unknown_one_is_not_found(client: FlaskClient) -> None:
    assert client.get("/rubros/nada").status_code == 404


def test_it_has_pages(client: FlaskClient, session: Session, many_products: Callable[[int], None]) -> None:
    many_products(60)
    assert 'href="/rubros/agropecuario?pagina=2"' in client.get("/rubros/agropecuario").text
    assert client.get("/rubros/agropecuario?pagina=2").status_code == 200
    assert client.get("/rubros/agropecuario?pagina=77").status_code == 404
