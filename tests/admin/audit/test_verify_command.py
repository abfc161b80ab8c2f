"""`flask audit verify` says what does not fit, and ends with 1; `flask audit anchor` writes where the chain ends."""

import stat
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from core import audit, audit_anchors, jobs
from core.audit import SYSTEM
from core.audit_chain import ENTRIES, HEAD
from core.config import Settings


@pytest.fixture
def five(session: Session, ccotana: Enterprise) -> None:
    """Five entries, in five transactions."""
    for number in range(5):
        audit.record(session, "enterprise.publish", ccotana, by=SYSTEM, changes={"n": number})
        session.commit()


def edited(session: Session) -> None:
    session.connection().execute(update(ENTRIES).where(ENTRIES.c.number == 2).values(reason="otra"))


def taken_out(session: Session) -> None:
    session.connection().execute(delete(ENTRIES).where(ENTRIES.c.number.in_((2, 3))))


def moved(session: Session) -> None:
    session.connection().execute(update(ENTRIES).where(ENTRIES.c.number == 2).values(number=9))


def cut_off(session: Session) -> None:
    session.connection().execute(delete(ENTRIES).where(ENTRIES.c.number > 3))


def beheaded(session: Session) -> None:
    session.connection().execute(delete(HEAD))


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (edited, "La entrada 2 (fila"),
        (taken_out, "Faltan entradas: de la 2 a la 3."),
        (moved, "La entrada 2 fue movida"),
        (cut_off, "Se cortó el final: faltan las entradas de la 4 a la 5."),
        (beheaded, "Falta la marca del final de la cadena, después de la entrada 5."),
    ],
)
def test_what_does_not_fit_is_named(
    session: Session, cli: FlaskCliRunner, tamper: Callable[[Session], None], said: str
) -> None:
    tamper(session)
    answer = cli.invoke(args=["audit", "verify"])
    assert said in answer.output
    assert answer.exit_code == 1


@pytest.mark.usefixtures("five")
def test_a_chain_that_holds_says_how_long_it_is(session: Session, cli: FlaskCliRunner) -> None:
    answer = cli.invoke(args=["audit", "verify"])
    newest = session.scalar(select(ENTRIES.c.digest).where(ENTRIES.c.number == 5))
    assert f"Entradas comprobadas: 5. Última: {newest}" in answer.output
    assert answer.exit_code == 0


def test_an_empty_audit_is_in_order(cli: FlaskCliRunner) -> None:
    assert cli.invoke(args=["audit", "verify"]).exit_code == 0
    assert "ninguna entrada" in cli.invoke(args=["audit", "anchor"]).output


@pytest.mark.usefixtures("five")
def test_a_file_outside_tells_of_what_was_cut_off_with_its_head(
    session: Session, cli: FlaskCliRunner, app: Flask
) -> None:
    earlier: dict[str, Any] = {**session.connection().execute(select(HEAD)).mappings().one()}
    subject = session.scalars(select(Enterprise)).one()
    audit.record(session, "enterprise.archive", subject, by=SYSTEM)
    session.commit()
    line = cli.invoke(args=["audit", "anchor"]).output.strip()
    with app.app_context():
        path = audit_anchors.file()
    assert path.read_text() == f"{line}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    session.connection().execute(delete(ENTRIES).where(ENTRIES.c.number == 6))
    session.connection().execute(update(HEAD).values(earlier))
    answer = cli.invoke(args=["audit", "verify"])
    assert "faltan las entradas de la 6 a la 6" in answer.output
    assert answer.exit_code == 1
    path.unlink()
    assert cli.invoke(args=["audit", "verify"]).exit_code == 0


@pytest.mark.usefixtures("five")
def test_a_copy_kept_elsewhere_is_compared_too(
    session: Session, cli: FlaskCliRunner, settings: Settings
) -> None:
    line = cli.invoke(args=["audit", "anchor"]).output.strip()
    copy = settings.data_dir / "audit" / "copia.txt"
    copy.write_text(f"{line}\n")
    assert cli.invoke(args=["audit", "verify", "--anchors", str(copy)]).exit_code == 0
    copy.write_text(line.replace("5 ", "4 ", 1))
    answer = cli.invoke(args=["audit", "verify", "--anchors", str(copy)])
    assert "fuera de la base de datos fue cambiada" in answer.output
    assert answer.exit_code == 1


@pytest.mark.usefixtures("five")
def test_the_worker_anchors_every_hour_what_is_new(
    session: Session, app: Flask, clock: time_machine.Traveller, settings: Settings
) -> None:
    assert audit_anchors.anchor in jobs._housekeeping
    session.rollback()
    subject = session.scalars(select(Enterprise)).one()
    for entries in (0, 0, 1):
        for _ in range(entries):
            audit.record(session, "enterprise.archive", subject, by=SYSTEM)
        session.commit()
        audit_anchors.anchor(session)
        clock.shift(3600)
    lines = (settings.data_dir / "audit" / "anchors.txt").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["5", "6"]
