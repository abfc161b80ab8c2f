"""The list weighs little: 6 KB of HTML, 12 KB of styles and 6 KB of scripts on the wire (DESIGN, bar 7)."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.demo import load
from catalog.products.models import Product
from tests.support import cast

KB = 1024


@pytest.fixture
def demo(session: Session) -> None:
    """The real demo, each product with a photo."""
    load.load(session, load.rows(), seed=1)
    for product in session.scalars(select(Product).where(Product.status == "published")).all():
        cast.make_photo(session, product, formats="avif,webp,jpg")


def sent(client: FlaskClient, path: str) -> int:
    # As the server does, the answer is closed when it is read: static ones are open files.
    with client.get(path, headers={"Accept-Encoding": "br"}) as response:
        assert response.status_code == 200, path
        assert response.headers["Content-Encoding"] == "br"
        return len(response.data)


@pytest.mark.usefixtures("demo")
def test_the_list_fits_in_six_kilobytes(client: FlaskClient) -> None:
    lists = ("/productos", "/productos?pagina=3", "/productos?departamento=cusco")
    weights = {path: sent(client, path) for path in lists}
    assert max(weights.values()) <= 6 * KB, weights


def test_styles_and_scripts_fit_too(client: FlaskClient) -> None:
    page = client.get("/productos").text
    styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
    scripts = re.findall(r'src="(/static/[^"]+\.js)"', page)
    assert styles
    assert scripts
    assert sum(sent(client, path) for path in styles) <= 12 * KB
    assert sum(sent(client, path) for path in scripts) <= 6 * KB
