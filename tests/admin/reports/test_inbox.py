"""Reading, closing and forgetting reports."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.reports.models import ListingReport
from core import jobs
from core.audit import AuditEntry
from core.clock import now

Make = Callable[..., ListingReport]


@pytest.fixture
def make(session: Session, papa: Product, clock: time_machine.Traveller) -> Make:
    """`make(days=3, reason="photo")` is a report of the potato that came three days ago."""

    def report(*, days: int = 0, **facts: object) -> ListingReport:
        values = {
            "product_id": papa.id,
            "reason": "photo",
            "created_at": now() - timedelta(days=days),
        } | facts
        row = ListingReport(key=f"key-{session.scalar(select(func.count(ListingReport.id)))}", **values)
        session.add(row)
        session.flush()
        return row

    return report


def said(cli: FlaskCliRunner, *words: str) -> str:
    result = cli.invoke(args=["reports", *words])
    assert result.exit_code == 0, result.output
    return result.output


def refused(cli: FlaskCliRunner, *words: str) -> str:
    result = cli.invoke(args=["reports", *words])
    assert result.exit_code == 1
    return result.output


def test_an_empty_inbox_says_so(cli: FlaskCliRunner, session: Session) -> None:
    assert said(cli, "list") == "No hay denuncias por atender.\n"
    assert said(cli, "list", "--all") == "No hay denuncias.\n"


def test_lists_the_oldest_first_with_all_that_is_known(
    cli: FlaskCliRunner, make: Make, ccotana: Enterprise
) -> None:
    make(public_id="aaaabbbbcccc", message="Una línea\notra línea", contact="951 234 567")
    make(days=3, public_id="ddddeeeeffff", product_id=None, enterprise_id=ccotana.id, reason="fraud")
    make(days=1, public_id="gggghhhhjjjj", reason="other", message="algo")
    assert said(cli, "list") == (
        "N.° dddd eeee ffff · hace 3 días\n"
        "  Ficha: Papas Ccotana · http://127.0.0.1:8000/emprendimientos/papas-ccotana\n"
        "  Motivo: Me pidieron dinero por adelantado o una clave: parece estafa\n"
        "  Contacto: no dejó\n\n"
        "N.° gggg hhhh jjjj · hace 1 día\n"
        "  Ficha: Papa nativa huayro (Papas Ccotana) · http://127.0.0.1:8000/productos/papa-nativa-huayro\n"
        "  Motivo: Otra cosa\n"
        "  Mensaje: algo\n"
        "  Contacto: no dejó\n\n"
        "N.° aaaa bbbb cccc · llegó hoy\n"
        "  Ficha: Papa nativa huayro (Papas Ccotana) · http://127.0.0.1:8000/productos/papa-nativa-huayro\n"
        "  Motivo: La foto no corresponde o es de otra persona\n"
        "  Mensaje: Una línea\n"
        "           otra línea\n"
        "  Contacto: 951 234 567\n\n"
        "Por atender: 3.\n"
    )


@pytest.mark.parametrize("number", ["aaaabbbbcccc", "aaaa bbbb cccc", "AAAA-BBBB-CCCC", " aaaabbbb-cccc "])
def test_closing_says_what_was_done(cli: FlaskCliRunner, session: Session, make: Make, number: str) -> None:
    make(public_id="aaaabbbbcccc")
    assert said(cli, "close", number, "--remark", "Se cambió la foto") == (
        "Denuncia N.° aaaa bbbb cccc: cerrada.\n"
    )
    assert said(cli, "list") == "No hay denuncias por atender.\n"
    assert "Cerrada el 10 de noviembre de 2026 por sistema: Se cambió la foto" in said(cli, "list", "--all")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "listing_report.close")).one()
    assert (entry.actor, entry.subject_id, entry.reason) == ("sistema", "aaaabbbbcccc", "Se cambió la foto")


def test_a_closed_one_stays_as_it_was(cli: FlaskCliRunner, session: Session, make: Make) -> None:
    report = make(public_id="aaaabbbbcccc")
    said(cli, "close", "aaaabbbbcccc", "--remark", "Se cambió la foto")
    assert "ya se cerró el 10 de noviembre de 2026: Se cambió la foto" in refused(
        cli, "close", "aaaabbbbcccc", "--remark", "Otra cosa"
    )
    session.refresh(report)
    assert report.remark == "Se cambió la foto"


@pytest.mark.parametrize("remark", ["", "  ", "a" * 301])
def test_closing_needs_words_that_fit(cli: FlaskCliRunner, session: Session, make: Make, remark: str) -> None:
    report = make(public_id="aaaabbbbcccc")
    assert "Escriba qué se hizo" in refused(cli, "close", "aaaabbbbcccc", "--remark", remark)
    session.refresh(report)
    assert report.state == "new"


def test_an_unknown_number_is_said(cli: FlaskCliRunner, session: Session) -> None:
    assert "No hay ninguna denuncia con el número" in refused(cli, "close", "nadie", "--remark", "x")


def test_a_year_after_closing_it_is_forgotten(
    session: Session, make: Make, clock: time_machine.Traveller
) -> None:
    old, young = make(message="privado"), make()
    standing = make(days=900).public_id
    for report, days in ((old, 366), (young, 364)):
        report.state, report.closed_at = "closed", now() - timedelta(days=days)
    gone, kept = old.public_id, young.public_id
    session.commit()
    jobs.keep_house()
    session.expire_all()
    assert set(session.scalars(select(ListingReport.public_id))) == {kept, standing}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "listing_report.forget")).one()
    assert (entry.actor, entry.subject_id, entry.changes) == ("sistema", gone, {})
