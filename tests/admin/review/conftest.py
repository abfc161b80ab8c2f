"""Versions that wait, and who may decide them."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.access.policies import actor_of
from admin.products.models import ProductRevision
from admin.products.operations import propose_product
from admin.products.values import ProductValues
from admin.review.deciding import CHECKS, send_product
from admin.review.operations import open_revision
from catalog.products.models import Product
from tests.support.staff import sign_in

QUEUE = "/gestion/revision"
TICKED = dict.fromkeys(CHECKS, "1")


def waiting(session: Session, product: Product) -> ProductRevision:
    """The open version of a product."""
    version = open_revision(session, ProductRevision, product_id=product.id)
    assert version is not None
    return version


def live(session: Session, product: Product) -> Product:
    """The product as it is by now."""
    session.expire_all()
    return session.get_one(Product, product.id)


@pytest.fixture
def hooded(session: Session, chompa: Product, chompa_values: ProductValues, puno_head: Account) -> str:
    """New words about the jumper, sent by somebody else; the address of their page."""
    by = actor_of(puno_head)
    propose_product(session, chompa, replace(chompa_values, description="Con capucha."), by=by)
    send_product(session, chompa, by=by)
    session.commit()
    return f"/gestion/revision/{waiting(session, chompa).public_id}"


@pytest.fixture
def uas_client(client: FlaskClient, uas: Account) -> FlaskClient:
    """A browser where UAS is signed in."""
    sign_in(client, uas)
    return client
