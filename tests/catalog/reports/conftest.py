"""A visitor who fills in the form as a person does: reads it, chooses, sends it."""

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from catalog.reports.models import ListingReport
from core import throttling

Send = Callable[..., TestResponse]
PRODUCT = "/denunciar?producto=papa-nativa-huayro"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture(autouse=True)
def fresh_counts(app: Flask) -> Iterator[None]:
    """The counter lives as long as the application: each test begins at nothing."""
    app.extensions[throttling.KEY].forget()
    yield
    app.extensions[throttling.KEY].forget()


@pytest.fixture
def hidden(client: FlaskClient) -> Callable[..., dict[str, str]]:
    """`hidden("/denunciar?producto=…")` opens the form and gives what it holds unseen."""

    def opened(path: str = PRODUCT) -> dict[str, str]:
        return dict(HIDDEN.findall(client.get(path).text))

    return opened


@pytest.fixture
def send(client: FlaskClient, hidden: Callable[..., dict[str, str]], clock: time_machine.Traveller) -> Send:
    """`send(reason="photo", message="…")` opens the form, takes half a minute over it and sends it."""

    def sent(path: str = PRODUCT, **typed: str) -> TestResponse:
        form = hidden(path) | {"reason": "photo"} | typed
        clock.shift(30)
        return client.post("/denunciar", data=form)

    return sent


@pytest.fixture
def reports(session: Session) -> Callable[[], list[ListingReport]]:
    """`reports()` is the whole inbox, the oldest first."""

    def read() -> list[ListingReport]:
        session.expire_all()
        return list(session.scalars(select(ListingReport).order_by(ListingReport.id)))

    return read
