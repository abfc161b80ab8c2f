"""Sheets as an office would send them, and the command that reads them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from PIL import Image, ImageDraw

from admin.imports.columns import NAMES

PAPA: dict[str, Any] = {
    "emprendimiento": "Papas Ccotana",
    "departamento": "Apurímac",
    "provincia": "Andahuaylas",
    "distrito": "Kishuara",
    "rubro": "Papas y tubérculos",
    "producto": "Papa nativa",
    "precio_base": "S/ 3.50",
    "unidad": "kg",
}
QUESO: dict[str, Any] = {
    "emprendimiento": "Quesos Doña Rosa",
    "departamento": "Cajamarca",
    "provincia": "Celendín",
    "distrito": "Celendín",
    "rubro": "Quesos y lácteos",
    "producto": "Queso fresco",
    "precio_base": "S/ 18 el molde",
    "unidad": "molde",
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """`write(row, row)` makes an .xlsx of dicts by column name, titles in row 1."""

    def make(*rows: dict[str, Any], titles: list[str] | None = None, name: str = "hoja.xlsx") -> Path:
        columns = titles or [title for title in NAMES if any(title in row for row in rows)]
        book = openpyxl.Workbook()
        page = book.active
        page.append(columns)
        for row in rows:
            page.append([row.get(title) for title in columns])
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def run(cli: FlaskCliRunner) -> Callable[..., Result]:
    """`run(path, "--publish")` imports a file."""
    return lambda path, *options: cli.invoke(args=["import", "products", str(path), *map(str, options)])


@pytest.fixture
def imported(write: Callable[..., Path], run: Callable[..., Result]) -> Callable[..., Result]:
    """`imported(row, "--publish")` writes rows and imports them; it must go well."""

    def do(*parts: Any) -> Result:
        rows = [part for part in parts if isinstance(part, dict)]
        result = run(write(*rows), *[part for part in parts if not isinstance(part, dict)])
        assert result.exit_code == 0, result.output
        return result

    return do


@pytest.fixture
def refused(write: Callable[..., Path], run: Callable[..., Result]) -> Callable[..., str]:
    """`refused(row)` writes rows and imports them; it must go wrong. Returns what is said."""

    def do(*parts: Any) -> str:
        rows = [part for part in parts if isinstance(part, dict)]
        result = run(write(*rows), *[part for part in parts if not isinstance(part, dict)])
        assert result.exit_code == 1, result.output
        assert "No se importó ninguna fila" in result.output
        return str(result.output)

    return do


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three photos, as phones name them."""
    made = tmp_path / "fotos"
    made.mkdir()
    for name, colour in (
        ("Papa Ñusta.JPG", "brown"),
        ("queso y leche.png", "white"),
        ("IMG_0001.jpg", "green"),
    ):
        picture = Image.new("RGB", (640, 480), colour)
        ImageDraw.Draw(picture).ellipse((100, 100, 400, 380), fill="orange")
        picture.save(made / name)
    return made


@pytest.fixture
def export(cli: FlaskCliRunner, tmp_path: Path) -> Callable[..., Path]:
    """`export()` writes the catalogue as a sheet and says where."""

    def do(*options: str, name: str = "exportado.xlsx") -> Path:
        result = cli.invoke(args=["export", "products", str(tmp_path / name), *options])
        assert result.exit_code == 0, result.output
        return tmp_path / name

    return do
