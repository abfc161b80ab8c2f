"""Changing an account: moving it, suspending it, letting it in again."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import sessions
from admin.access.links import INVITATION, make_link
from admin.access.models import Account, AccountSession, Substitution
from admin.access.permissions import Role
from admin.territories.queries import districts_of, scope_of
from core.audit import SYSTEM, AuditEntry
from core.clock import now, today
from core.scoping import NOTHING
from tests.admin.accounts.conftest import Send
from tests.support.staff import CCORCA, make_account, make_unit, session_token, sign_in

POROY = "080103"


def typed(account: Account, **changes: object) -> dict[str, object]:
    unit = account.unit.public_id if account.unit_id and account.unit else ""
    data = {"name": account.name, "email": account.email, "role": str(account.role), "unit": unit}
    return data | {"version": account.version} | changes


def path_of(account: Account, act: str) -> str:
    return f"/gestion/cuentas/{account.public_id}/{act}"


def stand_in(session: Session, absent: Account, other: Account) -> Substitution:
    until = today() + timedelta(5)
    made = Substitution(absent_id=absent.id, substitute_id=other.id, from_on=today(), until_on=until)
    session.add(made)
    session.flush()
    return made


def test_a_move_takes_no_district_and_no_substitution_along(
    send: Send, session: Session, cusco_agent: Account, puno_agent: Account
) -> None:
    one, other = stand_in(session, cusco_agent, puno_agent), stand_in(session, puno_agent, cusco_agent)
    puno = make_unit(session, "Puno")
    session.refresh(cusco_agent, ["unit"])
    answer = send(path_of(cusco_agent, "editar"), **typed(cusco_agent, unit=puno.public_id))
    assert answer.status_code == 303
    session.expire_all()
    assert cusco_agent.unit_id == puno.id
    assert districts_of(session, cusco_agent) == set()
    assert one.ended_at
    assert other.ended_at


def test_whoever_moves_or_suspends_is_told_what_is_left_alone(
    send: Send, client: FlaskClient, session: Session, cusco_agent: Account, cusco_head: Account
) -> None:
    other = make_account(session, "otra", Role.FIELD_AGENT, unit="Cusco", districts=[POROY])
    shared = make_account(session, "comparte", Role.FIELD_AGENT, unit="Cusco", districts=[POROY])
    session.commit()
    page = client.get(path_of(cusco_agent, "")[:-1]).text
    assert "1 distrito se queda sin gestor: Ccorca." in page
    assert "se queda sin gestor" not in client.get(path_of(other, "")[:-1]).text
    answer = send(path_of(cusco_agent, "suspender"), follow=True)
    assert "Quedaron sin gestor: Ccorca." in answer.text
    assert "Quedaron sin gestor" not in send(path_of(other, "suspender"), follow=True).text
    stand_in(session, shared, cusco_head)
    session.commit()
    page = client.get(path_of(shared, "")[:-1]).text
    assert "La reemplaza Cusco Head desde el" in page
    assert "se queda sin gestor" not in page
    assert "Quedaron sin gestor" not in send(path_of(shared, "suspender"), follow=True).text


def test_a_new_role_leaves_the_unit(send: Send, session: Session, cusco_head: Account) -> None:
    session.refresh(cusco_head, ["unit"])
    send(path_of(cusco_head, "editar"), **typed(cusco_head, role="reader"))
    session.expire_all()
    assert (cusco_head.role, cusco_head.unit_id) == ("reader", None)
    assert scope_of(session, cusco_head) == NOTHING


def test_a_stale_form_shows_both_and_changes_nothing(send: Send, session: Session, uci: Account) -> None:
    old = typed(uci, name="Lo que escribí")
    send(path_of(uci, "editar"), **typed(uci, name="Lo de otra persona", role="reader"))
    answer = send(path_of(uci, "editar"), **old)
    assert answer.status_code == 409
    for words in ("Lo que escribí", "Lo de otra persona", "Comunicación (UCI)", "Lectura (UPPM"):
        assert words in answer.text
    session.expire_all()
    assert uci.name == "Lo de otra persona"
    chosen = send(path_of(uci, "editar"), **typed(uci, name="Lo que escribí"))
    assert chosen.status_code == 303


@pytest.mark.parametrize("change", [{"email": "bien@juntos.test"}, {"role": "communication"}])
def test_a_link_handed_over_before_a_change_opens_nothing(
    send: Send, client: FlaskClient, session: Session, uppm: Account, change: dict[str, str]
) -> None:
    token = make_link(session, uppm, INVITATION, by=SYSTEM)
    assert send(path_of(uppm, "editar"), **typed(uppm, **change)).status_code == 303
    assert client.get(f"/clave/{token}").status_code == 410


def test_whoever_came_in_by_a_wrong_e_mail_is_out_when_it_is_put_right(
    send: Send, client: FlaskClient, session: Session, uppm: Account
) -> None:
    uppm.password = "$argon2id$chosen"
    theirs = session_token(client.application, uppm)
    answer = send(path_of(uppm, "editar"), follow=True, **typed(uppm, email="bien@juntos.test"))
    assert "La clave y los enlaces de antes ya no sirven." in answer.text
    session.expire_all()
    assert sessions.find(session, theirs) is None
    assert uppm.password == ""


def test_who_puts_her_own_e_mail_right_stays_in(send: Send, session: Session, uti: Account) -> None:
    answer = send(path_of(uti, "editar"), follow=True, **typed(uti, email="bien@juntos.test"))
    assert "ya no sirven" not in answer.text
    session.expire_all()
    assert (uti.email, uti.password != "") == ("bien@juntos.test", True)


def test_a_suspension_takes_links_back(
    send: Send, session: Session, client: FlaskClient, uci: Account
) -> None:
    token = make_link(session, uci, INVITATION, by=SYSTEM)
    send(path_of(uci, "suspender"))
    send(path_of(uci, "reactivar"))
    assert client.get(f"/clave/{token}").status_code == 410


def test_an_e_mail_of_another_is_refused(send: Send, session: Session, uci: Account, uppm: Account) -> None:
    answer = send(path_of(uci, "editar"), **typed(uci, email=uppm.email.upper()))
    assert answer.status_code == 422
    assert "Ya hay una cuenta con este correo: Uppm." in answer.text


def test_saving_what_is_there_writes_nothing(send: Send, session: Session, uci: Account) -> None:
    send(path_of(uci, "editar"), **typed(uci))
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == "account.update")).all() == []


def test_a_suspended_account_is_out_at_once_and_in_again_later(
    send: Send, session: Session, client: FlaskClient, cusco_agent: Account
) -> None:
    session_token(client.application, cusco_agent)
    answer = send(path_of(cusco_agent, "suspender"), follow=True)
    assert "Cusco Agent ya no puede ingresar." in answer.text
    session.expire_all()
    ended = session.scalars(select(AccountSession).where(AccountSession.account_id == cusco_agent.id)).one()
    assert ended.ended_why == "suspended"
    assert districts_of(session, cusco_agent) == set()
    send(path_of(cusco_agent, "reactivar"))
    session.expire_all()
    assert cusco_agent.suspended_at is None
    assert cusco_agent.name == "Cusco Agent"


def test_suspended_twice_it_is_one_act(send: Send, session: Session, uci: Account) -> None:
    send(path_of(uci, "suspender"))
    send(path_of(uci, "suspender"))
    assert len(session.scalars(select(AuditEntry).where(AuditEntry.action == "account.suspended")).all()) == 1


def test_whoever_stands_in_for_a_suspended_one_goes_on(
    send: Send, session: Session, cusco_agent: Account, puno_agent: Account
) -> None:
    standing, other = stand_in(session, cusco_agent, puno_agent), stand_in(session, puno_agent, cusco_agent)
    send(path_of(cusco_agent, "suspender"))
    session.expire_all()
    assert standing.ended_at is None
    assert other.ended_at
    assert CCORCA in (scope_of(session, puno_agent).districts or ())


def test_nobody_suspends_herself(send: Send, session: Session, uti: Account) -> None:
    second = make_account(session, "otra", Role.ADMINISTRATOR)
    second.password = "$argon2id$chosen"
    answer = send(path_of(uti, "suspender"), follow=True)
    assert "No puede suspender su propia cuenta." in answer.text
    session.expire_all()
    assert uti.suspended_at is None


def test_the_last_who_can_administer_stays_so(send: Send, session: Session, uti: Account) -> None:
    # Invited, but she has no password yet; suspended; of the demo.
    make_account(session, "invitada", Role.ADMINISTRATOR)
    make_account(session, "ida", Role.ADMINISTRATOR, password="").suspended_at = now()
    demo = make_account(session, "demo", Role.ADMINISTRATOR, demo=True)
    demo.password = "$argon2id$chosen"
    answer = send(path_of(uti, "editar"), **typed(uti, role="reader"))
    assert answer.status_code == 422
    assert "Es la única cuenta de administración que puede entrar." in answer.text
    session.expire_all()
    assert uti.role == "administrator"
    assert send(path_of(uti, "editar"), **typed(uti, name="Otro Nombre")).status_code == 303


def test_another_link_makes_the_earlier_ones_useless(send: Send, session: Session, uci: Account) -> None:
    page = send(path_of(uci, "enlace"), follow=True).text
    assert 'id="enlace"' in page
    send(path_of(uci, "suspender"))
    assert "no entra con enlaces" in send(path_of(uci, "enlace"), follow=True).text


def test_a_lost_telephone_is_forgotten(send: Send, session: Session, uci: Account) -> None:
    send(path_of(uci, "celular-perdido"))
    session.expire_all()
    assert uci.second_factor_since is None


@pytest.mark.parametrize("act", ["suspender", "reactivar", "enlace", "celular-perdido", "editar"])
def test_what_comes_without_the_token_does_nothing(
    uti_client: FlaskClient, session: Session, uci: Account, act: str
) -> None:
    before = session.get_one(Account, uci.id).version
    uti_client.post(
        path_of(uci, act), data={"name": "X", "role": "reader", "email": "x@y.pe", "version": before}
    )
    session.expire_all()
    assert uci.version == before


@pytest.mark.parametrize("act", ["", "/editar", "/suspender", "/reactivar", "/enlace", "/celular-perdido"])
def test_an_account_of_nobody_is_not_found(send: Send, uti_client: FlaskClient, act: str) -> None:
    path = f"/gestion/cuentas/nadie{act}"
    answer = uti_client.get(path) if act in ("", "/editar") else send(path)
    assert answer.status_code == 404


@pytest.mark.parametrize("role", ["uas", "cusco_head", "cusco_agent", "uci", "uppm"])
@pytest.mark.parametrize("path", ["/gestion/cuentas", "/gestion/cuentas/nueva"])
def test_nobody_else_may(client: FlaskClient, request: pytest.FixtureRequest, role: str, path: str) -> None:
    sign_in(client, request.getfixturevalue(role))
    assert client.get(path).status_code == 403
