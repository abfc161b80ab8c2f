"""What is no fault of the sheet: a full disk, a lost database, Ctrl-C. Nothing goes in, and nothing stays behind."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.imports import saving
from admin.products.models import PhotoUpload, ProductRevision
from catalog.enterprises.models import Enterprise
from catalog.photos.models import Photo
from catalog.products.models import Product
from core import audit, imaging
from core.config import Settings
from core.imaging import ImagingError
from core.jobs import Job
from core.storage import LocalStore
from tests.admin.imports.conftest import PAPA, QUESO

TABLES = (
    Enterprise,
    EnterpriseRecord,
    EnterpriseRevision,
    Product,
    ProductRevision,
    PhotoUpload,
    Photo,
    Job,
    audit.AuditEntry,
)
FULL = OSError(errno.ENOSPC, "No space left on device", "/srv/x")
LOST = OperationalError("INSERT", {}, RuntimeError("server closed the connection unexpectedly"))
GET_LOST = OperationalError("INSERT", {}, RuntimeError("database is locked"))


def rows_kept(session: Session) -> int:
    session.rollback()
    return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES)


def files_kept(settings: Settings) -> list[str]:
    folders = [settings.data_dir / name for name in ("originals", "renditions", "work")]
    return [
        path.name for folder in (*folders, settings.media_dir) for path in folder.rglob("*") if path.is_file()
    ]


def fail_at_call(number: int, function: Callable[..., Any], error: BaseException) -> Callable[..., Any]:
    calls = 0

    def failing(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            raise error
        return function(*args, **options)

    return failing


@pytest.mark.parametrize(
    ("where", "name", "number", "error", "said"),
    [
        (LocalStore, "put_file", 1, FULL, "No queda espacio en el disco"),
        (LocalStore, "put_file", 12, FULL, "No queda espacio en el disco"),
        (imaging, "run_limited", 2, ImagingError("disk"), "no es culpa de la foto"),
        (saving, "create_enterprise", 2, GET_LOST, "Espere un minuto"),
        (saving, "create_product", 2, LOST, "Espere un minuto"),
        (saving, "approve_product", 2, KeyboardInterrupt(), "Aborted"),
        (audit, "record", 5, FULL, "No queda espacio en el disco"),
    ],
)
def test_nothing_goes_in(
    session: Session,
    settings: Settings,
    write: Callable[..., Path],
    run: Callable[..., Result],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    number: int,
    error: BaseException,
    said: str,
) -> None:
    sheet = write(PAPA | {"fotos": "papa ñusta, img_0001"}, QUESO | {"fotos": "queso y leche"})
    monkeypatch.setattr(where, name, fail_at_call(number, getattr(where, name), error))
    result = run(sheet, "--photos", folder, "--publish")
    assert result.exit_code == 1
    assert said in result.output
    assert "No se importó ninguna fila" in result.output
    assert (rows_kept(session), files_kept(settings)) == (0, [])


def test_a_photo_that_may_not_be_read(
    refused: Callable[..., str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def forbidden(self: Path, *args: Any, **options: Any) -> Any:
        if self.name == "IMG_0001.jpg":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", forbidden)
    said = refused(PAPA | {"fotos": "img_0001"}, "--photos", folder)
    assert "No se puede leer" in said


def test_a_photo_too_big_is_not_even_read(refused: Callable[..., str], folder: Path) -> None:
    with (folder / "grande.jpg").open("wb") as file:
        os.truncate(file.fileno(), 1 << 40)
    assert "supera 10 MB" in refused(PAPA | {"fotos": "grande"}, "--photos", folder)


@pytest.mark.parametrize("name", ["tubo.jpg", "carpeta.jpg", "fuera.jpg", "roto.jpg"])
def test_what_is_no_file_of_the_folder_is_not_there(
    refused: Callable[..., str], folder: Path, name: str
) -> None:
    os.mkfifo(folder / "tubo.jpg")
    (folder / "carpeta.jpg").mkdir()
    (folder.parent / "secreto.jpg").write_bytes((folder / "IMG_0001.jpg").read_bytes())
    (folder / "fuera.jpg").symlink_to(folder.parent / "secreto.jpg")
    (folder / "roto.jpg").symlink_to(folder / "nada.jpg")
    assert "no está en la carpeta" in refused(PAPA | {"fotos": name}, "--photos", folder)


@pytest.mark.parametrize("name", ["../secreto.jpg", "/etc/passwd", "..\\secreto.jpg", "%2e%2e/secreto.jpg"])
def test_a_name_leads_nowhere_else(refused: Callable[..., str], folder: Path, name: str) -> None:
    (folder.parent / "secreto.jpg").write_bytes((folder / "IMG_0001.jpg").read_bytes())
    assert "no está en la carpeta" in refused(PAPA | {"fotos": name}, "--photos", folder)
