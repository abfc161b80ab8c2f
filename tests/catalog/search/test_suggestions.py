"""What may be meant while it is typed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.search import service
from core import throttling
from tests.support import cast
from tests.support.following import Follow

Suggest = Callable[[str], dict[str, list[str]]]


@pytest.fixture(params=["index", "database"])
def suggest(
    request: pytest.FixtureRequest, client: FlaskClient, papa: Product, queso: Product, follow: Follow
) -> Suggest:
    """`suggest("que")`: the words of each group, from the index and while there is none."""
    follow()
    if request.param == "database":
        service.of(client.application).snapshot = None
    return lambda typed: {name: [one["text"] for one in items] for name, items in groups(client, typed)}


def groups(client: FlaskClient, typed: str) -> list[tuple[str, list[dict[str, str]]]]:
    """The groups of an answer."""
    answer = client.get("/buscar/sugerencias", query_string={"q": typed})
    assert answer.status_code == 200
    assert len(answer.data) < 2048
    return [(group["name"], group["items"]) for group in answer.get_json()["groups"]]


@pytest.mark.parametrize(
    ("typed", "name", "text"),
    [
        ("que", "Productos", "Queso fresco"),
        ("QUESO FRÉ", "Productos", "Queso fresco"),
        ("huay", "Productos", "Papa nativa huayro"),
        ("lact", "Rubros", "Quesos y lácteos"),
        ("apu", "Lugares", "Apurímac"),
        ("celen", "Lugares", "Celendín, Cajamarca"),
        ("papa en anda", "Lugares", "papa en Andahuaylas"),
        ("doña ro", "Emprendimientos", "Quesos Doña Rosa"),
    ],
)
def test_suggests(suggest: Suggest, typed: str, name: str, text: str) -> None:
    assert text in suggest(typed)[name]


@pytest.mark.parametrize(
    "typed", ["", "q", "   ", "zzzz", "%", "_", "'; DROP TABLE product; --", "🥔", "q" * 3000]
)
def test_suggests_nothing(suggest: Suggest, typed: str) -> None:
    assert suggest(typed) == {}


def test_a_place_where_nothing_is_offered_is_not_suggested(suggest: Suggest) -> None:
    assert suggest("tac") == {}


@pytest.mark.parametrize("typed", ["40 kg apu", "500 apu", "que apu"])
def test_a_place_stands_after_what_is_looked_for(suggest: Suggest, typed: str) -> None:
    assert "Lugares" not in suggest(typed)


def test_how_much_is_no_part_of_a_name(suggest: Suggest) -> None:
    assert suggest("40 kg que")["Productos"] == ["Queso fresco"]


@pytest.mark.usefixtures("queso")
def test_a_slip_is_answered_with_what_was_meant(client: FlaskClient, follow: Follow) -> None:
    follow()
    link = {"text": "queso fresco", "url": "/buscar?q=queso+fresco"}
    assert groups(client, "quezo fresco") == [("¿Quiso decir?", [link])]


def test_each_leads_to_what_it_names(client: FlaskClient, suggest: Suggest) -> None:
    for typed in ("que", "lact", "papa en anda", "apu", "papas"):
        for _name, items in groups(client, typed):
            for one in items:
                assert client.get(one["url"]).status_code == 200


def test_names_that_are_alike_are_suggested_once(
    client: FlaskClient, session: Session, rosa: Enterprise, follow: Follow
) -> None:
    for number, name in enumerate(("Queso fresco", "Queso Fresco", "Queso mantecoso")):
        cast.make_product(session, rosa, name, slug=f"q-{number}", sector="lacteos", unit="molde", price=1800)
    follow()
    found: dict[str, Any] = dict(groups(client, "queso"))
    assert sorted(one["text"].lower() for one in found["Productos"]) == ["queso fresco", "queso mantecoso"]


def test_says_how_many_there_are(client: FlaskClient, suggest: Suggest) -> None:
    said = client.get("/buscar/sugerencias?q=huayro").get_json()["said"]
    assert said == "1 sugerencia. Elija con las flechas."
    assert client.get("/buscar/sugerencias?q=zzzz").get_json()["said"] == "Sin sugerencias."


def test_what_is_hidden_is_suggested_no_more(suggest: Suggest, session: Session, rosa: Enterprise) -> None:
    assert suggest("ques")
    rosa.status = "unpublished"
    session.flush()
    found = suggest("ques")
    assert "Productos" not in found
    assert "Emprendimientos" not in found


def test_may_be_kept_as_long_as_it_holds(client: FlaskClient, suggest: Suggest) -> None:
    answer = client.get("/buscar/sugerencias?q=queso")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in answer.headers


def test_a_program_that_asks_without_end_is_stopped(
    client: FlaskClient, suggest: Suggest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.search.views.TYPED", "2 per minute")
    client.application.extensions[throttling.KEY].forget()
    assert [client.get(f"/buscar/sugerencias?q=pap{n}").status_code for n in range(3)] == [200, 200, 429]
    client.application.extensions[throttling.KEY].forget()


def test_asks_no_more_as_the_catalogue_grows(
    client: FlaskClient,
    many_products: Callable[[int], None],
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    follow: Follow,
) -> None:
    def asked() -> int:
        follow()
        client.get("/buscar/sugerencias?q=quesito")
        with count_queries() as statements:
            client.get("/buscar/sugerencias?q=papa")
        return len(statements)

    many_products(50)
    few = asked()
    many_products(300)
    assert asked() == few <= 4
