"""A maker's page and the list of makers, on a phone and on a desk."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import Browse

pytestmark = pytest.mark.browser
CCOTANA = "/emprendimientos/papas-ccotana"


def test_shows_her_face_her_words_and_her_months(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto(CCOTANA, wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_have_text("Papas Ccotana")
    face = page.get_by_role("img", name="Retrato de Nombre Ficticio")
    expect(face).to_be_in_viewport()
    assert face.evaluate("one => one.naturalWidth") > 0
    expect(page.get_by_text("Guardamos las papas de mi abuela.")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Papa nativa huayro")
    expect(row.get_by_role("rowheader")).to_contain_text("De abril a agosto")
    expect(row.get_by_role("cell")).to_have_count(12)
    expect(row.get_by_role("cell").nth(3)).to_contain_text("2,500 kg")
    expect(page.locator(".found").get_by_text("Feria de Andahuaylas, domingos")).to_be_visible()


def test_the_letters_of_the_months_show_where_their_names_do_not(browse: Browse, width: int) -> None:
    page = browse(width)
    page.goto(CCOTANA)
    letters = page.locator(".season tbody tr").first.locator("i")
    expect(letters).to_have_text([*"EFMAMJJASOND"])
    assert letters.first.is_visible() is (width < 760)
    head = page.locator(".season thead").bounding_box()
    assert head
    assert (head["height"] > 2) is (width >= 760)


def test_each_month_is_wide_enough_on_the_narrowest_phone(browse: Browse) -> None:
    page = browse(320)
    page.goto(CCOTANA)
    widths = page.evaluate(
        "[...document.querySelectorAll('.season tbody tr:first-child td')]"
        ".map((one) => one.getBoundingClientRect().width)"
    )
    assert len(widths) == 12
    assert min(widths) >= 20


def test_leads_to_her_place_her_product_and_her_neighbours(browse: Browse, width: int) -> None:
    page = browse(width)
    page.goto(CCOTANA)
    expect(page.get_by_role("link", name="Andahuaylas", exact=True)).to_have_attribute(
        "href", "/lugares/apurimac/andahuaylas"
    )
    expect(page.locator(".near .card").first).to_be_visible()
    page.get_by_role("rowheader").get_by_role("link", name="Papa nativa huayro").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Papa nativa huayro")


def test_the_list_shows_small_portraits(browse: Browse, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/emprendimientos?departamento=apurimac")
    card = page.locator(".card").filter(has_text="Papas Ccotana")
    round_one = card.locator(".round img")
    round_one.scroll_into_view_if_needed()
    expect(round_one).to_be_visible()
    box = round_one.bounding_box()
    assert box
    assert abs(box["width"] - box["height"]) < 1


def test_prints_on_two_sheets_at_most(browse: Browse) -> None:
    page = browse(1280)
    page.goto(CCOTANA, wait_until="load")
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2
