"""A gestor asks by a link; whoever produces changes a price in four taps, without session and without JavaScript."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from admin.access.permissions import Role
from admin.enterprises.operations import approve_enterprise, archive_enterprise, create_enterprise
from admin.enterprises.values import EnterpriseValues
from admin.products.operations import approve_product, create_product
from admin.products.values import ProductValues
from catalog.enterprises.models import Enterprise
from core.audit import SYSTEM
from core.db import db
from core.scoping import commanded
from tests.support.browser import Browse, Site
from tests.support.following import Follow
from tests.support.staff import CCORCA
from tests.support.staff_browser import enter_as

pytestmark = pytest.mark.browser
PHONE = 360


@pytest.fixture(scope="module", autouse=True)
def yarn(site: Site) -> Iterator[str]:
    """Who spins in Ccorca offers yarn at S/ 18, as long as these journeys last: others count what is listed, and
    search by an index that no worker brings up to date."""
    with site.app.app_context(), commanded():
        session = db.session()
        maker = create_enterprise(session, EnterpriseValues("Hilados Ccorca", CCORCA), by=SYSTEM)
        approve_enterprise(session, maker, by=SYSTEM)
        values = ProductValues(name="Hilo de oveja", sector="tejidos", price=1_800, unit="unidad")
        product = create_product(session, maker, values, by=SYSTEM)
        approve_product(session, product, by=SYSTEM)
        number, slug = maker.id, product.slug
        session.commit()
        db.session.remove()
    yield f"/productos/{slug}"
    with site.app.app_context(), commanded():
        session = db.session()
        maker = session.get_one(Enterprise, number)
        archive_enterprise(session, maker, by=SYSTEM, reason="Se acabó la prueba")
        session.commit()
        db.session.remove()
    Follow(site.app)()


def test_a_price_is_asked_and_changed_by_a_link(
    browse: Browse, site: Site, axe: Callable[[Page], list[str]], yarn: str
) -> None:
    page = enter_as(
        browse(PHONE), site, "gestor_que_pregunta", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA]
    )
    page.goto("/gestion/emprendimientos?q=hilados")
    page.get_by_role("link", name="Hilados Ccorca").click()
    page.get_by_role("link", name="Preguntar por WhatsApp Hilo de oveja").click()
    page.get_by_role("button", name="¿Sigue igual el precio?").click()
    expect(page.get_by_role("link", name="Enviar por WhatsApp")).to_be_visible()
    assert axe(page) == []
    link = re.search(r"/p/\w+", page.locator("main").inner_text())
    assert link
    hers = browse(PHONE, js=False)
    hers.goto(link[0])
    expect(hers.get_by_role("heading", level=1)).to_contain_text("S/ 18")
    hers.get_by_role("link", name="No, cambió el precio").click()
    hers.get_by_role("textbox").fill("21.50")
    hers.get_by_role("button", name="Guardar").click()
    expect(hers.get_by_text("Ya está anotado")).to_be_visible()
    hers.goto(yarn)
    expect(hers.get_by_text("S/ 21.50").first).to_be_visible()


def test_axe_finds_nothing_on_her_screens(
    browse: Browse, site: Site, axe: Callable[[Page], list[str]], width: int
) -> None:
    page = enter_as(
        browse(width), site, "gestor_que_pregunta", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA]
    )
    page.goto("/gestion/emprendimientos?q=hilados")
    page.get_by_role("link", name="Hilados Ccorca").click()
    page.get_by_role("link", name="Preguntar por WhatsApp Hilo de oveja").click()
    page.get_by_role("button", name="¿Sigue entregando lo mismo?").click()
    link = re.search(r"/p/\w+", page.locator("main").inner_text())
    assert link
    for address in (link[0], f"{link[0]}?cambiar=1"):
        page.goto(address)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
