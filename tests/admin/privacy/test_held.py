"""What is held about a person, and who saw it: all of hers, nothing of anybody else."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from admin.access.models import Account
from admin.access.policies import actor_of
from admin.consents.operations import give_consent
from admin.enterprises.links import link_member
from admin.enterprises.models import BusinessPlan, EnterpriseMember, EnterpriseRecord
from admin.households.models import Household, Member
from admin.households.values import MemberValues
from admin.imports.models import RegistryExport, RegistryExportRow
from admin.members.operations import add_member, reveal_dni
from admin.privacy import held
from catalog.enterprises.models import Enterprise
from catalog.places.queries import gazetteer
from catalog.privacy.models import PrivacyRequest
from core.audit import SYSTEM, AuditEntry
from core.clock import now, today
from tests.support.registry import CCORCA, DNI
from tests.support.staff import csrf, sign_in

Act = Callable[..., TestResponse]


@pytest.fixture
def enterprise(
    session: Session, member: Member, awana: Enterprise, awana_record: EnterpriseRecord
) -> Enterprise:
    """Tejidos Awana, Juana's, with a plan; and an export in which her household stood."""
    awana_record.ruc, awana_record.ruc_digest = f"10{DNI}1", "0" * 64
    session.add(EnterpriseMember(record_id=awana_record.id, member_id=member.id, titular=True))
    session.add(
        BusinessPlan(
            record_id=awana_record.id,
            made_on=date(2026, 5, 4),
            file_name="plan-awana.pdf",
            file_token="f" * 16,
            file_sha256="0" * 64,
            created_at=now(),
            created_by="Quien registra",
        )
    )
    return awana


@pytest.fixture
def looked(
    session: Session, household: Household, member: Member, cusco_head: Account, client: FlaskClient
) -> None:
    """The head of Cusco opens the household, sees Juana's DNI and takes the list away; another member is added."""
    other = MemberValues(given_names="Vecinísima", surnames="Ajena", phone="+51999888777")
    add_member(session, household, other, by=SYSTEM)
    sign_in(client, cusco_head)
    client.get(f"/gestion/hogares/{household.public_id}")
    reveal_dni(session, member, reason="inscribirla en la SUNAT", by=actor_of(cusco_head))
    export = RegistryExport(
        kind="households", made_at=now(), made_by=cusco_head.name, account_id=cusco_head.id,
        unit_id=cusco_head.unit_id, rows=1,
    )  # fmt: skip
    session.add(export)
    session.flush()
    session.add(RegistryExportRow(export_id=export.id, household_id=household.id, district_code=CCORCA))


@pytest.mark.usefixtures("enterprise", "looked")
def test_she_reads_all_of_hers_and_who_saw_it(
    client: FlaskClient, session: Session, act: Act, asked: PrivacyRequest, member: Member
) -> None:
    act("identidad", how="shown", member=member.public_id)
    address = f"/gestion/derechos/{asked.public_id}"
    page = client.get(f"{address}/datos").text
    hers = (
        "Quispe Huamán",
        "24 de junio de 1987",
        "+51951234567",
        "HG-0001",
        "Tejidos Awana",
        "plan-awana.pdf",
        "••••2345",
    )
    assert [word for word in hers if word not in page] == []
    told = ("Abrió la ficha de su hogar", "Vio su DNI completo", "Bajó una lista donde está usted")
    assert [words for words in told if words not in page] == []
    assert page.count("Jefatura de UT, UT Cusco") == 3
    for secret in ("Vecinísima", "999888777", "Cusco Head", "inscribirla en la SUNAT", DNI):
        assert secret not in page
    forged = client.post(f"{address}/copia", data={"csrf_token": "of another's"})
    assert (forged.status_code, DNI in forged.text) == (422, False)
    taken = select(AuditEntry.id).where(AuditEntry.action == "privacy.copy")
    assert session.scalars(taken).all() == []
    packed = client.post(f"{address}/copia", data={"csrf_token": csrf(client)})
    assert packed.headers["Cache-Control"].startswith("no-store")
    sheet = load_workbook(BytesIO(packed.data)).active
    cells = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert [word for word in (DNI, f"10{DNI}1", "Jefatura de UT, UT Cusco") if word not in cells] == []
    assert "Vecinísima" not in cells
    seen = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == member.public_id))
    assert {"privacy.dossier", "privacy.copy"} <= set(seen)


@pytest.mark.usefixtures("enterprise", "consent_text")
def test_after_another_is_titular_each_reads_her_own(
    session: Session, household: Household, member: Member, awana_record: EnterpriseRecord
) -> None:
    give_consent(session, awana_record, "story", given_on=today(), channel="paper", by=SYSTEM)
    other = add_member(session, household, MemberValues("Benita", "Quispe", dni="00054321"), by=SYSTEM)
    link_member(session, awana_record, other, titular=True, by=SYSTEM)

    def told(whose: Member) -> str:
        return str([part.lines for part in held.parts(session, held.person_of(session, whose), dni=True)])

    hers = ("Personaje de Prueba", "Aprendió a tejer", "+51900000001", f"10{DNI}1", "texto 2026-1; retirado")
    assert [words for words in hers if words not in told(member)] == []
    assert [words for words in hers if words in told(other)] == []


def test_every_column_of_a_member_is_told_or_left_out_with_its_reason(
    session: Session, member: Member
) -> None:
    person = held.person_of(session, member)
    empty = held._facts(person.rows[0], gazetteer(session), dni=True)
    assert len(empty) + len(held.LEFT_OUT) == len(Member.__table__.columns)
