"""UTI before the pages of accounts."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from tests.support.staff import csrf, sign_in

Send = Callable[..., TestResponse]


@pytest.fixture
def uti_client(client: FlaskClient, uti: Account, session: Session) -> FlaskClient:
    """A browser where the administrator is signed in, who has chosen her password."""
    uti.password = "$argon2id$chosen"
    sign_in(client, uti)
    return client


@pytest.fixture
def send(uti_client: FlaskClient) -> Send:
    """`send("/gestion/cuentas/nueva", name=…)` posts a form with the token."""

    def sent(path: str, *, follow: bool = False, **typed: object) -> TestResponse:
        data = {"csrf_token": csrf(uti_client)} | typed
        return uti_client.post(path, data=data, follow_redirects=follow)

    return sent


@pytest.fixture
def account_of(session: Session) -> Callable[[str], Account]:
    """`account_of("ana@correo.pe")` reads it anew."""

    def read(email: str) -> Account:
        session.expire_all()
        return session.scalars(select(Account).where(Account.email == email)).one()

    return read
