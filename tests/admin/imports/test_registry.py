"""Households read in from a sheet: looked at first, all or nothing, once, and undone while nothing was built on it."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Household, HouseholdEvent, Member, MemberWord
from admin.imports.models import RegistryImport, RegistryImportChange
from core.audit import AuditEntry
from core.scoping import everything
from tests.support.registry import DNI, make_household
from tests.support.sheets import bring, confirm, packed, rows_of, take, upload
from tests.support.staff import PUNO, csrf, sign_in

NEW = {
    "Id de hogar": "", "Distrito": "Ccorca", "Zona": "Rural", "Id de integrante": "", "Apellidos": "Ttito Vilca",
    "Nombres": "Benita", "DNI": "00054321", "Celular": "951 000 111", "Sexo": "mujer",
    "Fecha de nacimiento": date(1990, 2, 3), "Emprendedora": "Sí",
}  # fmt: skip


@pytest.fixture
def head(client: FlaskClient, cusco_head: Account) -> FlaskClient:
    """A client where the head of Cusco is signed in."""
    sign_in(client, cusco_head)
    return client


def people(session: Session) -> list[Member]:
    session.rollback()
    with everything(session, "a test"):
        return list(session.scalars(select(Member).order_by(Member.id)))


def test_a_sheet_goes_out_is_edited_and_comes_back(
    head: FlaskClient, session: Session, household: Household, member: Member
) -> None:
    (row,) = rows_of(take(head))
    assert row["DNI"] == "••••2345"
    row |= {"Celular": "951 765 432", "Zona": "Urbano-marginal", "Estudios": "Secundaria completa"}
    review = upload(
        head,
        packed([row, NEW, NEW | {"Id de hogar": "nuevo 1", "Nombres": "Elena", "DNI": "", "Celular": ""}]),
    )
    for said in (
        "951 765 432",
        "951 234 567",
        "Urbano-marginal",
        "Secundaria completa",
        "Ttito Vilca, Benita",
    ):
        assert said in review.text
    assert len(people(session)) == 1, "looking keeps nothing"
    shown = confirm(head, review, different="yes")
    assert "Importar: 4 nuevas y 2 cambios" in review.text
    for said in ("Hoja importada.", "<del>951 234 567</del>", "<ins>951 765 432</ins>", "Personas nuevas"):
        assert said in shown.text
    assert [one.full_name for one in people(session)] == [
        "Quispe Huamán, Juana", "Ttito Vilca, Benita", "Ttito Vilca, Elena"
    ]  # fmt: skip
    first, second, _third = people(session)
    assert (first.phone, first.dni, first.schooling) == ("+51951765432", DNI, "secondary")
    assert (second.dni, second.born_on, second.entrepreneur) == ("00054321", date(1990, 2, 3), True)
    acts = session.scalars(select(AuditEntry.action)).all()
    assert {"import.review", "import.households", "export.households", "member.update"} <= set(acts)
    # The sheet that is taken now says what the registry says.
    assert "no hay nada que importar" in upload(head, packed(rows_of(take(head)))).text


def test_confirmed_twice_is_one(head: FlaskClient, session: Session) -> None:
    review = upload(head, packed([NEW]))
    assert confirm(head, review).request.path == confirm(head, review).request.path
    assert len(people(session)) == 1


@pytest.mark.usefixtures("member")
def test_undone_everything_is_as_it_was(head: FlaskClient, session: Session, household: Household) -> None:
    (row,) = rows_of(take(head))
    make_household(session, given_names="Elena", surnames="Puma", phone="+51951000222")
    session.commit()
    (hers,) = (one for one in rows_of(take(head)) if one["Nombres"] == "Elena")
    before = [(one.full_name, one.phone, one.dni, one.name_key) for one in people(session)]
    sheet = [row | {"Celular": "borrar", "Apellidos": "Quispe Puma"}, hers | {"DNI": "00011111"}]
    page = bring(
        head, [*sheet, NEW, {"Id de hogar": row["Id de hogar"], "Distrito": "", "Nombres": "Nieves"}]
    )
    assert len(people(session)) == 4
    undone = head.post(
        f"{page.request.path}/deshacer", data={"csrf_token": csrf(head)}, follow_redirects=True
    )
    assert "Importación deshecha" in undone.text
    # What went is named no more; what came back is told as it was and had become, its DNI covered.
    assert undone.text.count("se retiró</span>") == 3
    assert undone.text.count("volvió a como estaba") == 2
    assert "<ins>••••1111</ins>" in undone.text
    assert "Ttito" not in undone.text
    assert [(one.full_name, one.phone, one.dni, one.name_key) for one in people(session)] == before
    with everything(session, "a test"):
        assert session.scalar(select(func.count()).select_from(Household)) == 2
        assert session.scalar(select(func.count()).select_from(HouseholdEvent)) == 2
        words = set(session.scalars(select(MemberWord.word)))
        names = set(session.scalars(select(Household.name_key)))
    assert words == {"quispe", "huaman", "juana", "puma", "elena"}
    assert names == {"quispe huaman juana", "puma elena"}


def test_what_was_built_on_it_is_not_undone(head: FlaskClient, session: Session) -> None:
    page = bring(head, [NEW])
    rows_of(take(head))
    refused = head.post(f"{page.request.path}/deshacer", data={"csrf_token": csrf(head)})
    assert refused.status_code == 409
    assert "ya salió en un Excel" in refused.text
    (one,) = people(session)
    bring(head, [{**NEW, **rows_of(take(head))[0], "Celular": "951 000 333"}])
    refused = head.post(f"{page.request.path}/deshacer", data={"csrf_token": csrf(head)})
    assert "cambió después de la importación" in refused.text
    assert people(session)[0].id == one.id


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DNI": "1234567"}, "Fila 2, columna DNI: &#34;1234567&#34;: El DNI debe tener 8 dígitos"),
        ({"Distrito": "Puno, Puno"}, "no es de su territorio"),
        ({"Sexo": "mujeres"}, "elija de la lista: Mujer, Hombre"),
        ({"Id de hogar": "foreign"}, "ningún hogar de su territorio tiene este id"),
        ({"Id de integrante": "foreign"}, "nadie de su territorio tiene este id"),
        ({"DNI": "00099999"}, "Pida a la UAS que lo revise"),
        ({"Código de hogar": "HG-PUNO"}, "ya está en el registro"),
        ({"Nombres": ""}, "Escriba sus nombres"),
        ({"Celular": "=1+1"}, "fórmula"),
        ({"DNI": "0·0·0", "Celular": "12"}, "Hay 2 errores"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_kept(
    head: FlaskClient, session: Session, changed: dict[str, str], said: str
) -> None:
    theirs = make_household(session, district=PUNO, surnames="Ajena", dni="00099999", code="HG-PUNO")
    with everything(session, "a test"):
        person = session.scalars(select(Member).where(Member.household_id == theirs.id)).one()
        foreign = {"Id de hogar": theirs.public_id, "Id de integrante": person.public_id}
    session.commit()
    real = {name: foreign[name] if value == "foreign" else value for name, value in changed.items()}
    review = upload(head, packed([NEW | real]))
    plain = review.text.replace("<strong>", "").replace("</strong>", "")
    assert said in plain
    assert "Ajena" not in plain
    assert 'name="seen"' not in plain
    marked = head.get(f"{review.request.path}/errores")
    assert "Errores" in str(marked.data) or marked.mimetype.endswith("sheet")
    assert len(people(session)) == 1


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"esto no es un libro", "hoja.xlsx", "no es un libro de Excel"),
        (b"", "hoja.xlsx", "vac"),
        (b"uno;dos\n1;2\n", "hoja.csv", "No encontr"),
        (b"Distrito;Apellidos;Nombres\n" + b"Ccorca;Quispe;Rosa\n" * 5001, "hoja.csv", "5,001 filas"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_is_refused_at_once(
    head: FlaskClient, data: bytes, name: str, said: str
) -> None:
    answer = upload(head, data, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert "No se importó ninguna fila" in answer.text


def test_a_sheet_of_the_other_kind_is_told_as_that(head: FlaskClient) -> None:
    rows = [{"Emprendimiento": "Quesos Apu", "Distrito": "Ccorca", "DNI de titular": DNI, "Rubro": "Lácteos"}]
    answer = upload(head, packed(rows))
    assert answer.status_code == 422
    assert "Esta hoja es de Emprendimientos" in answer.text


def test_a_record_that_changed_since_the_sheet_left_is_not_overwritten(
    head: FlaskClient, session: Session, household: Household, member: Member
) -> None:
    (row,) = rows_of(take(head))
    bring(head, [row | {"Celular": "951 000 444"}])
    late = upload(head, packed([row | {"Estudios": "Técnica"}]))
    assert "otra persona la cambió" in late.text
    assert people(session)[0].phone == "+51951000444"


@pytest.mark.usefixtures("member")
def test_what_changed_between_looking_and_confirming_is_looked_at_again(
    head: FlaskClient, session: Session, household: Household
) -> None:
    (row,) = rows_of(take(head))
    plain = row | {"Id de integrante": row["Id de integrante"].partition("-")[0], "Celular": "951 000 555"}
    first, second = upload(head, packed([plain])), upload(head, packed([plain | {"Sexo": "Hombre"}]))
    assert "Hoja importada." in confirm(head, second).text
    answer = confirm(head, first)
    assert answer.status_code == 409
    assert "revise otra vez" in answer.text


@pytest.mark.usefixtures("household", "member")
def test_who_looks_alike_is_asked_about(head: FlaskClient, session: Session) -> None:
    review = upload(head, packed([NEW | {"Apellidos": "Kispe Waman", "Nombres": "Juana"}]))
    assert "se parece a Quispe Huamán, Juana" in review.text
    assert confirm(head, review).status_code == 422
    assert len(people(session)) == 1
    assert "Hoja importada." in confirm(head, review, different="yes").text


def test_who_reads_another_s_import_is_written_down(
    client: FlaskClient, session: Session, cusco_head: Account, uas: Account
) -> None:
    sign_in(client, cusco_head)
    page = bring(client, [NEW])
    looks = select(AuditEntry.account).where(AuditEntry.action == "household.view")
    assert session.scalars(looks).all() == []
    sign_in(client, uas)
    for _again in "ab":
        assert "Ttito Vilca" in client.get(page.request.path).text
    session.rollback()
    assert session.scalars(looks).all() == [uas.public_id]


def test_imports_are_of_their_office(
    client: FlaskClient, session: Session, cusco_head: Account, puno_head: Account, cusco_agent: Account
) -> None:
    sign_in(client, cusco_head)
    page, waiting = bring(client, [NEW]), upload(client, packed([NEW]))
    assert page.request.path in client.get("/gestion/importaciones").text
    with everything(session, "a test"):
        made = session.scalars(select(RegistryImport)).one()
        assert session.scalar(select(func.count()).select_from(RegistryImportChange)) == 2
    assert (made.created, made.changed, made.unit_id) == (2, 0, cusco_head.unit_id)
    sign_in(client, puno_head)
    assert client.get(page.request.path).status_code == 404
    assert client.get(waiting.request.path).status_code == 404
    sign_in(client, cusco_agent)
    assert client.get("/gestion/importaciones").status_code == 403
