"""A sheet tells of few who stand in the registry already; who was found learns of it, and the look-ups are counted."""

from collections import Counter

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Household, Member
from admin.imports import views
from admin.imports.models import RegistryImport
from admin.territories.models import UnitProvince
from core.audit import AuditEntry
from core.scoping import everything
from tests.support.registry import DNI, HIDDEN, make_household
from tests.support.sheets import bring, confirm, packed, rows_of, take, upload
from tests.support.staff import PUNO, csrf, make_unit, sign_in

GUESSED = {"Distrito": "Ccorca", "Apellidos": "Inventada"}


@pytest.fixture
def head(client: FlaskClient, cusco_head: Account) -> FlaskClient:
    """A client where the head of Cusco is signed in."""
    sign_in(client, cusco_head)
    return client


def guesses(*numbers: int) -> list[dict[str, str]]:
    return [GUESSED | {"Nombres": f"Persona {one}", "DNI": f"{one:08}"} for one in numbers]


def lookups(session: Session, action: str = "member.lookup") -> Counter[str]:
    session.rollback()
    query = select(AuditEntry.subject_id).where(
        AuditEntry.action == action, AuditEntry.subject_type != "account"
    )
    return Counter(session.scalars(query))


def stand(session: Session, *numbers: int) -> set[str]:
    """Somebody in Ccorca and in Puno by turns has each of these DNI; their public ids."""
    for one in numbers:
        make_household(
            session, district=PUNO if one % 2 else "080102", surnames=f"Canario {one}", dni=f"{one:08}"
        )
    session.commit()
    with everything(session, "a test"):
        return set(session.scalars(select(Member.public_id)))


def test_a_sheet_tells_of_ten_and_everyone_found_learns_who_asked(
    head: FlaskClient, session: Session
) -> None:
    people = stand(session, *range(1, 13))
    review = upload(head, packed(guesses(*range(1, 40))))
    assert review.text.count("columna DNI:") == 10
    assert "Hay más DNI o códigos" in review.text
    assert "Canario 10, Juana" in review.text
    assert [one for one in (1, 3, 11, 12) if f"Canario {one}," in review.text] == []
    head.get(review.request.path)
    marked = head.get(f"{review.request.path}/errores")
    assert marked.status_code == 200
    assert lookups(session) == Counter(people), "once, however often it is shown"


@pytest.mark.usefixtures("household")
def test_a_later_showing_tells_of_nobody_else(head: FlaskClient, session: Session) -> None:
    review = upload(head, packed(guesses(12345, 500)))
    people = lookups(session)
    stand(session, 500)
    again = head.get(review.request.path).text
    assert again.count("columna DNI:") == 1
    assert "Canario" not in again
    assert "Hay más DNI o códigos" in again
    assert lookups(session) == people


def test_what_is_asked_counts_with_the_look_ups_whether_somebody_is_found_or_not(
    head: FlaskClient, session: Session
) -> None:
    person = stand(session, 1)
    sent = [upload(head, packed(guesses(*range(100, 112)))).status_code for _time in range(6)]
    assert sent == [200] * 6
    refused = head.post("/gestion/hogares/por-dni", data={"csrf_token": csrf(head), "dni": DNI})
    assert refused.status_code == 429
    told = [upload(head, packed(guesses(one))) for one in (1, 2)]
    for answer in told:
        assert (answer.status_code, "Demasiados intentos" in answer.text) == (422, True)
    assert HIDDEN.sub("", told[0].text) == HIDDEN.sub("", told[1].text)
    assert set(lookups(session)) == person, "who was found learns of it all the same"
    # A sheet that asks of nobody's number is read as before.
    assert upload(head, packed([GUESSED | {"Nombres": "Nueva"}])).status_code == 200


