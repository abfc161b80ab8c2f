"""A gestor registers an enterprise on a phone: its leader first, scales by their sentences; axe has nothing to say."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from admin.access.permissions import Role
from core.db import db
from core.scoping import commanded
from tests.support.browser import Browse, Site
from tests.support.enterprises import make_record, titular_of
from tests.support.registry import make_household
from tests.support.staff import CCORCA
from tests.support.staff_browser import enter_as

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _registered(site: Site) -> None:
    """A bakery of Ccorca is registered."""
    with site.app.app_context(), commanded():
        session = db.session()
        titular = titular_of(session, make_household(session, given_names="Nieves"))
        make_record(session, titular=titular, ruc="10000123451", digital_maturity=1, in_association=True)
        session.commit()
        db.session.remove()


def test_a_gestor_registers_an_enterprise(
    browse: Browse, site: Site, axe: Callable[[Page], list[str]], width: int
) -> None:
    page = enter_as(
        browse(width), site, "gestor_de_negocios", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA]
    )
    page.goto("/gestion/emprendimientos")
    assert axe(page) == []
    page.get_by_role("link", name="Registrar un emprendimiento").click()
    page.get_by_label("Nombre o apellido").fill("nieves")
    page.get_by_role("button", name="Buscar", exact=True).click()
    page.get_by_role("link", name="Quispe Huamán, Nieves").first.click()
    expect(page.get_by_role("combobox", name="Distrito")).to_have_value("Ccorca, Cusco")
    page.get_by_label("Nombre del emprendimiento").fill("Panes Ccorca")
    expect(page.get_by_text("¿Ya está registrado?")).to_be_visible()
    assert axe(page) == []
    name = f"Truchas {'del Apu' if width < 700 else 'de la laguna'}"
    page.get_by_label("Nombre del emprendimiento").fill(name)
    expect(page.get_by_text("¿Ya está registrado?")).to_be_hidden()
    page.get_by_text("cobra con Yape o Plin").click()
    page.get_by_label("RUC").fill("10000123450")
    page.get_by_role("button", name="Registrar el emprendimiento").click()
    expect(page.locator("#ruc-error")).to_contain_text("Ese RUC no existe")
    page.get_by_label("RUC").fill("")
    page.get_by_role("button", name="Registrar el emprendimiento").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_text("2 de 3")).to_be_visible()
    assert axe(page) == []
