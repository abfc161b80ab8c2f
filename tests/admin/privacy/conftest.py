"""A request that waits, and the national office that reads it."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.households.models import Member
from catalog.privacy.models import PrivacyRequest
from tests.support.asking import make_request
from tests.support.registry import DNI, household, member  # noqa: F401
from tests.support.staff import csrf, sign_in

VERSION = re.compile(r'name="version" value="(\d+)"')
Act = Callable[..., TestResponse]


@pytest.fixture
def asked(session: Session, member: Member) -> PrivacyRequest:  # noqa: F811
    """Juana, who is in the registry with that DNI, asks to see her data."""
    return make_request(session, document=DNI)


@pytest.fixture
def act(client: FlaskClient, uas: Account, asked: PrivacyRequest) -> Act:
    """`act("identidad", how="shown")` opens the case as UAS and sends one of its forms."""
    sign_in(client, uas)
    address = f"/gestion/derechos/{asked.public_id}"

    def send(what: str, **typed: str) -> TestResponse:
        if "version" not in typed:
            found = VERSION.search(client.get(address).text)
            typed["version"] = found.group(1) if found else ""
        return client.post(f"{address}/{what}", data={"csrf_token": csrf(client)} | typed)

    return send
