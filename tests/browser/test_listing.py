"""A gestor lists a product with three photos; the head of the unit returns it, then publishes it: buyers see it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from admin.access.permissions import Role
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import approve_enterprise, archive_enterprise, create_enterprise
from admin.enterprises.values import EnterpriseValues
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


@pytest.fixture(scope="module")
def jams(site: Site) -> Iterator[str]:
    """Who makes jam in Ccorca, as long as this journey lasts; the public id of her record."""
    with site.app.app_context(), commanded():
        session = db.session()
        maker = create_enterprise(session, EnterpriseValues("Mermeladas Ccorca", CCORCA), by=SYSTEM)
        approve_enterprise(session, maker, by=SYSTEM)
        query = select(EnterpriseRecord.public_id).where(EnterpriseRecord.enterprise_id == maker.id)
        number, record = maker.id, session.scalars(query).one()
        session.commit()
        db.session.remove()
    yield record
    with site.app.app_context(), commanded():
        session = db.session()
        archive_enterprise(
            session, session.get_one(Enterprise, number), by=SYSTEM, reason="Se acabó la prueba"
        )
        session.commit()
        db.session.remove()
    Follow(site.app)()


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Three photos of a telephone."""
    paths = [tmp_path / f"frasco-{number}.jpg" for number in range(3)]
    for number, path in enumerate(paths):
        Image.effect_noise((1600, 1200), 80 + number).convert("RGB").save(path, quality=85)
    return paths


def _open_mine(page: Page) -> None:
    page.goto("/gestion/productos?q=mermelada")
    page.get_by_role("link", name="Mermelada de aguaymanto").click()


def _fits(page: Page, width: int) -> bool:
    found: bool = page.evaluate(f"document.documentElement.scrollWidth <= {width}")
    return found


def test_a_listing_goes_from_the_kitchen_to_the_catalogue(
    browse: Browse, site: Site, axe: Callable[[Page], list[str]], jams: str, pictures: list[Path]
) -> None:
    field = enter_as(
        browse(PHONE), site, "gestor_que_lista", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA]
    )
    field.goto(f"/gestion/productos/nuevo?emprendimiento={jams}")
    assert axe(field) == []
    assert _fits(field, PHONE)
    field.get_by_label("¿Cómo se llama?").fill("Mermelada de aguaymanto")
    field.get_by_label("Rubro").select_option(index=1)
    field.get_by_label("¿Cuánto cuesta?").fill("12.50")
    field.get_by_label("¿Por cuánto?").select_option("frasco")
    field.get_by_label("¿Cuánto puede entregar en un mes?").fill("40")
    field.get_by_label("Elegir fotos").set_input_files(pictures)
    field.get_by_role("button", name="Guardar y enviar a revisión").click()
    expect(field.get_by_text("En revisión").first).to_be_visible()
    assert axe(field) == []

    head = enter_as(browse(1280), site, "jefa_que_revisa", Role.UNIT_HEAD, unit="Cusco")
    head.goto("/gestion/revision")
    head.get_by_role("link", name="Mermelada de aguaymanto").click()
    expect(head.get_by_role("heading", name="Así lo verá quien compra")).to_be_visible()
    expect(head.locator(".gallery img")).to_have_count(3)
    assert axe(head) == []
    head.get_by_label("¿Sobre qué?").first.select_option("description")
    head.get_by_label("Qué hay que corregir").first.fill("Diga cuánto pesa el frasco.")
    head.get_by_role("button", name="Devolver").click()
    expect(head.get_by_text("Devuelto: Mermelada de aguaymanto")).to_be_visible()

    _open_mine(field)
    expect(field.get_by_text("Diga cuánto pesa el frasco.").first).to_be_visible()
    field.get_by_role("link", name="Editar").click()
    expect(field.get_by_text("Diga cuánto pesa el frasco.").first).to_be_visible()
    field.get_by_label("¿Cómo es?").fill("De fruta madura y poca azúcar, en frasco de 250 g.")
    field.get_by_role("button", name="Guardar y enviar a revisión").click()
    expect(field.get_by_text("En revisión").first).to_be_visible()

    head.goto("/gestion/revision")
    head.get_by_role("link", name="Mermelada de aguaymanto").click()
    for tick in head.get_by_role("checkbox").all():
        tick.check()
    head.get_by_role("button", name="Publicar").click()
    expect(head.get_by_text("Publicado: Mermelada de aguaymanto")).to_be_visible()

    buyer = browse(PHONE, js=False)
    buyer.goto("/productos/mermelada-de-aguaymanto")
    expect(buyer.get_by_role("heading", level=1)).to_have_text("Mermelada de aguaymanto")
    expect(buyer.get_by_text("en frasco de 250 g")).to_be_visible()


def test_axe_finds_nothing_on_the_queue_nor_in_the_history(
    browse: Browse, site: Site, axe: Callable[[Page], list[str]], jams: str, width: int
) -> None:
    head = enter_as(browse(width), site, "jefa_que_revisa", Role.UNIT_HEAD, unit="Cusco")
    for address in ("/gestion/revision", "/gestion/productos", f"/gestion/emprendimientos/{jams}/versiones"):
        head.goto(address)
        assert axe(head) == []
        assert _fits(head, width)
