"""A sector whose name in the address changes is found under the new one at once, before any index is made anew."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.products.models import Product
from catalog.sectors.models import Sector
from tests.support.following import Follow


@pytest.mark.parametrize("page", ["/buscar?q=papa&rubro=papas", "/productos?rubro=papas"])
def test_it_is_found_before_the_index_is_made_anew(
    client: FlaskClient, session: Session, papa: Product, follow: Follow, page: str
) -> None:
    follow()
    sector = session.get_one(Sector, papa.sector_id)
    sector.slug, sector.path = "papas", sector.path.replace(sector.slug, "papas")
    session.commit()
    assert '<h2 id="resultados">1 producto</h2>' in client.get(page).text
