"""The ladder: where each rung of a product stands, who helps, and that none of them shuts a product out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.allies.models import Ally
from admin.products.operations import approve_product, create_product, propose_product
from admin.products.values import ProductValues
from admin.readiness.presentation import ladder
from admin.readiness.queries import helpers, product_by_id
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product, SealAward
from catalog.sectors.models import Sector
from core.audit import SYSTEM
from core.clock import today
from tests.support.staff import sign_in


def cheese(session: Session, maker: Enterprise, **facts: object) -> Product:
    """A cheese, whose branch needs a paper, published."""
    values = ProductValues(name="Queso fresco", sector="lacteos", price=1800, unit="kg")
    product = create_product(session, maker, replace(values, **facts), by=SYSTEM)  # type: ignore[arg-type]
    approve_product(session, product, by=SYSTEM)
    return product


def states(session: Session, product: Product, proposed: ProductValues | None = None) -> dict[str, str]:
    """Each rung's state."""
    session.flush()
    session.expire_all()
    whole = product_by_id(session, product.public_id) or pytest.fail("not there")
    return {rung.key: rung.state for rung in ladder(whole, proposed, today())}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("sanitary", "state", "said"),
    [
        ("", "missing", "Todavía sin registro sanitario"),
        ("en trámite", "in_progress", "En camino"),
        ("DIGESA E1234 vence 31/8/2027", "ready", "E1234"),
        ("DIGESA E1234 vence 31/8/2026", "expired", "Sin registro vigente"),
    ],
)
def test_a_paper_that_is_needed_stands_somewhere_and_the_public_page_says_where(
    client: FlaskClient, session: Session, awana: Enterprise, sanitary: str, state: str, said: str
) -> None:
    product = cheese(session, awana, sanitary=sanitary)
    session.commit()
    assert states(session, product)["paper"] == state
    assert said in client.get(f"/productos/{product.slug}").text


@pytest.mark.usefixtures("clock")
def test_no_maker_says_that_hers_needs_no_paper(session: Session, awana: Enterprise) -> None:
    product = cheese(session, awana, sanitary="no aplica")
    assert states(session, product)["paper"] == "missing"
    sector = session.scalars(select(Sector).where(Sector.slug == "lacteos")).one()
    sector.paper_rule = "unknown"
    assert states(session, product)["paper"] == "unknown"
    sector.paper_rule = "not_required"
    assert states(session, product)["paper"] == "not_needed"


@pytest.mark.usefixtures("clock")
def test_what_waits_for_approval_is_on_its_way(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    waiting = replace(chompa_values, packaging="Bolsa de papel", seals=("hecho-a-mano", "comercio-justo"))
    propose_product(session, chompa, waiting, by=SYSTEM)
    assert states(session, chompa, chompa_values)["packaging"] == "unknown"
    found = states(session, chompa, waiting)
    assert (found["packaging"], found["seal"], found["photo"]) == ("in_progress", "ready", "missing")


def test_of_what_is_no_public_product_yet_counts_what_is_proposed(
    session: Session, chompa_draft: Product, chompa_values: ProductValues
) -> None:
    found = states(session, chompa_draft, replace(chompa_values, packaging="Caja"))
    assert (found["packaging"], found["paper"], found["seal"]) == ("ready", "not_needed", "in_progress")


@pytest.mark.usefixtures("clock")
def test_what_expires_soon_is_told_while_it_holds(
    client: FlaskClient, session: Session, awana: Enterprise, uas: Account
) -> None:
    product = cheese(session, awana, sanitary=f"SIP E12 vence {today() + timedelta(days=60):%d/%m/%Y}")
    session.commit()
    assert states(session, product)["paper"] == "ready"
    sign_in(client, uas)
    assert "Vence pronto" in client.get(f"/gestion/productos/{product.public_id}/preparacion").text


@pytest.mark.usefixtures("clock")
def test_a_seal_and_a_price_grow_old(client: FlaskClient, session: Session, chompa: Product) -> None:
    award = session.scalars(select(SealAward).where(SealAward.product_id == chompa.id)).one()
    award.expires_on = today() - timedelta(days=1)
    chompa.price_confirmed_on = date(2026, 1, 1)
    session.commit()
    found = states(session, chompa)
    assert (found["seal"], found["price"]) == ("expired", "expired")
    assert "Verificado" not in client.get(f"/productos/{chompa.slug}").text
    assert chompa.slug not in client.get("/productos?sello=hecho-a-mano").text
    award.expires_on = today()
    session.commit()
    assert states(session, chompa)["seal"] == "ready"
    assert chompa.slug in client.get("/productos?sello=hecho-a-mano").text


def test_who_helps_near_comes_first_and_who_helps_no_more_does_not(session: Session) -> None:
    session.add_all(
        Ally(name=name, kind="other", offers="Cursos", helps_with=["paper"], department_code=place, active=active)
        for name, place, active in (
            ("Aquí", "08", True), ("Allá", "21", True), ("A todos", None, True), ("Ya no", "08", False)
        )
    )  # fmt: skip
    session.flush()
    found = helpers(session, "08")
    assert [one.name for one in found["paper"]] == ["Aquí", "A todos"]
    assert found["photo"] == []


@pytest.mark.usefixtures("clock")
def test_the_page_names_each_rung_its_next_step_and_who_helps(
    client: FlaskClient, session: Session, awana: Enterprise, uas: Account
) -> None:
    product = cheese(session, awana)
    session.add(Ally(name="DIRESA Cusco", kind="ministry", offers="Asesoría", helps_with=["paper"]))
    session.commit()
    sign_in(client, uas)
    page = client.get(f"/gestion/productos/{product.public_id}/preparacion").text
    for words in (
        "Empaque",
        "Papel sanitario",
        "Sello",
        "Foto",
        "Precio al día",
        "Inicie el trámite",
        "DIRESA Cusco",
    ):
        assert words in page, words
