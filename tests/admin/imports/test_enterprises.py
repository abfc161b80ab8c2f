"""Enterprises read in from a sheet: what comes out comes back, and only what nothing was built on is undone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord, EnterpriseRevision
from admin.households.models import Member
from catalog.enterprises.models import Enterprise
from core.scoping import everything
from tests.support.enterprises import RUC, RUC_OF_MANY, make_record
from tests.support.registry import DNI, make_household
from tests.support.sheets import bring, packed, rows_of, take, upload
from tests.support.staff import PUNO, csrf, sign_in

KIND = "emprendimientos"
NEW = {
    "Emprendimiento": "Quesos Ttito",
    "DNI de titular": DNI,
    "Etapa": "Es una idea",
    "Madurez digital": "2",
}


@pytest.fixture
def head(client: FlaskClient, cusco_head: Account) -> FlaskClient:
    """A client where the head of Cusco is signed in."""
    sign_in(client, cusco_head)
    return client


def facts(session: Session) -> list[tuple[object, ...]]:
    session.rollback()
    columns = (
        EnterpriseRecord.name_key, EnterpriseRecord.stage, EnterpriseRecord.ruc_digest.is_(None),
        EnterpriseRecord.digital_maturity, EnterpriseRecord.district_code,
    )  # fmt: skip
    with everything(session, "a test"):
        return [tuple(row) for row in session.execute(select(*columns).order_by(EnterpriseRecord.id))]


def test_a_sheet_goes_out_is_edited_comes_back_and_is_undone(
    head: FlaskClient, session: Session, panes: EnterpriseRecord, member: Member
) -> None:
    (row,) = rows_of(take(head, KIND))
    assert (row["RUC"], row["DNI de titular"]) == ("••••3451", "••••2345")
    assert RUC not in str(row)
    assert member.full_name == row["Titular"]
    assert "no hay nada que importar" in upload(head, packed([row]), kind=KIND).text
    before = facts(session)
    edited = row | {
        "Madurez digital": "3",
        "RUC": RUC_OF_MANY,
        "Etapa": "borrar",
        "Rubro": "Quesos y lácteos",
    }
    page = bring(head, [edited, NEW], kind=KIND)
    assert "Quesos Ttito" in page.text
    assert facts(session) == [
        ("panes de ccorca", "", False, 3, "080102"), ("quesos ttito", "idea", True, 2, "080102")
    ]  # fmt: skip
    with everything(session, "a test"):
        assert (
            session.scalar(select(EnterpriseRecord.ruc).where(EnterpriseRecord.id == panes.id)) == RUC_OF_MANY
        )
        assert session.scalar(select(func.count()).select_from(EnterpriseMember)) == 2
    undone = head.post(
        f"{page.request.path}/deshacer", data={"csrf_token": csrf(head)}, follow_redirects=True
    )
    assert "Importación deshecha" in undone.text
    assert facts(session) == before
    with everything(session, "a test"):
        assert session.scalar(select(EnterpriseRecord.ruc)) == RUC
        assert session.scalar(select(func.count()).select_from(Enterprise)) == 1
        assert session.scalar(select(func.count()).select_from(EnterpriseRevision)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DNI de titular": ""}, "falta el DNI de quien lo dirige"),
        ({"DNI de titular": "00054321"}, "nadie de su territorio tiene este DNI"),
        ({"Distrito": "Puno, Puno"}, "no es de su territorio"),
        ({"RUC": "20100123450"}, "Ese RUC no existe"),
        ({"Madurez digital": "4"}, "elija de la lista: 0, 1, 2, 3"),
        ({"Id de emprendimiento": "foreign"}, "ningún emprendimiento de su territorio tiene este id"),
    ],
)
@pytest.mark.usefixtures("member")
def test_what_is_wrong_is_said_and_nothing_is_kept(
    head: FlaskClient, session: Session, changed: dict[str, str], said: str
) -> None:
    home = make_household(session, district=PUNO, surnames="Ajena", dni="00054321")
    theirs = make_record(session, "Ajenos", district=PUNO)
    session.commit()
    real = {name: theirs.public_id if value == "foreign" else value for name, value in changed.items()}
    review = upload(head, packed([NEW | real]), kind=KIND)
    assert said in review.text
    assert "Ajen" not in review.text
    assert len(facts(session)) == 1, home.code


@pytest.mark.usefixtures("panes")
def test_one_that_is_called_alike_is_asked_about_and_a_built_one_is_not_undone(
    head: FlaskClient, session: Session
) -> None:
    review = upload(head, packed([NEW | {"Emprendimiento": "PANES DE CCORCA"}]), kind=KIND)
    assert "ya hay un emprendimiento con ese nombre" in review.text
    page = bring(head, [NEW], kind=KIND)
    rows_of(take(head, KIND))
    refused = head.post(f"{page.request.path}/deshacer", data={"csrf_token": csrf(head)})
    assert refused.status_code == 409
    assert "Quesos Ttito: ya salió en un Excel" in refused.text
    assert len(facts(session)) == 2
