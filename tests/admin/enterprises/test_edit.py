"""Changing an enterprise; two people at once."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.enterprises.models import EnterpriseRecord
from catalog.enterprises.models import Enterprise
from core.audit import AuditEntry
from tests.support.enterprises import RUC
from tests.support.registry import HIDDEN
from tests.support.staff import sign_in

Send = Callable[..., TestResponse]
KEPT = {"name": "Panes de Ccorca", "place": "Ccorca, Cusco", "stage": "running"}


def address(record: EnterpriseRecord) -> str:
    return f"/gestion/emprendimientos/{record.public_id}/editar"


def test_changes_are_kept_and_said_without_their_values(
    send: Send, client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    shown = client.get(address(panes)).text
    assert 'value="Panes de Ccorca"' in shown
    assert '<option value="running" selected>' in shown
    assert RUC not in shown
    answer = send(
        address(panes), **(KEPT | {"name": "Panes Apu", "stage": "stopped", "logistic_maturity": "3"})
    )
    assert answer.status_code == 303
    session.expire_all()
    found = session.scalars(select(EnterpriseRecord)).one()
    assert (found.stage, found.logistic_maturity, found.ruc) == ("stopped", 3, RUC)
    assert session.scalars(select(Enterprise.name)).all() == ["Panes Apu"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "enterprise.update")).one()
    assert entry.changes == {"name": None, "stage": None, "logistic_maturity": None}
    send(address(panes), **(KEPT | {"ruc_gone": "yes"}))
    session.expire_all()
    assert session.scalars(select(EnterpriseRecord.ruc_digest)).all() == [None]


def test_who_comes_second_sees_both_side_by_side_and_loses_nothing(
    send: Send, client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    hidden = dict(HIDDEN.findall(client.get(address(panes)).text))
    send(address(panes), hidden, **(KEPT | {"gap": "technique", "digital_maturity": "1"}))
    asked = send(
        address(panes), hidden, **(KEPT | {"gap": "management", "digital_maturity": "1", "area": "rural"})
    )
    assert asked.status_code == 409
    for said in ("Gestión: cuentas", "Técnica: cómo", "compare y elija", 'name="gap"', 'name="area"'):
        assert said in asked.text, said
    assert '<input type="hidden" name="digital_maturity" value="1">' in asked.text
    chosen = dict(HIDDEN.findall(asked.text)) | {"gap": "management", "area": "rural"}
    assert send(address(panes), chosen).status_code == 303
    session.expire_all()
    found = session.scalars(select(EnterpriseRecord)).one()
    assert (found.gap, found.area, found.digital_maturity, found.stage) == (
        "management",
        "rural",
        1,
        "running",
    )


def test_the_same_change_twice_is_no_conflict(
    send: Send, client: FlaskClient, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    hidden = dict(HIDDEN.findall(client.get(address(panes)).text))
    for _again in "ab":
        assert send(address(panes), hidden, **(KEPT | {"gap": "both"})).status_code == 303
