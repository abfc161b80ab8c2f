"""From a product to the number of a report: with and without JavaScript, by keyboard, in light and in dark."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import throttling, web_forms
from tests.support.browser import Browse, Site

pytestmark = pytest.mark.browser
FORM = "/denunciar?producto=papa-nativa-huayro"


@pytest.fixture(autouse=True)
def fresh_counts(site: Site) -> Iterator[None]:
    """Every journey comes from one address: each begins at nothing."""
    site.app.extensions[throttling.KEY].forget()
    yield
    site.app.extensions[throttling.KEY].forget()


@pytest.fixture(autouse=True)
def any_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form takes who sends it within two seconds for a program, and here it is right."""
    monkeypatch.setattr(web_forms.PageForm, "soonest", timedelta())


def write(page: Page, reason: str, message: str = "", contact: str = "") -> None:
    page.get_by_label(reason).check()
    page.get_by_label("¿Qué vio?").fill(message)
    page.get_by_label("Su celular o correo").fill(contact)
    page.get_by_role("button", name="Enviar denuncia").click()


def test_from_the_product_to_the_number(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/productos/papa-nativa-huayro")
    page.get_by_role("link", name="Denunciar esta ficha").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Denunciar esta ficha")
    expect(page.get_by_role("complementary", name="La ficha")).to_contain_text("Papa nativa huayro")
    write(page, "Otra cosa", contact="nada")
    expect(page.locator("#errores")).to_be_focused()
    page.get_by_role("link", name="Cuéntenos qué pasa.").click()
    expect(page.get_by_label("¿Qué vio?")).to_be_in_viewport()
    expect(page.get_by_label("Otra cosa")).to_be_checked()
    expect(page.get_by_label("Su celular o correo")).to_have_value("nada")
    write(page, "La foto no corresponde", "Es la foto de mi chacra", "951 234 567")
    expect(page).to_have_url(re.compile(r"/denunciar/gracias\?n=\d{12}$"))
    expect(page.locator(".number b")).to_have_text(re.compile(r"^\d{4} \d{4} \d{4}$"))


def test_going_back_and_sending_again_is_another_report(browse: Browse) -> None:
    page = browse(360)
    page.goto(FORM)
    write(page, "El precio no es ese")
    first = page.url
    page.go_back()
    write(page, "El precio no es ese")
    expect(page).to_have_url(re.compile("/denunciar/gracias"))
    assert page.url != first


def test_a_double_click_is_one_report(browse: Browse, site: Site) -> None:
    page = browse(360)
    page.goto(FORM)
    page.get_by_label("El precio no es ese").check()
    numbers = page.evaluate(
        """async () => {
          const form = document.querySelector("form[method=post]");
          const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
          return (await Promise.all([send(), send(), send()])).map((answer) => answer.url);
        }"""
    )
    assert len(set(numbers)) == 1
    assert "/denunciar/gracias?n=" in numbers[0]


def test_by_keyboard_alone(browse: Browse) -> None:
    page = browse(1280)
    page.goto(FORM)
    page.get_by_label("Los datos no son ciertos").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("El precio no es ese")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Qué no se publica").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("¿Qué vio?")).to_be_focused()
    page.keyboard.type("Pide el doble")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Su celular o correo")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="cuánto se guardan y quién los ve")).to_be_focused()
    page.keyboard.press("Tab")
    # The trap is passed over.
    expect(page.get_by_role("button", name="Enviar denuncia")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gracias por avisar")


def test_without_cookies_it_is_said(browse: Browse) -> None:
    page = browse(360)
    page.goto(FORM)
    page.context.clear_cookies()
    write(page, "El precio no es ese", "Pide el doble")
    expect(page.locator("#errores")).to_contain_text("Su navegador no guardó la cookie")
    write(page, "El precio no es ese", "Pide el doble")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gracias por avisar")


def test_axe_finds_nothing_wrong_with_a_refused_form(
    browse: Browse, axe: Callable[[Page], list[str]], width: int
) -> None:
    page = browse(width)
    page.goto(FORM)
    write(page, "Otra cosa", contact="nada")
    expect(page.locator("#errores")).to_be_visible()
    assert axe(page) == []


def test_nothing_to_touch_is_small(browse: Browse) -> None:
    page = browse(320)
    page.goto(FORM)
    write(page, "Otra cosa", "palabra" * 30, "nada")
    expect(page.locator("#errores")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        """() => [...document.querySelectorAll('main button, main textarea, .tick, #contact, .troubles a')]
          .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect().height])
          .filter(([, height]) => height < 44)"""
    )
    assert small == []