def test_so_many_rows_a_day(head: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ROWS", "3 per day")
    sheet = packed([GUESSED | {"Nombres": f"Persona {one}"} for one in range(2)])
    assert [upload(head, sheet).status_code for _time in "ab"] == [200, 422]


def test_of_phones_a_sheet_tells_ten_and_of_each_who_asked(head: FlaskClient, session: Session) -> None:
    for one in range(12):
        make_household(session, surnames=f"Canario {one:02}", phone=f"+519510001{one:02}")
    rows = [
        GUESSED | {"Apellidos": f"Inventada{chr(97 + one)}", "Nombres": "Una", "Celular": f"9510001{one:02}"}
        for one in range(12)
    ]
    review = upload(head, packed(rows))
    assert review.text.count("es el celular de Canario") == 10
    assert "Hay más celulares" in review.text
    assert len(lookups(session)) == 12
    assert "Hoja importada" in confirm(head, review, different="yes").text


def test_whose_kept_facts_a_review_shows_learns_who_read_them(
    head: FlaskClient, session: Session, household: Household, member: Member
) -> None:
    make_household(session, given_names="Elena", surnames="Puma", phone="+51951000222")
    session.commit()
    mine, hers = member.public_id, household.public_id
    rows = [row | {"Celular": "911 111 111", "Zona": "Urbano-marginal"} for row in rows_of(take(head))]
    only = next(row for row in rows if row["Nombres"] == "Juana")
    alike = {"Distrito": "Ccorca", "Apellidos": "Puma", "Nombres": "Elena"}
    review = upload(head, packed([only, alike]))
    assert "951 234 567" in review.text
    assert "se parece a Puma, Elena" in review.text
    head.get(review.request.path)
    seen = lookups(session, "import.review")
    assert seen.pop(mine) == seen.pop(hers) == 1, "once an hour"
    assert len(seen) == 1, "and who was named as alike"
    trail = head.get(f"/gestion/hogares/{hers}").text
    assert "Revisó una hoja" in trail


def test_a_code_that_stands_elsewhere_is_written_down(head: FlaskClient, session: Session) -> None:
    theirs = make_household(session, district=PUNO, code="HG-PUNO").public_id
    session.commit()
    review = upload(head, packed([GUESSED | {"Nombres": "Una", "Código de hogar": "HG-PUNO"}]))
    assert "ya está en el registro" in review.text
    assert lookups(session, "household.lookup") == {theirs: 1}


def test_a_sheet_of_enterprises_names_ten_and_misses_ten(head: FlaskClient, session: Session) -> None:
    led = {"Distrito": "", "Etapa": "Es una idea"}
    rows = [
        led | {"Emprendimiento": f"Panes {one}", "DNI de titular": f"{one:08}"} for one in range(2, 26, 2)
    ]
    people = stand(session, *range(2, 26, 2))
    told = upload(head, packed(rows), kind="emprendimientos").text
    assert told.count(", Juana") == 10
    assert "••••0024" in told
    assert lookups(session) == Counter(people)
    rows = [led | {"Emprendimiento": f"Panes {one}", "DNI de titular": f"{one:08}"} for one in range(50, 62)]
    missed = upload(head, packed(rows), kind="emprendimientos").text
    assert missed.count("nadie de su territorio") == 10
    assert "Hay más DNI o códigos" in missed


def test_an_import_is_not_undone_by_half(head: FlaskClient, session: Session) -> None:
    page = bring(
        head,
        [
            {"Distrito": "Ccorca", "Apellidos": "Hoja", "Nombres": "Uno"},
            {"Distrito": "Anta, Anta", "Apellidos": "Hoja", "Nombres": "Dos"},
        ],
    )
    puno = make_unit(session, "Puno")
    session.execute(update(UnitProvince).where(UnitProvince.province_code == "0803").values(unit_id=puno.id))
    session.commit()
    refused = head.post(f"{page.request.path}/deshacer", data={"csrf_token": csrf(head)})
    assert refused.status_code == 409
    assert "ya no es de su territorio" in refused.text
    session.rollback()
    with everything(session, "a test"):
        assert len(session.scalars(select(Household)).all()) == 2
        assert session.scalars(select(RegistryImport.undone_at)).one() is None
