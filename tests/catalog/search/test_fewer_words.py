"""Who finds little by several words is shown what there is by one of them; what only mentions a word is no answer."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from tests.support import cast
from tests.support.following import Follow


def test_one_of_the_words_finds_more(
    client: FlaskClient, session: Session, ccotana: Enterprise, papa: Product, follow: Follow
) -> None:
    cast.make_product(session, ccotana, "Papa amarilla")
    follow()
    page = client.get("/buscar?q=papa+harinosa").text
    assert "huayro" in page
    assert "Solo «papa», 2" in page.partition("Con menos palabras hay más:")[2]


def test_where_no_word_finds_more_nothing_is_said(client: FlaskClient, papa: Product, follow: Follow) -> None:
    follow()
    assert "Con menos palabras" not in client.get("/buscar?q=papa+harinosa").text


def test_what_is_called_so_elsewhere_is_nearer_than_what_mentions_it_here(
    client: FlaskClient, session: Session, ccotana: Enterprise, rosa: Enterprise, follow: Follow
) -> None:
    cast.make_product(session, ccotana, "Café molido")
    cast.make_product(session, rosa, "Sombrero de faena", description="Del color del café.")
    follow()
    page = client.get("/buscar?q=cafe&departamento=cajamarca&provincia=jaen").text
    first = page.partition('class="near"')[2].partition("</section>")[0]
    assert 0 < first.index("molido") < first.index("Sombrero")
