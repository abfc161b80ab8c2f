"""A gestor registers a household on a phone: what looks alike is shown while typing, and axe has nothing to say."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from admin.access.permissions import Role
from core.db import db
from core.scoping import commanded
from tests.support.browser import Browse, Site
from tests.support.registry import make_household
from tests.support.staff import CCORCA
from tests.support.staff_browser import enter_as

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _registered(site: Site) -> None:
    """One household of Ccorca is registered."""
    with site.app.app_context(), commanded():
        make_household(db.session())
        db.session.commit()
        db.session.remove()


@pytest.fixture
def page(browse: Browse, site: Site, width: int) -> Page:
    """A browser where a gestor of Ccorca is signed in."""
    return enter_as(
        browse(width), site, "gestora_de_ccorca", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA]
    )


def test_a_gestor_registers_a_household(page: Page, axe: Callable[[Page], list[str]], width: int) -> None:
    page.goto("/gestion/hogares")
    assert axe(page) == []
    page.get_by_role("link", name="Registrar un hogar").click()
    expect(page.get_by_label("Distrito")).to_have_value("Ccorca, Cusco")
    page.get_by_label("Apellidos").fill("Kispe Waman")
    page.get_by_label("Nombres").fill("Juana")
    expect(page.get_by_text("¿Ya figura en el registro?")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Apellidos").fill(f"Ttito Vilca {'Uno' if width < 700 else 'Dos'}")
    page.get_by_label("Nombres").fill("Benita")
    expect(page.get_by_text("¿Ya figura en el registro?")).to_be_hidden()
    page.get_by_label("DNI").fill("1234567")
    page.get_by_role("button", name="Registrar el hogar").click()
    expect(page.locator("#dni-error")).to_have_text(
        "El DNI debe tener 8 dígitos. Conserve los ceros iniciales."
    )
    assert axe(page) == []
    page.get_by_label("DNI").fill(f"00{width:06}")
    page.get_by_role("button", name="Registrar el hogar").click()
    different = page.get_by_role("button", name="Es otra persona, guardar")
    if different.is_visible():
        different.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ttito Vilca")
    expect(page.get_by_text("Hogar registrado.")).to_be_visible()
    assert axe(page) == []
