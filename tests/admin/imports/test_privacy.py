"""Without a consent nothing private reaches the public wing, its files, the logs or the promises made to workers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import approve_enterprise, propose_enterprise, proposed_values
from catalog.enterprises.models import Enterprise
from core import audit, jobs
from core.audit import SYSTEM
from core.config import Settings
from core.db import db
from tests.admin.imports.conftest import PAPA

STORY, PHONE, CLAIM, FILE = (
    "Empezamos con dos vacas",
    "987654321",
    "No aplica",
    "Maria en su casa",
)
NAME, MAKER, EXIF = "Personaje Reservado", "Juana Inventada", "TELEFONO-DE-JUANA"
ROW = PAPA | {
    "historia": f"{STORY}; me llamo {MAKER}.",
    "whatsapp": "987 654 321",
    "registro_sanitario": CLAIM,
    "fotos": FILE,
}
PRIVATE = (STORY, PHONE, MAKER, FILE, EXIF)


@pytest.fixture
def portraits(folder: Path) -> Path:
    """The folder with a photo whose name and metadata tell who took it, where."""
    picture = Image.new("RGB", (640, 480), "teal")
    exif = picture.getexif()
    exif[0x010F] = exif[0x8298] = EXIF
    exif.get_ifd(0x8825)[1] = "S"
    picture.save(folder / f"{FILE}.jpg", exif=exif, comment=EXIF.encode())
    return folder


def everything(session: Session, *prefixes: str) -> Iterator[tuple[str, str]]:
    """Every row of the tables that are defined under these packages, as text."""
    session.rollback()
    for mapper in db.Model.registry.mappers:
        if mapper.class_.__module__.startswith(prefixes):
            for row in session.execute(select(mapper.local_table)):
                yield mapper.local_table.name, str(tuple(row))


def leaks(session: Session, words: tuple[str, ...], *prefixes: str) -> list[tuple[str, str]]:
    return [(table, word) for table, row in everything(session, *prefixes) for word in words if word in row]


def test_nothing_private_is_public_after_an_import(
    session: Session,
    settings: Settings,
    client: FlaskClient,
    imported: Callable[..., Result],
    run_jobs: Callable[[], int],
    portraits: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = imported(ROW, "--photos", portraits, "--publish").output
    run_jobs()
    assert STORY in str(list(everything(session, "admin.")))
    assert leaks(session, (*PRIVATE, CLAIM), "catalog.") == []
    assert leaks(session, PRIVATE, "core.") == []
    files = [path for path in settings.media_dir.rglob("*") if path.is_file()]
    assert len(files) > 4
    for path in files:
        assert FILE not in path.name
        assert EXIF.encode() not in path.read_bytes()
    logged = said + "".join(capsys.readouterr())
    pages = [client.get(url).text for url in ("/productos/papa-nativa", "/emprendimientos/papas-ccotana")]
    assert [word for word in (*PRIVATE, CLAIM) for text in (logged, *pages) if word in text] == []


@pytest.mark.usefixtures("portraits")
def test_a_refused_import_repeats_nothing_private(refused: Callable[..., str], session: Session) -> None:
    said = refused(
        ROW, ROW | {"producto": "Otra", "historia": f"{MAKER} cuenta otra cosa", "precio_base": "x"}
    )
    assert [word for word in (STORY, MAKER) if word in said] == []
    assert list(everything(session, "catalog.enterprises", "catalog.products.models.Product")) == []


def test_a_maker_who_shows_only_the_province(
    session: Session, client: FlaskClient, imported: Callable[..., Result]
) -> None:
    imported(PAPA, "--publish")
    enterprise = session.scalars(select(Enterprise)).one()
    values = proposed_values(session, enterprise)
    hidden = replace(values, province_only=True, producer_name=NAME)
    propose_enterprise(session, enterprise, hidden, by=SYSTEM)
    approve_enterprise(session, enterprise, by=SYSTEM)
    session.commit()
    code = session.scalars(select(EnterpriseRecord.district_code)).one()
    # The reference list of all districts names it too: only what tells of this maker matters.
    assert leaks(session, (code, NAME), "catalog.enterprises", "catalog.products", "core.") == []

    assert "Kishuar" not in client.get("/emprendimientos/papas-ccotana").text


def test_a_failed_job_says_nothing_of_what_it_carried(session: Session, run_jobs: Callable[[], int]) -> None:
    def fail(inside: Session, payload: dict[str, Any]) -> None:
        inside.add(
            audit.AuditEntry(actor="", action=payload["n"], subject_type=STORY, subject_id="", changes={})
        )
        inside.flush()

    jobs.register("fail", fail)
    jobs.enqueue(session, "fail", {"n": "x"})
    run_jobs()
    assert leaks(session, (STORY,), "core.") == []
