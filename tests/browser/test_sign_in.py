"""Signing in as staff do: on a telephone and at a desk, with and without JavaScript; and a form kept meanwhile."""

from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from admin.access import passwords
from admin.access.models import Account, AccountSession
from admin.access.permissions import Role
from core.clock import now
from core.db import db
from core.throttling import KEY
from tests.support import staff
from tests.support.browser import Browse, Site

pytestmark = pytest.mark.browser

NEW = "quinua roja en la chacra"


@pytest.fixture
def nelida(site: Site) -> str:
    """The e-mail of somebody new at each test, with a password and a telephone."""
    site.app.extensions[KEY].forget()
    with site.app.app_context():
        session = db.session()
        count = len(session.scalars(select(Account.id)).all())
        account = staff.make_account(
            session, f"nelida{count}", Role.NATIONAL, password=passwords.hash_of(staff.PASSWORD)
        )
        email = account.email
        session.commit()
        db.session.remove()
    return email


def type_password(page: Page, email: str) -> None:
    page.get_by_label("Su correo").fill(email)
    page.get_by_label("Su clave").fill(staff.PASSWORD)
    page.get_by_role("button", name="Ingresar").click()


def type_code(page: Page, steps: int = 0) -> None:
    page.get_by_label("Código", exact=True).fill(
        pyotp.TOTP(staff.SECRET).at(int(now().timestamp()) + 30 * steps)
    )
    page.get_by_role("button", name="Ingresar").click()


def end_sessions(site: Site) -> None:
    with site.app.app_context():
        session: Session = db.session()
        session.execute(update(AccountSession).values(ended_at=now()))
        session.commit()
        db.session.remove()


def test_in_and_out(browse: Browse, nelida: str, width: int, js: bool) -> None:
    page = browse(width, js=js)
    page.goto("/gestion/cuenta")
    type_password(page, nelida)
    type_code(page)
    expect(page).to_have_url("/gestion/cuenta")
    expect(page.get_by_role("heading", name="Mi cuenta")).to_be_visible()
    if page.get_by_text("Menú").is_visible():
        page.get_by_text("Menú").click()
    page.get_by_role("button", name="Salir").click()
    expect(page.get_by_text("Su sesión está cerrada en este equipo.")).to_be_visible()
    page.goto("/gestion/cuenta")
    expect(page.get_by_role("heading", name="Ingresar")).to_be_visible()


def test_by_keyboard_alone(browse: Browse, nelida: str) -> None:
    page = browse(1280)
    page.goto("/ingresar")
    page.get_by_label("Su correo").focus()
    page.keyboard.type(nelida)
    page.keyboard.press("Tab")
    page.keyboard.type(staff.PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Código", exact=True).focus()
    page.keyboard.type(pyotp.TOTP(staff.SECRET).at(int(now().timestamp())))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Salir")).to_be_attached()


def test_a_form_outlives_its_session(browse: Browse, site: Site, nelida: str, js: bool) -> None:
    page = browse(360, js=js)
    page.goto("/ingresar?next=/gestion/unidades/nueva")
    type_password(page, nelida)
    type_code(page)
    name = f"UT de prueba {nelida.partition('@')[0]}"
    page.get_by_label("Nombre").fill(name)
    end_sessions(site)
    page.get_by_role("button", name="Guardar unidad").click()
    expect(page.get_by_text("lo que escribió sigue aquí")).to_be_visible()
    type_password(page, nelida)
    type_code(page, 1)
    expect(page.get_by_role("heading", name="Su formulario sigue aquí")).to_be_visible()
    page.get_by_role("button", name="Enviar mi formulario").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_axe(browse: Browse, nelida: str, axe: Callable[[Page], list[str]]) -> None:
    page = browse(360)
    page.goto("/ingresar")
    assert axe(page) == []
    page.get_by_role("button", name="Ingresar").click()
    expect(page.get_by_text("Escriba su correo.").first).to_be_visible()
    assert axe(page) == []
    page.goto("/clave")
    assert axe(page) == []
    page.goto("/clave/inventada")
    assert axe(page) == []


def test_axe_inside(browse: Browse, nelida: str, axe: Callable[[Page], list[str]]) -> None:
    page = browse(360)
    page.goto("/ingresar?next=/gestion/cuenta")
    type_password(page, nelida)
    assert axe(page) == []
    type_code(page)
    assert axe(page) == []
    page.goto("/gestion/cuenta/segundo-factor")
    assert axe(page) == []
