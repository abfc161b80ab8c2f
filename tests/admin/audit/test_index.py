"""/gestion/auditoria: for UAS and UTI only, newest first, narrowed by its address."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.audit.queries import PAGE, history_of
from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Household, Member
from admin.territories.models import TerritorialUnit
from catalog.enterprises.models import Enterprise
from core import audit
from core.audit import SYSTEM, Actor
from tests.support.staff import make_unit, sign_in

PATH = "/gestion/auditoria"
HEAD = Actor("Jefa de Cusco", "jefacusco001")


@pytest.fixture
def unit(session: Session) -> TerritorialUnit:
    """What the acts are done to."""
    return make_unit(session, "Cusco")


@pytest.fixture
def note(session: Session) -> Callable[..., None]:
    """`note("unit.create", unit)` is one act, committed."""

    def written(action: str, subject: Any, by: Actor = SYSTEM, **more: Any) -> None:
        audit.record(session, action, subject, by=by, **more)
        session.commit()

    return written


@pytest.fixture
def uti_client(client: FlaskClient, uti: Account) -> FlaskClient:
    """A browser where UTI is signed in."""
    sign_in(client, uti)
    return client


@pytest.mark.parametrize("who", ["cusco_head", "cusco_agent", "uci", "uppm"])
def test_only_uas_and_uti_read_it(client: FlaskClient, request: pytest.FixtureRequest, who: str) -> None:
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PATH).status_code == 403


@pytest.mark.parametrize("who", ["uas", "uti"])
def test_it_tells_in_words_who_did_what(
    client: FlaskClient,
    request: pytest.FixtureRequest,
    note: Callable[..., None],
    unit: TerritorialUnit,
    who: str,
) -> None:
    note("unit.update", unit, HEAD, changes={"name": "UT Cusco", "raro": 1}, reason="pedido de <UAS>")
    sign_in(client, request.getfixturevalue(who))
    page = client.get(PATH).text
    assert "Cambió una unidad territorial" in page
    assert "Jefa de Cusco" in page
    assert "Datos: nombre y 1 más" in page
    assert "«pedido de &lt;UAS&gt;»" in page
    assert f"sobre=territorial_unit:{unit.public_id}" in page


def test_the_newest_come_first_a_page_at_a_time(
    uti_client: FlaskClient, session: Session, unit: TerritorialUnit
) -> None:
    for number in range(PAGE + 5):
        audit.record(session, "unit.update", unit, by=SYSTEM, reason=f"acto {number:03d}.")
    session.commit()
    address = f"{PATH}?sobre=territorial_unit:{unit.public_id}"
    first = uti_client.get(address).text
    assert first.index(f"acto {PAGE + 4:03d}.") < first.index("acto 005.")
    assert "acto 004." not in first
    further = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    last = uti_client.get(further).text
    assert [f"acto {number:03d}." in last for number in (5, 4, 0)] == [False, True, True]
    assert 'rel="next"' not in last


def test_it_is_narrowed_by_who_what_and_when(
    client: FlaskClient,
    uti: Account,
    note: Callable[..., None],
    unit: TerritorialUnit,
    clock: time_machine.Traveller,
) -> None:
    note("unit.create", unit, reason="diez")
    clock.shift(86_400)
    note("member.reveal_dni", unit, HEAD, reason="once")
    clock.shift(86_400)
    note("product.publish", unit, HEAD, reason="doce")
    sign_in(client, uti)

    def shown(query: str) -> list[str]:
        page = client.get(f"{PATH}?{query}").text
        return [word for word in ("diez", "once", "doce") if f"«{word}»" in page]

    assert shown("") == ["diez", "once", "doce"]
    assert shown(f"quien={HEAD.account}") == ["once", "doce"]
    assert shown("quien=sistema") == ["diez"]
    assert shown("que=dni") == ["once"]
    assert shown("desde=2026-11-11&hasta=2026-11-11") == ["once"]
    assert shown(f"quien={HEAD.account}&hasta=2026-11-11") == ["once"]
    assert shown("que=nada&desde=ayer&hasta=9999-12-31&antes=x&sobre=%27") == ["diez", "once", "doce"]
    assert "Nada de lo anotado es así" in client.get(f"{PATH}?desde=2027-01-01").text


def test_a_household_is_a_link_for_who_may_open_it(
    client: FlaskClient, note: Callable[..., None], household: Household, uas: Account, uti: Account
) -> None:
    note("household.update", household)
    address = f'href="/gestion/hogares/{household.public_id}"'
    sign_in(client, uas)
    assert address in client.get(PATH).text
    sign_in(client, uti)
    assert address not in client.get(PATH).text


def test_a_person_leads_to_her_household_and_an_enterprise_is_named(
    client: FlaskClient,
    note: Callable[..., None],
    household: Household,
    member: Member,
    awana_record: EnterpriseRecord,
    session: Session,
    uas: Account,
    uti: Account,
) -> None:
    awana = session.get_one(Enterprise, awana_record.enterprise_id)
    for action, thing in (
        ("enterprise.archive", awana),
        ("enterprise.link", awana_record),
        ("member.create", member),
    ):
        note(action, thing)
    sign_in(client, uas)
    page = client.get(PATH).text
    link = f'href="/gestion/emprendimientos/{awana_record.public_id}">{awana.name}</a>'
    assert page.count(link) == page.count(f">{awana.name}</a>") > 1
    assert f'href="/gestion/hogares/{household.public_id}"' in page
    sign_in(client, uti)
    page = client.get(PATH).text
    assert awana.name not in page


def test_it_shows_no_name_of_the_registry(
    client: FlaskClient, note: Callable[..., None], household: Household, member: Member, uas: Account
) -> None:
    note("household.create", household)
    note("member.reveal_dni", member)
    words = (member.given_names, member.surnames, member.dni or "sin DNI", member.phone or "sin celular")
    sign_in(client, uas)
    page = client.get(PATH).text
    assert "Vio un DNI completo" in page
    assert [word for word in words if word in page] == []


def test_a_thing_s_history_is_its_own(
    session: Session, note: Callable[..., None], unit: TerritorialUnit
) -> None:
    other = make_unit(session, "Puno")
    for action, subject in (("unit.create", unit), ("unit.create", other), ("unit.update", unit)):
        note(action, subject)
    assert [entry.action for entry in history_of(session, unit)] == ["unit.update", "unit.create"]
    assert len(history_of(session, unit, other)) == 3
    assert len(history_of(session, unit, other, most=1)) == 1


def test_questions_do_not_grow_with_the_entries(
    uti_client: FlaskClient,
    session: Session,
    unit: TerritorialUnit,
    uti: Account,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    asked: list[int] = []
    for _round in range(2):
        for _number in range(10):
            audit.record(session, "account.sign_in", uti, by=SYSTEM)
            audit.record(session, "unit.update", unit, by=HEAD)
        session.commit()
        with count_queries() as statements:
            uti_client.get(PATH)
        asked.append(len(statements))
    assert asked[0] == asked[1]
