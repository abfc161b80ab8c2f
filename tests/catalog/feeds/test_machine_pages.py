"""robots.txt, the sitemaps and signs of life."""

import pytest
from defusedxml import ElementTree
from flask.testing import FlaskClient

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(client: FlaskClient, path: str) -> list[str]:
    tree = ElementTree.fromstring(client.get(path).data)
    return [node.text or "" for node in tree.findall(".//s:loc", NAMES)]


@pytest.mark.usefixtures("papa", "manjar", "archivada", "rosa")
def test_the_maps_hold_what_is_published_and_only_that(client: FlaskClient) -> None:
    found = [
        one
        for path in addresses(client, "/sitemap.xml")
        for one in addresses(client, path.partition(":8000")[2])
    ]
    assert "http://127.0.0.1:8000/productos/papa-nativa-huayro" in found
    assert "http://127.0.0.1:8000/emprendimientos/quesos-dona-rosa" in found
    assert "http://127.0.0.1:8000/rubros/tuberculos" in found
    assert not [one for one in found if "manjar" in one or "chuno" in one]
    for one in found:
        assert client.get(one.partition(":8000")[2]).status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "1000", "99999", "x"])
def test_a_map_that_does_not_exist_is_not_found(client: FlaskClient, page: str) -> None:
    assert client.get(f"/sitemap-productos-{page}.xml").status_code == 404


def test_robots_points_to_the_map(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in answer.text


def test_says_that_it_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/salud").text == "vivo\n"
    assert client.get("/salud/listo").text == "listo\n"


def test_the_icon_is_an_icon(client: FlaskClient) -> None:
    with client.get("/favicon.ico") as answer:
        icon = answer.data
    assert answer.mimetype == "image/x-icon"
    assert icon.startswith(b"\x00\x00\x01\x00")
