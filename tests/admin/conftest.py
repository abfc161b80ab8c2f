"""The cast as staff know it: proposed through the operations, private side and all."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import passwords
from admin.access.models import Account
from admin.access.permissions import Role
from admin.consents.operations import add_consent_text
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import approve_enterprise, create_enterprise
from admin.enterprises.values import EnterpriseValues
from admin.products.operations import approve_product, create_product
from admin.products.values import ProductValues
from catalog.enterprises.models import Enterprise, Invoice, Wallet
from catalog.products.models import Product
from core.audit import SYSTEM
from core.throttling import KEY
from tests.support import staff
from tests.support.enterprises import panes  # noqa: F401
from tests.support.matrix import kind, made  # noqa: F401
from tests.support.registry import household, member, send  # noqa: F401

WORDS = "¿Pierdo Juntos si vendo? No: vender sus productos no cambia el apoyo que recibe su hogar."


@pytest.fixture
def nobody_tried(client: FlaskClient) -> None:
    """No attempt is counted against the address of the tests."""
    client.application.extensions[KEY].forget()


@pytest.fixture
def nelida(session: Session) -> Account:
    """Of UAS, with password and second factor."""
    return staff.make_account(session, "nelida", Role.NATIONAL, password=passwords.hash_of(staff.PASSWORD))


@pytest.fixture
def tejidos_values() -> EnterpriseValues:
    """What staff know of a weaver in Chinchero, private facts included."""
    return EnterpriseValues(
        name="Tejidos Awana",
        district_code="081306",
        wallets=int(Wallet.YAPE),
        invoices=int(Invoice.BOLETA),
        market="Feria de Chinchero, domingos",
        producer_name="Personaje de Prueba",
        story="Aprendió a tejer con su abuela.",
        whatsapp="+51900000001",
    )


@pytest.fixture
def tejidos(session: Session, tejidos_values: EnterpriseValues) -> Enterprise:
    """Tejidos Awana, still a draft."""
    return create_enterprise(session, tejidos_values, by=SYSTEM)


@pytest.fixture
def awana(session: Session, tejidos: Enterprise) -> Enterprise:
    """Tejidos Awana, published."""
    approve_enterprise(session, tejidos, by=SYSTEM)
    return tejidos


@pytest.fixture
def awana_record(session: Session, awana: Enterprise) -> EnterpriseRecord:
    """The private side of Tejidos Awana."""
    return session.scalars(select(EnterpriseRecord).where(EnterpriseRecord.enterprise_id == awana.id)).one()


@pytest.fixture
def chompa_values() -> ProductValues:
    """A jumper of alpaca, as proposed."""
    return ProductValues(
        name="Chompa de alpaca",
        sector="tejidos",
        price=12_000,
        unit="unidad",
        capacity=30_000,
        months=0b1111_1111_1111,
        delivery="Cusco, Lima",
        delivery_places=("08", "15"),
        sanitary="no aplica",
        seals=("hecho-a-mano",),
    )


@pytest.fixture
def chompa_draft(session: Session, awana: Enterprise, chompa_values: ProductValues) -> Product:
    """The jumper, not published yet."""
    return create_product(session, awana, chompa_values, by=SYSTEM)


@pytest.fixture
def chompa(session: Session, chompa_draft: Product) -> Product:
    """The jumper, published."""
    approve_product(session, chompa_draft, by=SYSTEM)
    return chompa_draft


@pytest.fixture
def consent_text(session: Session) -> None:
    """An approved text, without which nothing that needs consent is published."""
    text = add_consent_text(session, "2026-1", WORDS, approved_by="Asesoría jurídica", by=SYSTEM)
    # Nobody agrees to words before there are any: the tests' days are of this year.
    text.recorded_at = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def photo_file(tmp_path: Path) -> Callable[[str], Path]:
    """`photo_file("rojo")` is a picture file; another name gives another picture."""

    def make(name: str) -> Path:
        path = tmp_path / f"{name}.jpg"
        colour = (sum(name.encode()) % 256, len(name) * 20 % 256, 120)
        Image.new("RGB", (640, 480), colour).save(path)
        return path

    return make
