"""Photos named in a sheet: found in the folder, rendered once, shown where published."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.products import photos
from admin.products.models import PhotoUpload, ProductRevision
from catalog.photos.models import Photo
from core.config import Settings
from tests.admin.imports.conftest import PAPA, QUESO

Imported = Callable[..., Result]


def uploads(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(PhotoUpload)) or 0


def kept_files(settings: Settings) -> list[Path]:
    folders = [settings.data_dir / name for name in ("originals", "renditions", "work")]
    return [path for folder in (*folders, settings.media_dir) for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("Papa Ñusta.JPG", 1),
        ("papa nusta", 1),
        ("PAPAÑUSTA.jpg; img_0001", 2),
        ("papa ñusta.jpg\nIMG_0001.jpg", 2),
        ("papa ñusta y img_0001 / queso y leche", 3),
        ("queso y leche", 1),
        ("IMG_0001, img_0001.JPG", 1),
    ],
)
def test_found_by_name(session: Session, imported: Imported, folder: Path, cell: str, count: int) -> None:
    imported(PAPA | {"fotos": cell}, "--photos", folder)
    assert uploads(session) == count


def test_published_with_their_files(
    session: Session, imported: Imported, folder: Path, settings: Settings
) -> None:
    imported(PAPA | {"fotos": "img_0001, papa ñusta"}, "--photos", folder, "--publish")
    session.rollback()
    shown = session.scalars(select(Photo).order_by(Photo.position)).all()
    assert [(photo.ready, photo.alt) for photo in shown] == [
        (True, "Papa nativa, de Papas Ccotana"),
        (True, "Papa nativa, de Papas Ccotana (foto 2)"),
    ]
    assert (settings.media_dir / shown[0].token / "320.webp").is_file()


def test_draft_photos_stay_private(imported: Imported, folder: Path, settings: Settings) -> None:
    imported(PAPA | {"fotos": "img_0001"}, "--photos", folder)
    assert not any(path.is_relative_to(settings.media_dir) for path in kept_files(settings))


def test_again_is_the_same_upload(session: Session, imported: Imported, folder: Path) -> None:
    imported(PAPA | {"fotos": "img_0001"}, "--photos", folder, "--publish")
    (folder / "IMG_0001.jpg").rename(folder / "otra.jpg")
    result = imported(PAPA | {"fotos": "otra"}, "--photos", folder, "--publish")
    assert "0 cambiados, 1 sin cambios" in result.output
    assert "fotos nuevas: 0" in result.output
    assert uploads(session) == 1


def test_one_photo_for_two_makers_is_rendered_once(
    session: Session, imported: Imported, folder: Path, settings: Settings
) -> None:
    imported(PAPA | {"fotos": "img_0001"}, QUESO | {"fotos": "IMG_0001.jpg"}, "--photos", folder)
    session.rollback()
    assert session.scalar(select(func.count(PhotoUpload.token.distinct()))) == 1
    assert uploads(session) == 2
    assert len(list((settings.data_dir / "originals").iterdir())) == 1


def test_by_the_token_of_an_export(session: Session, imported: Imported, folder: Path) -> None:
    imported(PAPA | {"fotos": "img_0001, papa ñusta"}, "--photos", folder)
    session.rollback()
    first, second = [
        photo["token"] for photo in session.scalars(select(ProductRevision.snapshot)).one()["photos"]
    ]
    session.rollback()
    imported(PAPA | {"fotos": f"{second}.jpg; {first}"})
    snapshot: dict[str, Any] = session.scalars(select(ProductRevision.snapshot)).one()
    assert [photo["token"] for photo in snapshot["photos"]] == [second, first]


def test_token_of_another_maker(
    session: Session, imported: Imported, refused: Callable[..., str], folder: Path
) -> None:
    imported(PAPA | {"fotos": "img_0001"}, "--photos", folder)
    session.rollback()
    token = session.scalars(select(PhotoUpload.token)).one()
    session.rollback()
    assert "no está en la carpeta" in refused(QUESO | {"fotos": f"{token}.jpg"}, "--photos", folder)


@pytest.mark.parametrize(
    "cell", ["../secreta.jpg", "/etc/passwd", "fuga", "perdida.jpg", ".oculta.jpg", "papa"]
)
def test_not_in_the_folder(refused: Callable[..., str], folder: Path, cell: str) -> None:
    outside = folder.parent / "secreta.jpg"
    outside.write_bytes((folder / "IMG_0001.jpg").read_bytes())
    (folder / ".oculta.jpg").write_bytes(outside.read_bytes())
    (folder / "fuga.jpg").symlink_to(outside)
    said = refused(PAPA | {"fotos": cell}, "--photos", folder)
    assert "Fila 2, columna fotos:" in said
    assert "no está en la carpeta de fotos" in said


def test_ambiguous(refused: Callable[..., str], folder: Path) -> None:
    (folder / "img_0001.png").write_bytes((folder / "queso y leche.png").read_bytes())
    said = refused(PAPA | {"fotos": "img_0001"}, "--photos", folder)
    assert '"img_0001" puede ser IMG_0001.jpg o img_0001.png' in said


def test_without_a_folder(refused: Callable[..., str]) -> None:
    assert "--photos" in refused(PAPA | {"fotos": "img_0001.jpg"})


@pytest.mark.parametrize("dry", [True, False])
def test_broken_photo_beside_other_errors(
    session: Session, refused: Callable[..., str], folder: Path, settings: Settings, dry: bool
) -> None:
    (folder / "rota.jpg").write_bytes((folder / "IMG_0001.jpg").read_bytes()[:900])
    (folder / "texto.jpg").write_text("hola")
    said = refused(
        PAPA | {"fotos": "img_0001, rota"},
        QUESO | {"fotos": "texto.jpg", "precio_base": "1.500"},
        "--photos",
        folder,
        *(["--dry-run"] if dry else []),
    )
    assert 'Fila 2, columna fotos: "rota.jpg": ' in said
    assert 'Fila 3, columna fotos: "texto.jpg": Este archivo no es una foto' in said
    assert "Fila 3, columna precio_base" in said
    assert uploads(session) == 0
    assert kept_files(settings) == []


def test_dry_run_keeps_nothing(
    write: Callable[..., Path], run: Imported, folder: Path, settings: Settings
) -> None:
    result = run(write(PAPA | {"fotos": "img_0001"}), "--photos", folder, "--dry-run")
    assert "fotos nuevas: 1" in result.output
    assert kept_files(settings) == []


def test_what_a_killed_import_left_is_swept_after_a_day(
    session: Session, settings: Settings, app: Flask
) -> None:
    work = settings.data_dir / "work"
    for name, days in (("vieja", 2), ("nueva", 0)):
        (work / name).mkdir(parents=True)
        (work / name / "320.webp").write_bytes(b"x")
        os.utime(work / name, (time.time() - days * 86400,) * 2)
    photos.sweep(session)
    assert [path.name for path in work.iterdir()] == ["nueva"]
