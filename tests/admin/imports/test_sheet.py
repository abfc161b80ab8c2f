"""The file as a whole: its titles, what is refused, the dry run, the report."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.imports.rows import ImportRefused, RawRow
from admin.imports.saving import import_rows
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.audit import SYSTEM, AuditEntry
from tests.admin.imports.conftest import PAPA, QUESO

Write = Callable[..., Path]
Run = Callable[..., Result]


def test_titles_anywhere_in_any_order_and_spelling(session: Session, tmp_path: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["Oficina territorial", None, "Apurímac"])
    page.append([])
    page.append(
        [
            "N.º",
            " PRECIO BASE ",
            "Únidad",
            "Producto",
            "rubro",
            "DISTRITO",
            "provincia",
            "Dpto.",
            "Emprendimiento",
        ]
    )
    page.append(
        [1, "3.50", "kg", "Papa nativa", "tuberculos", "Kishuara", "Andahuaylas", "Apurimac", "Papas Ccotana"]
    )
    page.append([None] * 9)
    page.append(
        [2, "4", "kg", "Olluco", "tuberculos", "Kishuara", "Andahuaylas", "Apurimac", "Papas Ccotana"]
    )
    book.save(tmp_path / "hoja.xlsx")
    result = run(tmp_path / "hoja.xlsx")
    assert result.exit_code == 0, result.output
    assert "Columnas que no se usan: N.º." in result.output
    session.rollback()
    assert set(session.scalars(select(Product.name))) == {"Papa nativa", "Olluco"}


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (
            ["emprendimiento", "producto", "provincia", "precio_base"],
            "faltan las columnas departamento, distrito",
        ),
        ([*PAPA, "Precio base"], "la columna precio_base está dos veces (G y I)"),
        (["a", "b", "producto"], "No encontré la fila de títulos"),
    ],
)
def test_titles_refused(write: Write, run: Run, titles: list[str], said: str) -> None:
    result = run(write(PAPA, titles=titles))
    assert result.exit_code == 1
    assert said in result.output
    assert "No se importó ninguna fila" in result.output


def test_synonym_beside_the_exact_title_is_an_extra(write: Write, run: Run) -> None:
    result = run(write(PAPA | {"precio": "99"}, titles=[*PAPA, "precio"]))
    assert result.exit_code == 0
    assert "Columnas que no se usan: precio." in result.output


def test_no_rows(write: Write, run: Run) -> None:
    result = run(write(titles=list(PAPA)))
    assert result.exit_code == 1
    assert "no tiene filas con datos" in result.output


def test_price_may_say_the_unit_without_a_column_for_it(write: Write, run: Run) -> None:
    row = PAPA | {"precio_base": "S/ 45 la docena"}
    assert run(write(row, titles=[name for name in PAPA if name != "unidad"])).exit_code == 0


def test_dry_run_says_how_each_cell_was_read(session: Session, write: Write, run: Run) -> None:
    row = PAPA | {
        "precio_base": "S/ 12,50", "meses": "abr-ago", "entrega": "cusco",
        "registro_sanitario": "Nro. E123-25 vence 1/8/2027",
        "whatsapp": "987654321", "historia": "Tres hermanas", "unidad": "kg",
    }  # fmt: skip
    result = run(write(row, QUESO), "--dry-run", "--publish")
    assert result.exit_code == 0, result.output
    for said in (
        'Fila 2: precio_base "S/ 12,50" → S/ 12.50 por kg; meses "abr-ago" → de abril a agosto',
        'entrega "cusco" → Cusco (departamento)',
        "→ N.° E123-25, vence el 01/08/2027, tipo por confirmar",
        "productos: 2 nuevos, 0 cambiados, 0 sin cambios, 2 publicados",
        "no se guardó nada",
    ):
        assert said in result.output
    for private in ("987654321", "hermanas", "unidad"):
        assert private not in result.output
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_drafts_unless_publish(session: Session, imported: Run) -> None:
    imported(PAPA)
    session.rollback()
    assert set(session.scalars(select(Product.status))) == {"unpublished"}
    session.rollback()
    imported(PAPA, "--publish")
    assert set(session.scalars(select(Product.status))) == {"published"}
    assert set(session.scalars(select(Enterprise.status))) == {"published"}
    assert set(session.scalars(select(AuditEntry.actor))) == {"sistema"}


def test_report_marks_the_cells(write: Write, run: Run, tmp_path: Path) -> None:
    report = tmp_path / "informe.xlsx"
    result = run(write(PAPA, QUESO | {"precio_base": "1.500", "meses": "nunca"}), "--report", report)
    assert result.exit_code == 1
    assert str(report) in result.output
    book = openpyxl.load_workbook(report)
    cell = book.worksheets[0]["G3"]
    assert "dos maneras" in str(cell.comment and cell.comment.text)
    assert [row[:2] for row in book["Errores"].iter_rows(min_row=2, values_only=True)] == [
        (3, "precio_base"),
        (3, "meses"),
    ]


def test_extra_cells_and_control_characters(session: Session, write: Write, run: Run) -> None:
    path = write(PAPA | {"producto": "Papa\u200b \u202enativa"})
    assert run(path).exit_code == 0
    session.rollback()
    assert session.scalars(select(Product.name)).one() == "Papa nativa"


@pytest.mark.parametrize("kind", ["text", "empty", "zip", "far", "missing"])
def test_hostile_file(session: Session, tmp_path: Path, write: Write, run: Run, kind: str) -> None:
    path = tmp_path / "mala.xlsx"
    if kind == "text":
        path.write_text("emprendimiento,producto")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("nada.txt", "nada")
    elif kind == "far":
        book = openpyxl.load_workbook(write(PAPA))
        page: Any = book.active
        page["XFD1048576"] = "lejos"
        book.save(path)
    result = run(path)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    assert session.scalar(select(func.count()).select_from(Product)) == 0


def test_many_empty_rows(write: Write, run: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(PAPA))
    page: Any = book.active
    page["B30000"] = "  "
    book.save(tmp_path / "larga.xlsx")
    result = run(tmp_path / "larga.xlsx")
    assert "productos: 1 nuevos" in result.output


def test_export_must_be_xlsx(cli: FlaskCliRunner, tmp_path: Path) -> None:
    result = cli.invoke(args=["export", "products", str(tmp_path / "datos.csv")])
    assert result.exit_code == 1
    assert ".xlsx" in result.output


def test_rows_read_elsewhere(session: Session) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_rows(session, [RawRow(7, PAPA | {"meses": "nunca"})], by=SYSTEM)
    assert str(refused.value.problems[0]).startswith("Fila 7, columna meses:")
    result = import_rows(session, [RawRow(7, dict(PAPA))], by=SYSTEM, publish=True, demo=True)
    assert (result.products.new, result.enterprises.published) == (1, 1)
    assert session.scalars(select(Enterprise.demo)).one()


def test_report_over_the_sheet_itself(write: Write, run: Run) -> None:
    path = write(PAPA)
    before = path.read_bytes()
    assert "no puede ser el mismo" in run(path, "--report", path).output
    assert path.read_bytes() == before


def test_excel_error_cells_and_escapes(write: Write, run: Run) -> None:
    row = PAPA | {"producto": "#¡REF!", "meses": "\u009b31mnunca\u202e"}
    result = run(write(row))
    assert 'columna producto: "#¡REF!" es un error de Excel' in result.output
    assert "\u009b" not in result.output
    assert "\u202e" not in result.output


def test_titles_that_stand_again_among_the_rows_are_passed_over(
    session: Session, run: Callable[..., Result], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in (PAPA.keys(), PAPA.values(), [title.upper() for title in PAPA], QUESO.values()):
        book.active.append(list(row))
    book.save(tmp_path / "pegada.xlsx")
    assert "productos: 2 nuevos" in run(tmp_path / "pegada.xlsx").output


def test_a_book_of_several_sheets_is_told_which_one_is_read(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("Puno")
    first.title = "Cusco"
    second.append(list(PAPA))
    second.append(list(PAPA.values()))
    book.save(tmp_path / "libro.xlsx")
    assert 'solo la primera hoja, "Cusco"' in run(tmp_path / "libro.xlsx").output
    first.append(list(PAPA))
    first.append(list(PAPA.values()))
    book.save(tmp_path / "libro.xlsx")
    result = run(tmp_path / "libro.xlsx", "--dry-run")
    assert (result.exit_code, "no se leen: Puno." in result.output) == (0, True)


def test_a_product_that_stands_twice_is_one_error(refused: Callable[..., str]) -> None:
    said = refused(PAPA, PAPA)
    assert "1 error." in said
    assert "ya está en la fila 2" in said
