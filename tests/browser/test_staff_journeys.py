"""A day of a head of unit, of the national office, of a reader and of an administrator: each begins at /gestion."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from admin.access.permissions import Role
from core.db import db
from core.scoping import commanded
from tests.support.browser import Browse, Site
from tests.support.registry import make_household
from tests.support.staff import make_account, make_unit
from tests.support.staff_browser import enter_as

pytestmark = pytest.mark.browser

SALAS = "080305"
Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="module", autouse=True)
def _registered(site: Site) -> None:
    """Three households of the province of Anta, which no other journey reads, and a gestor."""
    with site.app.app_context(), commanded():
        session = db.session()
        make_unit(session, "Cusco")
        make_household(
            session, district=SALAS, surnames="Ttupa Auccapuma", given_names="Nieves", dni="00044444"
        )
        make_household(session, district=SALAS, surnames="Auccapuma Llano", given_names="Hilda")
        make_household(session, district=SALAS, surnames="Ttupa Aucapuma", given_names="Nieves")
        agent = make_account(session, "benigno", Role.FIELD_AGENT, unit="Cusco", districts=[SALAS])
        agent.name = "Benigno Puma"
        session.commit()
        db.session.remove()


@pytest.mark.parametrize("width", [360], indirect=True)
def test_a_head_passes_somebody_to_the_household_where_she_lives_now(
    browse: Browse, site: Site, axe: Axe, width: int
) -> None:
    page = enter_as(browse(width), site, "jefa_de_anta", Role.UNIT_HEAD, unit="Cusco")
    page.goto("/gestion")
    page.get_by_role("main").get_by_role("link", name="Hogares").click()
    page.get_by_label("Nombre, apellido o código de hogar").fill("ttupa")
    page.get_by_role("button", name="Buscar", exact=True).click()
    page.get_by_role("link", name="Ttupa Auccapuma, Nieves").click()
    page.get_by_text("Otros cambios").click()
    page.get_by_role("link", name="Pasar a otro hogar").click()
    page.get_by_label("Nombre o apellido de alguien de ese hogar").fill("hilda")
    page.get_by_role("button", name="Buscar", exact=True).click()
    page.get_by_role("link", name="Auccapuma Llano, Hilda").click()
    expect(page.get_by_text("El hogar que deja se queda sin integrantes")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Pasar a este hogar").click()
    expect(page.get_by_text("Ahora es de este hogar.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hogar de Auccapuma Llano, Hilda")
    expect(page.get_by_role("heading", name="Ttupa Auccapuma, Nieves")).to_be_visible()
    page.goto("/gestion")
    expect(page.get_by_role("region", name="Siga donde quedó")).to_contain_text("Auccapuma Llano, Hilda")
    assert axe(page) == []


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_the_national_office_makes_one_of_two_records(
    browse: Browse, site: Site, axe: Axe, width: int
) -> None:
    page = enter_as(browse(width), site, "nelida_de_uas", Role.NATIONAL)
    page.goto("/gestion/hogares?q=aucapuma+nieves")
    page.get_by_role("link", name="Ttupa Aucapuma, Nieves").click()
    page.get_by_text("Otros cambios").click()
    page.get_by_role("link", name="Unir con una ficha repetida").click()
    alike = page.get_by_role("region", name="Se parecen, en otros hogares")
    assert axe(page) == []
    alike.get_by_role("link", name="Ttupa Auccapuma, Nieves").click()
    page.get_by_role("link", name="Que se quede el segundo").click()
    expect(page.get_by_text("Se queda").first).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Unir los dos").click()
    expect(page.get_by_text("Los dos registros son uno desde ahora.")).to_be_visible()
    expect(page.get_by_text("••••4444")).to_be_visible()


@pytest.mark.parametrize("width", [360], indirect=True)
def test_a_reader_opens_nobody_s_record(browse: Browse, site: Site, axe: Axe, width: int) -> None:
    page = enter_as(browse(width), site, "paula_de_uppm", Role.READER)
    page.goto("/gestion")
    expect(page.get_by_text("Su trabajo no abre fichas de personas ni de hogares.")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Hogares")).to_have_count(0)
    assert axe(page) == []
    answer = page.goto("/gestion/hogares")
    assert answer
    assert answer.status == 403
    expect(page.get_by_text("Ttupa")).to_have_count(0)


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_an_administrator_sees_what_is_left_alone_before_suspending(
    browse: Browse, site: Site, axe: Axe, width: int
) -> None:
    page = enter_as(browse(width), site, "teresa_de_uti", Role.ADMINISTRATOR)
    page.goto("/gestion/cuentas?rol=gestor")
    page.get_by_role("link", name="Benigno Puma").click()
    page.get_by_text("Suspender", exact=True).click()
    expect(page.get_by_text("1 distrito se queda sin gestor: ")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Suspender la cuenta").click()
    expect(page.get_by_text("Quedaron sin gestor: ")).to_be_visible()
    expect(page.get_by_text("Suspendida: no puede ingresar")).to_be_visible()
