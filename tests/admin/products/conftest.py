"""Products of the tests of staff: those of Panes de Ccorca, and how a form is filled in."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import approve_enterprise
from admin.products.models import ProductRevision
from admin.products.operations import create_product
from admin.products.values import ProductValues
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.sectors.models import Sector
from core.clock import now, today
from core.ids import public_id
from core.scoping import everything
from tests.support.registry import SOMEBODY
from tests.support.staff import csrf, sign_in

LIST = "/gestion/productos"
Fill = Callable[..., TestResponse]


def make_bread(
    session: Session, record: EnterpriseRecord, name: str = "Pan de trigo", **facts: Any
) -> Product:
    """A draft of a bread by the unit, unless told otherwise."""
    values = ProductValues(**{"name": name, "sector": "panes-dulces", "price": 50, "unit": "unidad"} | facts)
    with everything(session, "a test"):
        return create_product(session, session.get_one(Enterprise, record.enterprise_id), values, by=SOMEBODY)


def many_drafts(session: Session, n: int) -> None:
    """A product of each of n enterprises of `many_enterprises`, every third one a draft, by plain inserts."""
    sectors = session.scalars(select(Sector.id)).all()
    at = now()
    products: list[dict[str, Any]] = [
        {
            "id": number, "public_id": public_id(), "slug": f"de-muchos-{number}", "enterprise_id": number,
            "sector_id": sectors[number % len(sectors)], "kind": "good", "name": f"Pan {number}", "price": 50,
            "status": "published" if number % 3 else "unpublished", "published_at": at if number % 3 else None,
            "unit": "unidad", "dimension": "count", "price_per_base": 50_000, "price_confirmed_on": today(),
            "availability_confirmed_on": today(), "updated_at": at, "folded": f"pan {number}", "months": 0,
            "description": "", "variants": "", "delivery": "", "delivery_days": "", "packaging": "", "payments": 0,
            "version": 1,
        }
        for number in range(1, n + 1)
    ]  # fmt: skip
    drafts = [
        {
            "public_id": public_id(), "product_id": one["id"], "base_version": 0, "state": "draft", "why": "",
            "snapshot": {"name": one["name"], "sector": "panes-dulces", "price": 50, "unit": "unidad"},
            "created_at": at, "created_by": "Alguien", "updated_at": at, "sent_by": "", "remarks": {},
        }
        for one in products[2::3]
    ]  # fmt: skip
    session.connection().execute(insert(Product.__table__), products)
    session.connection().execute(insert(ProductRevision.__table__), drafts)
    session.commit()


@pytest.fixture
def pan(session: Session, panes: EnterpriseRecord) -> Product:
    """Pan de trigo of Panes de Ccorca, a draft; the enterprise is public."""
    with everything(session, "a test"):
        approve_enterprise(session, session.get_one(Enterprise, panes.enterprise_id), by=SOMEBODY)
    return make_bread(session, panes)


@pytest.fixture
def gestor(client: FlaskClient, cusco_agent: Account) -> Account:
    """The gestor of Ccorca, signed in."""
    sign_in(client, cusco_agent)
    return cusco_agent


@pytest.fixture
def fill(client: FlaskClient) -> Fill:
    """`fill(address, files=[…], name="Pan")` sends a product's form: what is not said is of a bread."""

    def send(address: str, files: list[tuple[bytes, str]] | None = None, **typed: Any) -> TestResponse:
        data = {"csrf_token": csrf(client), "name": "Pan de trigo", "sector": "panes-dulces"}
        data |= {"price": "0.50", "unit": "unidad"} | typed
        sent = [(io.BytesIO(content), name) for content, name in files or []]
        answer = client.post(address, data=data | {"files": sent}, content_type="multipart/form-data")
        # What is large, the client keeps in a file.
        answer.request.environ["wsgi.input"].close()
        return answer

    return send


@pytest.fixture
def jpeg(photo_file: Callable[[str], Path]) -> Callable[[str], bytes]:
    """The bytes of a photo; another name gives another one."""
    return lambda name: photo_file(name).read_bytes()
