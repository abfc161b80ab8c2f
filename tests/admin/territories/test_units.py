"""Units: made, renamed, given provinces; who may not, and what is refused."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account, DistrictAssignment
from admin.territories.models import TerritorialUnit, UnitProvince
from core.audit import AuditEntry
from tests.support.staff import CCORCA, csrf, make_unit, sign_in

NEW = "/gestion/unidades/nueva"


@pytest.fixture
def uas_client(client: FlaskClient, uas: Account) -> FlaskClient:
    """A browser where UAS is signed in."""
    sign_in(client, uas)
    return client


def provinces_of(session: Session, name: str) -> set[str]:
    session.expire_all()
    asked = select(UnitProvince.province_code).join(TerritorialUnit).where(TerritorialUnit.name == name)
    return set(session.scalars(asked))


def form_of(client: FlaskClient, unit: TerritorialUnit, **changes: object) -> dict[str, object]:
    data = {"csrf_token": csrf(client), "version": unit.version, "name": unit.name}
    return data | {"provinces": ["0801", "0803"]} | changes


def test_a_unit_is_made_with_its_provinces(uas_client: FlaskClient, session: Session) -> None:
    data = {"csrf_token": csrf(uas_client), "name": " UT  Áncash ", "provinces": ["0201", "0202"]}
    answer = uas_client.post(NEW, data=data, follow_redirects=True)
    assert "Se creó la unidad UT Áncash." in answer.text
    assert provinces_of(session, "UT Áncash") == {"0201", "0202"}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.create")).one()
    assert entry.actor == "Uas"
    assert entry.changes == {"name": "UT Áncash", "provinces_added": ["0201", "0202"]}


def test_sent_twice_it_is_made_once(uas_client: FlaskClient, session: Session) -> None:
    data = {"csrf_token": csrf(uas_client), "name": "UT Áncash", "provinces": ["0201"]}
    uas_client.post(NEW, data=data)
    answer = uas_client.post(NEW, data=data | {"name": "ut ancash"})
    assert answer.status_code == 422
    assert "Ya hay una unidad con el nombre «UT Áncash»." in answer.text
    assert 'value="ut ancash"' in answer.text
    assert len(session.scalars(select(TerritorialUnit)).all()) == 1


def test_a_file_in_the_place_of_a_province_is_none(uas_client: FlaskClient, session: Session) -> None:
    data = {"csrf_token": csrf(uas_client), "name": "UT Áncash", "provinces": (BytesIO(b"0201"), "a.txt")}
    assert uas_client.post(NEW, data=data).status_code == 303
    assert provinces_of(session, "UT Áncash") == set()


@pytest.mark.parametrize("code", ["9999", "08", "080101", "", "'; --"])
def test_a_province_that_does_not_exist_is_refused(
    uas_client: FlaskClient, session: Session, code: str
) -> None:
    data = {"csrf_token": csrf(uas_client), "name": "UT Áncash", "provinces": ["0201", code]}
    answer = uas_client.post(NEW, data=data)
    assert answer.status_code == 422
    assert "Elija provincias de la lista." in answer.text
    assert session.scalars(select(TerritorialUnit)).all() == []


def test_without_a_name_everything_typed_is_kept(uas_client: FlaskClient) -> None:
    answer = uas_client.post(NEW, data={"csrf_token": csrf(uas_client), "name": " ", "provinces": ["0201"]})
    assert answer.status_code == 422
    assert "Escriba el nombre de la unidad" in answer.text
    assert 'value="0201" checked' in answer.text


def test_without_the_token_nothing_is_made(uas_client: FlaskClient, session: Session) -> None:
    assert uas_client.post(NEW, data={"name": "UT Áncash"}).status_code == 422
    assert session.scalars(select(TerritorialUnit)).all() == []


def test_a_province_that_moves_says_from_where_and_leaves_its_gestores(
    uas_client: FlaskClient, session: Session, cusco_agent: Account
) -> None:
    puno = make_unit(session, "Puno")
    path = f"/gestion/unidades/{puno.public_id}/editar"
    assert "ahora en UT Cusco; pasaría a esta" in uas_client.get(path).text
    uas_client.post(path, data=form_of(uas_client, puno, provinces=["2101", "2102", "0801"]))
    assert provinces_of(session, "UT Puno") == {"2101", "2102", "0801"}
    assert provinces_of(session, "UT Cusco") == {"0803"}
    assert session.scalars(select(DistrictAssignment.district_code)).all() == []


def test_a_province_that_stays_keeps_its_gestores(
    uas_client: FlaskClient, session: Session, cusco_agent: Account
) -> None:
    cusco = make_unit(session, "Cusco")
    data = form_of(uas_client, cusco, name="UT Qosqo", provinces=["0801"])
    uas_client.post(f"/gestion/unidades/{cusco.public_id}/editar", data=data)
    assert provinces_of(session, "UT Qosqo") == {"0801"}
    assert session.scalars(select(DistrictAssignment.district_code)).all() == [CCORCA]


def test_a_stale_form_changes_nothing_and_keeps_what_was_typed(
    uas_client: FlaskClient, session: Session
) -> None:
    cusco = make_unit(session, "Cusco")
    path = f"/gestion/unidades/{cusco.public_id}/editar"
    old = form_of(uas_client, cusco, name="Mi nombre")
    uas_client.post(path, data=form_of(uas_client, cusco, name="El de otra persona", provinces=["0801"]))
    answer = uas_client.post(path, data=old)
    assert answer.status_code == 409
    for words in (
        "Otra persona cambió esta ficha",
        "«El de otra persona»",
        'value="Mi nombre"',
        "otra persona la quitó",
    ):
        assert words in answer.text
    assert provinces_of(session, "El de otra persona") == {"0801"}
    session.refresh(cusco)
    again = uas_client.post(path, data=form_of(uas_client, cusco, name="Mi nombre"))
    assert again.status_code == 303
    assert provinces_of(session, "Mi nombre") == {"0801", "0803"}


def test_saving_what_is_there_already_writes_nothing(uas_client: FlaskClient, session: Session) -> None:
    cusco = make_unit(session, "Cusco")
    uas_client.post(f"/gestion/unidades/{cusco.public_id}/editar", data=form_of(uas_client, cusco))
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "unit.update")).all() == []


def test_the_list_tells_who_works_where_and_what_has_no_unit(
    uas_client: FlaskClient, cusco_agent: Account, puno_head: Account
) -> None:
    page = uas_client.get("/gestion/unidades").text
    for words in (
        "UT Cusco",
        "sin jefatura",
        "Puno Head",
        "Bandeja nacional",
        "192 provincias no tienen unidad",
    ):
        assert words in page


@pytest.mark.parametrize("path", ["/gestion/unidades", NEW, "/gestion/unidades/nadie"])
@pytest.mark.parametrize("role", ["cusco_head", "cusco_agent", "uci", "uppm"])
def test_nobody_else_may(client: FlaskClient, request: pytest.FixtureRequest, path: str, role: str) -> None:
    sign_in(client, request.getfixturevalue(role))
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/gestion/unidades/nadie", "/gestion/unidades/nadie/editar"])
def test_a_unit_of_nowhere_is_not_found(uas_client: FlaskClient, path: str) -> None:
    assert uas_client.get(path).status_code == 404
