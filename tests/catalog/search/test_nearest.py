"""A search that finds nothing leads on to what is nearest."""

from collections.abc import Callable
from html import unescape
from re import DOTALL, findall, sub

import pytest
from flask.testing import FlaskClient

from catalog.products.models import Product
from catalog.search import service
from tests.support.following import Follow

Ways = Callable[[str], list[str]]


@pytest.fixture(params=["index", "database"])
def ways(
    request: pytest.FixtureRequest, client: FlaskClient, papa: Product, queso: Product, follow: Follow
) -> Ways:
    """`ways("q=oca")`: what the page of a search offers instead, from the index and without one."""
    follow()
    if request.param == "database":
        service.of(client.application).snapshot = None

    def ask(query: str) -> list[str]:
        html = client.get(f"/buscar?{query}").get_data(as_text=True)
        nothing = html.partition('class="nothing"')[2].partition("</main>")[0]
        links = findall(r'<a (?:class="btn s" )?href="(/buscar[^"]*)"', nothing)
        return [unescape(link) for link in links]

    return ask


def found(client: FlaskClient, address: str) -> int:
    """How many products an address shows."""
    html = client.get(address).get_data(as_text=True)
    return len(findall(r"<article|class=\"card", sub(r"<aside.*?</aside>", "", html, flags=DOTALL)))


def test_an_unknown_word_is_left_out(ways: Ways) -> None:
    assert ways("q=queso+zzzzz")[0] == "/buscar?q=queso"


def test_words_that_do_not_go_together_are_offered_one_by_one(ways: Ways) -> None:
    assert set(ways("q=queso+huayro")) >= {"/buscar?q=queso", "/buscar?q=huayro"}


def test_the_place_is_widened_to_where_there_is_something(ways: Ways) -> None:
    assert (
        "/buscar?q=papa&departamento=apurimac"
        in ways("q=papa&departamento=apurimac&provincia=andahuaylas&distrito=pacucha")[0]
    )


def test_a_place_in_the_words_is_widened_too(ways: Ways) -> None:
    assert "/buscar?q=queso" in ways("q=queso+en+cusco")


def test_words_that_nothing_has_leave_the_sector(ways: Ways) -> None:
    assert ways("q=zzzzz&rubro=lacteos")[0] == "/buscar?rubro=lacteos"


def test_a_filter_that_leaves_nothing_can_be_taken_off(ways: Ways) -> None:
    assert "/buscar?q=papa" in ways("q=papa&mes=diciembre")


def test_nothing_at_all_leads_to_everything(ways: Ways, client: FlaskClient) -> None:
    (way,) = ways("q=zzzzz")
    assert found(client, way) >= 2


def test_each_way_leads_to_something(ways: Ways, client: FlaskClient) -> None:
    offered = ways("q=papa+zzzzz&mes=diciembre&departamento=cajamarca")
    assert offered
    assert all(found(client, way) for way in offered)


def test_what_a_thing_is_called_comes_before_what_describes_it(ways: Ways) -> None:
    assert ways("q=queso+huayro+en+Andahuaylas")[:2] == [
        "/buscar?q=queso",
        "/buscar?q=huayro&departamento=apurimac&provincia=andahuaylas",
    ]
