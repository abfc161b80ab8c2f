"""The list of households: what it finds, in whose territory, and what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Household
from core.audit import AuditEntry
from tests.support.registry import DNI, make_household
from tests.support.staff import csrf, sign_in

Count = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize("typed", ["quispe", "QUÍSPE", "huam", "juana quis", "hg-0001", "HG-00"])
def test_words_find_by_the_beginning_of_any_word_or_the_code(
    client: FlaskClient, cusco_agent: Account, typed: str
) -> None:
    sign_in(client, cusco_agent)
    page = client.get("/gestion/hogares", query_string={"q": typed}).text
    assert "Quispe Huamán, Juana" in page
    assert "Ccorca" in page


@pytest.mark.usefixtures("household")
@pytest.mark.parametrize("typed", ["uispe", "juana mamani", "HG-0002"])
def test_other_words_find_nobody(client: FlaskClient, cusco_agent: Account, typed: str) -> None:
    sign_in(client, cusco_agent)
    page = client.get("/gestion/hogares", query_string={"q": typed}).text
    assert "Quispe Huamán" not in page
    assert "Quite un filtro" in page


@pytest.mark.usefixtures("household")
def test_another_territory_sees_none_of_it(client: FlaskClient, puno_head: Account) -> None:
    sign_in(client, puno_head)
    for address in ("/gestion/hogares", "/gestion/hogares?q=quispe", "/gestion/hogares?distrito=080102"):
        assert "Quispe Huamán" not in client.get(address).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"distrito": "080102"}, True), ({"distrito": "080104"}, False), ({"zona": "rural"}, True),
        ({"zona": "urbano-marginal"}, False), ({"estado": "en"}, True), ({"estado": "salieron"}, False),
        ({"emprende": "con"}, True), ({"emprende": "sin"}, False), ({"edad": "30-44"}, True),
        ({"edad": "60-mas"}, False), ({"zona": "marte", "edad": "x"}, True),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("household", "clock")
def test_filters_narrow_the_list(
    client: FlaskClient, cusco_head: Account, asked: dict[str, str], *, found: bool
) -> None:
    sign_in(client, cusco_head)
    assert ("Quispe Huamán, Juana" in client.get("/gestion/hogares", query_string=asked).text) is found


def test_the_pager_walks_through_all_and_back(
    client: FlaskClient, session: Session, cusco_head: Account
) -> None:
    names = [f"Apellido{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(30)]
    for name in names:
        make_household(session, surnames=name)
    sign_in(client, cusco_head)
    first = client.get("/gestion/hogares").text
    assert names[24] in first
    assert names[25] not in first
    edge = first.split("desde=")[1][:12]
    second = client.get(f"/gestion/hogares?desde={edge}").text
    assert names[25] in second
    assert names[24] not in second
    back = client.get(f"/gestion/hogares?hasta={second.split('hasta=')[1][:12]}").text
    assert names[0] in back
    assert names[24] in back


def test_a_longer_list_asks_no_more_questions(
    client: FlaskClient, session: Session, uas: Account, count_queries: Count
) -> None:
    make_household(session)
    sign_in(client, uas)
    with count_queries() as few:
        client.get("/gestion/hogares")
    for number in range(25):
        make_household(session, surnames=f"Vilca {number}")
    session.commit()
    with count_queries() as many:
        client.get("/gestion/hogares")
    assert len(many) == len(few)


def test_a_dni_opens_its_household_and_stands_in_no_address(
    client: FlaskClient, session: Session, household: Household, cusco_agent: Account
) -> None:
    sign_in(client, cusco_agent)
    answer = client.post("/gestion/hogares/por-dni", data={"csrf_token": csrf(client), "dni": "000 12345"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/gestion/hogares/{household.public_id}"
    assert "member.lookup" in {entry.action for entry in session.query(AuditEntry)}


@pytest.mark.usefixtures("household", "clock")
def test_a_foreign_dni_answers_as_an_unknown_one(client: FlaskClient, puno_head: Account) -> None:
    sign_in(client, puno_head)
    foreign, unknown = (
        client.post("/gestion/hogares/por-dni", data={"csrf_token": csrf(client), "dni": dni})
        for dni in (DNI, "00099999")
    )
    assert foreign.status_code == unknown.status_code == 404
    assert "Nadie de su territorio tiene ese DNI" in foreign.text
    assert foreign.text.replace(DNI, "") == unknown.text.replace("00099999", "")


def test_a_dni_of_seven_digits_is_refused_beside_its_field(client: FlaskClient, cusco_agent: Account) -> None:
    sign_in(client, cusco_agent)
    answer = client.post("/gestion/hogares/por-dni", data={"csrf_token": csrf(client), "dni": "1234567"})
    assert answer.status_code == 422
    assert "El DNI debe tener 8 dígitos. Conserve los ceros iniciales." in answer.text


def test_one_who_left_the_programme_is_marked(
    client: FlaskClient, household: Household, cusco_agent: Account
) -> None:
    household.left_on = date(2026, 3, 1)
    sign_in(client, cusco_agent)
    assert "Salió de Juntos" in client.get("/gestion/hogares?estado=salieron").text


@pytest.mark.parametrize("who", ["uti", "uci", "uppm"])
def test_who_reads_no_person_is_refused(
    client: FlaskClient, request: pytest.FixtureRequest, who: str
) -> None:
    sign_in(client, request.getfixturevalue(who))
    assert client.get("/gestion/hogares").status_code == 403
