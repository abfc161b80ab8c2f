"""How somebody begins: UTI invites a gestor, the gestor chooses a password by the link, UAS gives her districts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from admin.access.permissions import Role
from core.db import db
from core.throttling import KEY
from tests.support import staff
from tests.support.browser import Browse, Site
from tests.support.staff_browser import enter_as

pytestmark = pytest.mark.browser

SignedIn = Callable[[Page, str, Role], Page]


@pytest.fixture
def signed_in(site: Site) -> SignedIn:
    """`signed_in(page, "teresa", Role.ADMINISTRATOR)` lets a browser be that person's."""
    site.app.extensions[KEY].forget()

    def begin(page: Page, name: str, role: Role) -> Page:
        with site.app.app_context():
            staff.make_unit(db.session(), "Cusco")
            db.session.commit()
            db.session.remove()
        return enter_as(page, site, name, role)

    return begin


def test_a_gestor_begins(
    browse: Browse, signed_in: SignedIn, axe: Callable[[Page], list[str]], width: int, js: bool
) -> None:
    email = f"luz{width}{js}@correo.pe".lower()
    uti = signed_in(browse(width, js=js), "teresa", Role.ADMINISTRATOR)
    uti.goto("/gestion")
    uti.get_by_role("main").get_by_role("link", name="Cuentas").click()
    uti.get_by_role("link", name="Invitar").click()
    uti.get_by_label("Nombre y apellidos").fill("Luz Marina Ccama")
    uti.get_by_label("Correo").fill(email)
    uti.get_by_label("Gestor o gestora de UT").check()
    uti.get_by_role("button", name="Invitar").click()
    expect(uti.locator("#unit-error")).to_contain_text("Elija la unidad en que trabaja.")
    expect(uti.get_by_label("Nombre y apellidos")).to_have_value("Luz Marina Ccama")
    uti.get_by_label("Unidad territorial").select_option(label="UT Cusco")
    uti.get_by_role("button", name="Invitar").click()
    link = uti.get_by_label("Enlace", exact=True).input_value()

    luz = browse(width, js=js)
    luz.goto(link)
    expect(luz.get_by_role("heading", level=1)).to_be_visible()
    expect(luz.locator("input[type=password]").first).to_be_visible()

    uas = signed_in(browse(width, js=js), "nelida-uas", Role.NATIONAL)
    uas.goto("/gestion/unidades")
    uas.get_by_role("link", name="UT Cusco").click()
    card = uas.get_by_role("listitem").filter(has_text="Luz Marina Ccama").filter(has_text="Sin distritos")
    card.first.get_by_role("link", name="Cambiar distritos").click()
    if js:
        uas.get_by_label("Buscar distrito").fill("ccorca")
        expect(uas.get_by_label("Poroy")).to_be_hidden()
    uas.get_by_label("Ccorca").check()
    uas.get_by_role("button", name="Guardar distritos").click()
    expect(uas.get_by_text("Se guardaron los distritos de Luz Marina Ccama.")).to_be_visible()
    expect(uas.get_by_role("main")).to_contain_text("Ccorca")
    if js:
        assert axe(uas) == []
        assert axe(uti) == []


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browse: Browse, signed_in: SignedIn, axe: Callable[[Page], list[str]], width: int
) -> None:
    page = signed_in(browse(width), "teresa", Role.ADMINISTRATOR)
    for path in (
        "/gestion",
        "/gestion/unidades",
        "/gestion/unidades/nueva",
        "/gestion/cuentas",
        "/gestion/cuentas/nueva",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_sections_open_on_a_phone_without_a_script(browse: Browse, signed_in: SignedIn) -> None:
    page = signed_in(browse(360, js=False), "teresa", Role.ADMINISTRATOR)
    page.goto("/gestion")
    link = page.get_by_role("navigation", name="Secciones").get_by_role("link", name="Cuentas")
    expect(link).to_be_hidden()
    page.get_by_text("Menú").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cuentas")
