"""No page asks the database more at 20,000 products than at 200."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.db import refresh_statistics

PAGES = (
    *(
        "/",
        "/productos",
        "/productos?pagina=5",
        "/productos?orden=precio",
        "/productos?orden=nombre&mes=agosto",
    ),
    *(
        "/buscar?q=papa",
        "/productos?departamento=apurimac&entrega=apurimac",
        "/productos?registro=en-camino",
    ),
    *(
        "/productos?unidad=kg&precio_max=50&capacidad_min=20+kg",
        "/productos?billetera=yape&rubro=agropecuario",
    ),
    *("/lugares", "/lugares/apurimac", "/lugares/apurimac/andahuaylas"),
    *("/emprendimientos", "/emprendimientos?pagina=2", "/rubros/agropecuario", "/acerca", "/privacidad"),
    *("/quien-vende", "/que-no-se-publica", "/denunciar/gracias"),
    *("/privacidad/solicitud", "/privacidad/solicitud/recibida"),
)


@pytest.fixture
def pages(session: Session, many_products: Callable[[int], None]) -> list[str]:
    """Every kind of page, over 200 products."""
    many_products(200)
    product = session.scalars(select(Product.slug).order_by(Product.id).limit(1)).one()
    enterprise = session.scalars(select(Enterprise.slug).order_by(Enterprise.id).limit(1)).one()
    listings = (f"/productos/{product}", f"/emprendimientos/{enterprise}")
    return [
        *PAGES,
        *listings,
        f"/qr?pagina=/productos/{product}",
        f"/denunciar?producto={product}",
        f"/denunciar?emprendimiento={enterprise}",
    ]


def test_no_page_asks_more_at_20_000_products(
    client: FlaskClient,
    session: Session,
    pages: list[str],
    many_products: Callable[[int], None],
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    def asked() -> dict[str, int]:
        counts = {}
        for page in pages:
            with count_queries() as statements:
                assert client.get(page).status_code == 200, page
            counts[page] = len(statements)
        return counts

    asked()  # what is read once a process is read now
    few = asked()
    many_products(19_800)
    refresh_statistics(session)
    session.commit()
    asked()  # and what is read once a version of the catalogue
    assert asked() == few
    assert max(few.values()) <= 12
