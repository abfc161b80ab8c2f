"""The site served over PostgreSQL: one journey, since every question it asks is tested there already."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support import browser

pytestmark = pytest.mark.browser


def test_a_buyer_narrows_down_and_reads(
    new_context: Callable[..., BrowserContext], postgresql_site: browser.Site
) -> None:
    page = browser.open_page(new_context, postgresql_site, 360, js=True)
    page.goto("/")
    page.get_by_label("¿Qué busca?").fill("papa")
    page.keyboard.press("Enter")
    page.locator(".filters > summary").click()
    page.get_by_label("Necesito al mes").fill("40 kg")
    page.get_by_role("button", name="Ver productos").click()
    page.locator(".sort summary").click()
    page.get_by_role("link", name="Menor precio").click()
    page.get_by_role("link", name="Papa nativa huayro", exact=True).click()
    expect(page.locator(".big")).to_contain_text("S/ 3.50")
    page.wait_for_function("document.querySelector('.frame img').naturalWidth > 0")
    page.get_by_role("link", name="Ver todo lo que ofrece").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Papas Ccotana")
