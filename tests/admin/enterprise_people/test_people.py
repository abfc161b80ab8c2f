"""Who is behind an enterprise: several households, one titular."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.households.models import Member
from core.audit import AuditEntry
from core.clock import today
from tests.support.enterprises import titular_of
from tests.support.registry import make_household
from tests.support.staff import PUNO, csrf, sign_in

Send = Callable[..., TestResponse]


@pytest.fixture
def sister(session: Session) -> Member:
    """Benita, of another household of Ccorca."""
    return titular_of(session, make_household(session, given_names="Benita", dni="00054321"))


def test_a_neighbour_joins_becomes_titular_and_the_first_one_leaves(
    send: Send,
    client: FlaskClient,
    session: Session,
    panes: EnterpriseRecord,
    member: Member,
    sister: Member,
    cusco_agent: Account,
) -> None:
    people, first, second = (
        f"/gestion/emprendimientos/{panes.public_id}/personas", member.public_id, sister.public_id,
    )  # fmt: skip
    gone = f"{today().day}/{today().month}/{today().year}"
    sign_in(client, cusco_agent)
    assert f"/agregar/{second}" in client.get(f"{people}/agregar?q=benita").text
    assert f"/agregar/{second}" in send(f"{people}/agregar", dni="00054321").text
    refused = send(f"{people}/{first}/salida", day="1/10/2026")
    assert refused.status_code == 422
    assert "Es la única persona" in refused.text
    hidden = {"csrf_token": csrf(client)}
    assert send(f"{people}/agregar/{second}", hidden, day="1/10/2026").status_code == 303
    again = send(f"{people}/agregar/{second}", hidden, day="1/10/2026")
    assert again.status_code == 303
    assert "Esa persona ya participa." in client.get(again.headers["Location"]).text
    assert "Elija antes a otra persona como titular" in send(f"{people}/{first}/salida", day="2/10/2026").text
    assert send(f"{people}/{second}/titular").status_code == 303
    assert send(f"{people}/{first}/salida", day=gone, why="Se fue a Lima").status_code == 303
    links = session.scalars(select(EnterpriseMember).order_by(EnterpriseMember.id)).all()
    assert [(one.titular, one.left_on is None) for one in links] == [(False, False), (True, True)]
    page = client.get(f"/gestion/emprendimientos/{panes.public_id}").text
    for said in (f"Participó hasta el {gone}", "Se fue a Lima", "Agregó a Benita Quispe Huamán"):
        assert said in page, said
    acts = {one.action for one in session.scalars(select(AuditEntry))}
    assert {"enterprise.link", "enterprise.titular", "enterprise.unlink"} <= acts


def test_nobody_of_another_territory_is_added(
    send: Send, client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_head: Account
) -> None:
    foreign = titular_of(session, make_household(session, district=PUNO, given_names="Ajena", dni="00054321"))
    number = foreign.public_id
    sign_in(client, cusco_head)
    add = f"/gestion/emprendimientos/{panes.public_id}/personas/agregar"
    assert number not in client.get(f"{add}?q=ajena").text
    assert send(add, dni="00054321").status_code == 404
    assert client.get(f"{add}/{number}").status_code == 404
