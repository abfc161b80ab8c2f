"""«Compartir»: the phone's sheet where there is one, else a menu; and the QR page, read off the screen."""

import io
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.browser import Browse, Site

pytestmark = pytest.mark.browser
PAPA = "/productos/papa-nativa-huayro"
QR = f"/qr?pagina={PAPA}"
TRIED = "/compartir-prueba"
TEMPLATE = """{% extends "base.html" %}{% from "components/share.html" import share %}
{% block styles %}<link rel="stylesheet" href="{{ asset('css/components/share.css') }}">{% endblock %}
{% block main %}<div class="wrap"><h1>Papa</h1><div class="acts">
{{ share("Papa nativa", "Papa nativa: S/ 3.50 por kg, de Kishuará & más", absolute(path)) }}</div>
<p><a href="/">otra cosa</a></p></div>{% endblock %}"""
MOCK = """Object.defineProperty(navigator, "share", { value: async (what) => {
  window.shared = what; if (window.failure) throw new DOMException("no", window.failure);
} });"""
COARSE = """const real = matchMedia.bind(window);
window.matchMedia = (query) => query === "(pointer: coarse)" ? { matches: true } : real(query);"""


@pytest.fixture
def button(site: Site) -> Callable[[Page], Page]:
    """Opens a page of the site that holds the macro and nothing else of interest."""

    def opened(page: Page) -> Page:
        with site.app.test_request_context(TRIED, base_url=site.url):
            body = site.app.jinja_env.from_string(TEMPLATE).render(path=PAPA, title="Papa", meta=None)
        page.route(
            f"**{TRIED}", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=body)
        )
        page.goto(TRIED, wait_until="load")
        return page

    return opened


def on_phone(browse: Browse, *, failure: str = "") -> Page:
    page = browse(360)
    page.add_init_script(f"{COARSE}{MOCK}window.failure = '{failure}';")
    return page


def test_a_phone_opens_its_own_sheet(browse: Browse, button: Callable[[Page], Page], site: Site) -> None:
    page = button(on_phone(browse))
    expect(page.locator("details.share")).to_be_hidden()
    page.get_by_role("button", name="Compartir").click()
    assert page.evaluate("window.shared") == {
        "title": "Papa nativa",
        "text": "Papa nativa: S/ 3.50 por kg, de Kishuará & más",
        "url": site.url + PAPA,
    }


def test_who_closes_the_sheet_is_left_alone(browse: Browse, button: Callable[[Page], Page]) -> None:
    page = button(on_phone(browse, failure="AbortError"))
    page.get_by_role("button", name="Compartir").click()
    expect(page.get_by_role("button", name="Compartir")).to_be_visible()
    expect(page.locator("details.share")).to_be_hidden()


def test_where_the_sheet_fails_the_menu_opens(browse: Browse, button: Callable[[Page], Page]) -> None:
    page = button(on_phone(browse, failure="NotAllowedError"))
    page.get_by_role("button", name="Compartir").click()
    expect(page.get_by_role("link", name="Enviar esta página por WhatsApp")).to_be_visible()
    expect(page.locator("details.share > summary")).to_be_focused()


def test_the_menu_works_without_a_sheet(
    browse: Browse, button: Callable[[Page], Page], width: int, js: bool, site: Site
) -> None:
    page = button(browse(width, js=js))
    page.locator("summary", has_text="Compartir").click()
    whatsapp = page.get_by_role("link", name="Enviar esta página por WhatsApp")
    expect(whatsapp).to_be_visible()
    href = urlsplit(whatsapp.get_attribute("href") or "")
    assert (href.scheme, href.netloc, href.path) == ("https", "wa.me", "/")
    assert parse_qs(href.query) == {
        "text": [f"Papa nativa: S/ 3.50 por kg, de Kishuará & más {site.url}{PAPA}"]
    }
    expect(page.get_by_role("button", name="Copiar enlace")).to_have_count(1 if js else 0)
    for one in page.locator(".share li:visible > *, .share > summary").all():
        box = one.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.get_by_role("link", name="QR para imprimir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Papa nativa huayro")


def test_the_menu_by_keys_alone(browse: Browse, button: Callable[[Page], Page], site: Site) -> None:
    page = button(browse(1280))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    summary = page.locator("details.share > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Enviar esta página por WhatsApp")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copiado")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == site.url + PAPA
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Enviar esta página por WhatsApp")).to_be_hidden()
    expect(summary).to_be_focused()


def test_axe_finds_nothing_in_the_open_menu(
    browse: Browse, button: Callable[[Page], Page], axe: Callable[[Page], list[str]], width: int
) -> None:
    page = button(browse(width))
    page.locator("summary", has_text="Compartir").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_code_is_read_off_the_screen(
    browse: Browse, axe: Callable[[Page], list[str]], width: int, site: Site
) -> None:
    page = browse(width)
    page.goto(QR)
    code = page.get_by_role("img", name=re.compile("Código QR que abre"))
    shot = Image.open(io.BytesIO(code.screenshot()))
    assert [one.text for one in zxingcpp.read_barcodes(shot)] == [site.url + PAPA]
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_poster_prints_on_one_sheet(browse: Browse) -> None:
    page = browse(1280)
    page.goto(QR)
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
