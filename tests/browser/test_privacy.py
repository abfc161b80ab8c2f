"""Somebody asks to see her data on a phone; the national office finds her, reads what is held and answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from admin.access.permissions import Role
from core.db import db
from core.scoping import commanded
from tests.support.browser import Browse, Site
from tests.support.registry import make_household
from tests.support.staff_browser import enter_as

pytestmark = pytest.mark.browser
# Longer than a program takes.
READING = 2100


@pytest.fixture(scope="module", autouse=True)
def _registered(site: Site) -> None:
    """Whoever asks is in the registry."""
    with site.app.app_context(), commanded():
        make_household(db.session(), surnames="Sonccollay Ttito", given_names="Eulalia", dni="00066666")
        db.session.commit()
        db.session.remove()


def test_from_the_public_form_to_the_answer(
    browse: Browse, site: Site, axe: Callable[[Page], list[str]]
) -> None:
    visitor = browse(360, js=False)
    visitor.goto("/privacidad/solicitud")
    visitor.wait_for_timeout(READING)
    visitor.get_by_label("Saber qué datos míos tienen").check()
    visitor.get_by_label("Su nombre y apellidos").fill("Eulalia Sonccollay")
    visitor.get_by_label("Su DNI u otro documento").fill("00066666")
    visitor.get_by_label("¿Dónde le respondemos?").fill("951 234 567")
    visitor.get_by_role("button", name="Enviar mi pedido").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Recibimos su pedido")
    page = enter_as(browse(360), site, "norma_de_uas", Role.NATIONAL)
    page.goto("/gestion/derechos")
    assert axe(page) == []
    page.get_by_role("link", name="Eulalia Sonccollay").click()
    page.get_by_label("Sonccollay Ttito, Eulalia").check()
    page.get_by_label("Mostró su DNI en persona").check()
    assert axe(page) == []
    page.get_by_role("button", name="Anotar").click()
    page.get_by_role("link", name="Ver todos sus datos").click()
    expect(page.get_by_text("Reunió sus datos para responderle")).to_have_count(0)
    expect(page.get_by_text("••••6666")).to_be_visible()
    page.go_back()
    page.get_by_label("Se acepta", exact=True).check()
    page.get_by_label("Ya se le dijo por teléfono").check()
    page.get_by_label("La respuesta").fill("Le leímos sus datos por teléfono; están bien.")
    page.get_by_role("button", name="Responder").click()
    expect(page.get_by_text("Pedido respondido.")).to_be_visible()
    assert axe(page) == []
