"""The list of enterprises: what it finds, in whose territory, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.enterprises.models import BusinessPlan, EnterpriseRecord
from core.audit import AuditEntry
from core.clock import now
from core.scoping import everything
from tests.support.enterprises import RUC, make_record
from tests.support.registry import DNI, make_household
from tests.support.staff import PUNO, csrf, sign_in

Count = Callable[[], AbstractContextManager[list[str]]]
LIST = "/gestion/emprendimientos"


@pytest.mark.usefixtures("panes")
def test_words_find_by_the_name_of_the_enterprise_or_of_who_is_behind_it(
    client: FlaskClient, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    for typed in ("panes", "CCORC", "juana", "pán quísp"):
        assert "Panes de Ccorca" in client.get(LIST, query_string={"q": typed}).text, typed
    for typed in ("anes", "panes mamani"):
        page = client.get(LIST, query_string={"q": typed}).text
        assert "Panes de Ccorca" not in page, typed
        assert "Quite un filtro" in page


def test_filters_narrow_the_list(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_head: Account
) -> None:
    with everything(session, "a test"):
        panes.digital_maturity, panes.gap, panes.in_association = 2, "technique", True
        session.add(
            BusinessPlan(
                record_id=panes.id, made_on=date(2026, 1, 1), file_name="plan.pdf", file_token="a" * 16,
                file_sha256="b" * 64, created_at=now(), created_by="Alguien",
            )
        )  # fmt: skip
        session.flush()
    sign_in(client, cusco_head)
    for asked, found in (
        ({"distrito": "080102"}, True), ({"distrito": "080104"}, False), ({"etapa": "en-marcha"}, True),
        ({"etapa": "idea"}, False), ({"digital": "2"}, True), ({"digital": "sin-dato"}, False),
        ({"logistica": "sin-dato"}, True), ({"falta": "tecnica"}, True), ({"falta": "gestion"}, False),
        ({"papeles": "sin-ruc"}, False), ({"papeles": "sin-cuenta"}, True), ({"papeles": "sin-asociacion"}, False),
        ({"publicado": "no"}, True), ({"publicado": "si"}, False), ({"plan": "con"}, True),
        ({"plan": "sin"}, False), ({"rubro": "agropecuario"}, False), ({"etapa": "marte", "plan": "x"}, True),
    ):  # fmt: skip
        page = client.get(LIST, query_string=asked).text
        assert ("Panes de Ccorca" in page) is found, asked


def test_the_pager_walks_and_a_longer_list_asks_no_more_questions(
    client: FlaskClient, session: Session, uas: Account, count_queries: Count
) -> None:
    titular = make_record(session, "Aa")
    sign_in(client, uas)
    with count_queries() as few:
        client.get(LIST)
    home = make_household(session)
    names = [f"Negocio {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(28)]
    for name in names:
        make_record(session, name)
    session.commit()
    with count_queries() as many:
        first = client.get(LIST).text
    assert len(many) == len(few)
    assert names[23] in first
    assert names[24] not in first
    second = client.get(f"{LIST}?desde={first.split('desde=')[1][:12]}").text
    assert names[24] in second
    assert "hasta=" in second
    assert titular.public_id != home.public_id


@pytest.mark.usefixtures("panes")
def test_another_territory_sees_none_of_it_by_no_way(
    client: FlaskClient, session: Session, puno_head: Account
) -> None:
    make_record(session, "Panes de Puno", district=PUNO)
    sign_in(client, puno_head)
    for address in (LIST, f"{LIST}?q=panes", f"{LIST}?distrito=080102", f"{LIST}?q=juana+quispe"):
        page = client.get(address).text
        assert "Panes de Ccorca" not in page
    assert "Panes de Puno" in client.get(f"{LIST}?q=panes").text
    for number in (DNI, RUC):
        foreign = client.post(f"{LIST}/por-numero", data={"csrf_token": csrf(client), "number": number})
        assert foreign.status_code == 404
        assert "Nadie de su territorio" in foreign.text


def test_a_dni_or_a_ruc_opens_the_enterprise_and_stands_in_no_address(
    client: FlaskClient, session: Session, panes: EnterpriseRecord, cusco_agent: Account
) -> None:
    opened = f"{LIST}/{panes.public_id}"
    sign_in(client, cusco_agent)
    for number in ("000 12345", RUC):
        answer = client.post(f"{LIST}/por-numero", data={"csrf_token": csrf(client), "number": number})
        assert answer.headers["Location"] == opened
    refused = client.post(f"{LIST}/por-numero", data={"csrf_token": csrf(client), "number": "10000123450"})
    assert refused.status_code == 422
    assert "Ese RUC no existe" in refused.text
    acts = {entry.action for entry in session.query(AuditEntry)}
    assert {"member.lookup", "enterprise.lookup"} <= acts


@pytest.mark.parametrize("who", ["uti", "uci", "uppm"])
def test_who_reads_no_person_is_refused(
    client: FlaskClient, request: pytest.FixtureRequest, who: str
) -> None:
    sign_in(client, request.getfixturevalue(who))
    assert client.get(LIST).status_code == 403
