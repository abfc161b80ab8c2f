"""The order that favours nobody."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.products.neutral import alphabetical
from tests.support import cast


@pytest.mark.parametrize(
    "names",
    [
        ["Nuez", "Ñuña", "Oca"],
        ["aji", "Ají amarillo", "ajo"],
        ["Anzuelo", "Añil", "Apio"],
        ["Café", "cafe molido", "Caigua"],
    ],
)
def test_names_stand_as_in_a_spanish_dictionary(names: list[str]) -> None:
    mixed = [*names[1:], names[0]]
    assert sorted(mixed, key=alphabetical) == names


def test_those_of_one_name_stand_by_place_then_maker(client: FlaskClient, session: Session) -> None:
    makers = [("Zorro", "030207"), ("Abeja", "060301"), ("Árbol", "030207")]
    for number, (maker, district) in enumerate(makers):
        enterprise = cast.make_enterprise(session, maker, district_code=district)
        cast.make_product(session, enterprise, "Papa", slug=f"papa-{number}")
    page = client.get("/productos?formato=papel&orden=precio-desc&pagina=9").text
    assert page.index("Árbol") < page.index("Zorro") < page.index("Abeja")


@pytest.mark.parametrize("query", ["", "&orden=recientes", "&orden=capacidad", "&orden=precio&pagina=3"])
def test_no_order_of_the_list_moves_it(
    client: FlaskClient, many_products: Callable[[int], None], query: str
) -> None:
    many_products(60)
    page = client.get(f"/productos?formato=papel{query}").text
    names = [part.partition("<")[0] for part in page.split('<tr><th scope="row">')[1:]]
    assert len(names) == 60
    assert names == sorted(names, key=alphabetical)
