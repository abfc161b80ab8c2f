"""What is said of who verified a seal."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.products.models import Product, Seal, SealAward


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Asociación de la feria", "Verificado por Asociación de la feria el 1 de octubre de 2026"),
        ("sistema", "Verificado el 1 de octubre de 2026"),
    ],
)
def test_people_are_named_and_programs_are_not(
    client: FlaskClient, session: Session, queso: Product, who: str, said: str
) -> None:
    seal = session.scalars(select(Seal).limit(1)).one()
    award = SealAward(product_id=queso.id, seal_id=seal.id, verified_by=who, verified_on=date(2026, 10, 1))
    session.add(award)
    for path in (
        "/productos/queso-fresco",
        "/productos/queso-fresco?formato=ficha",
        "/emprendimientos/quesos-dona-rosa",
    ):
        page = client.get(path).text
        assert said in page, path
        assert "por sistema" not in page
