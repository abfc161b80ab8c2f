"""Spreadsheets sent by people, read without trusting them (docs/adr/0005), and spreadsheets written for them.

calamine, XlsxWriter and the csv reader load only when used.
"""

import gc
import marshal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from core.errors import InputError
from core.subprocesses import LimitedProcessError, run_limited

CellValue = str | int | float | bool | date | datetime | time

MAX_FILE_MB = 20
MAX_ROWS = 100_000
MAX_COLUMNS = 100
_MEMORY_MB = 1024
_CPU_SECONDS = 20
_UNPACKED_MB = 256
_WALL_SECONDS = 60
_WORKER = Path(__file__).with_name("spreadsheets_worker.py")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "Ábralo y guárdelo como libro de Excel (.xlsx)."
_TOO_LARGE = "La hoja es demasiado grande para leerla. Copie solo las filas con datos a un libro nuevo."
_READERS: dict[str, Callable[[str], CellValue]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "str": str,
}
_REFUSALS = {
    "bomb": "El archivo se expande demasiado al abrirlo y no se leyó. Copie los datos a un libro nuevo.",
    "encrypted": "El libro tiene contraseña. Quítele la contraseña y súbalo de nuevo.",
    "ods": f"El archivo es una hoja de OpenDocument (.ods). {_SAVE_AS}",
    "macros": "El libro tiene macros y no se leyó. Guárdelo como libro de Excel sin macros (.xlsx).",
    "binary": f"El archivo es un libro binario (.xlsb). {_SAVE_AS}",
    "other": f"El archivo no es un libro de Excel (.xlsx). {_SAVE_AS}",
    "doctype": "El archivo tiene contenido que un libro de Excel no lleva, y no se leyó. "
    "Copie los datos a un libro nuevo.",
    "damaged": "El archivo está dañado o incompleto. Ábralo, guárdelo otra vez como .xlsx y súbalo de nuevo.",
    "far": "La celda {detail} está demasiado lejos de las demás. Borre lo que tiene y súbalo de nuevo.",
    "rows": "La hoja tiene {detail} filas, más de las {max_rows} que se leen de una vez. Divídala en varias.",
    "columns": "La hoja tiene {detail} columnas, más de las {max_columns} que se leen. Borre las que sobran.",
    "no sheet": "El libro no tiene la hoja pedida. Sus hojas son: {detail}.",
}


@dataclass(slots=True)
class Sheet:
    """A sheet as it was sent: every row from the first, "" where a cell is blank, text exactly as typed.

    `formulas` holds (row, column), from 0, of each cell with a formula: what it shows is not what was typed.
    """

    name: str
    rows: list[list[CellValue]]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    sheet_names: list[str] = field(default_factory=list)


def read_rows(
    path: Path, *, sheet: str | None = None, max_rows: int = MAX_ROWS, max_columns: int = MAX_COLUMNS
) -> Sheet:
    """Read one sheet (the first visible) of an .xlsx in a limited process, or a .csv; raises InputError."""
    if path.stat().st_size > MAX_FILE_MB << 20:
        raise InputError(f"El archivo supera {MAX_FILE_MB} MB. Divídalo en varios o quítele las imágenes.")
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise InputError("El archivo está vacío.")
    if path.suffix.lower() in {".csv", ".txt"} and not start.startswith((_ZIP, _OLE)):
        from core.csv_files import read_csv

        name, rows = read_csv(path, max_rows=max_rows, max_columns=max_columns)
        formulas = {
            (r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell.startswith("=")
        }
        return Sheet(name, [[*row] for row in rows], formulas, [name])
    if start == _OLE:
        raise _old_or_encrypted(path)
    if not start.startswith(_ZIP):
        raise InputError(_REFUSALS["other"])
    return _sheet(_ask_worker(path, sheet or "", max_rows, max_columns), max_rows, max_columns)


def _old_or_encrypted(path: Path) -> InputError:
    if _ENCRYPTED in path.read_bytes():
        return InputError(_REFUSALS["encrypted"])
    return InputError(f"El archivo es de un Excel antiguo (.xls). {_SAVE_AS}")


def _ask_worker(path: Path, sheet: str, max_rows: int, max_columns: int) -> dict[str, Any]:
    asked = [str(path.resolve()), sheet.replace("\0", ""), str(max_rows), str(max_columns)]
    try:
        output = _run_worker([*asked, "fast"])
    except LimitedProcessError:
        # Most often one cell far away: the second look names it, without asking calamine for the room.
        try:
            output = _run_worker([*asked, "careful"])
        except LimitedProcessError as error:
            raise InputError(_REFUSALS["damaged"] if error.kind == "failed" else _TOO_LARGE) from error
    return _answer(output)


def _answer(output: bytes) -> dict[str, Any]:
    """The worker's answer, built with the collector resting: it would walk half a million new values in vain."""
    resting = gc.isenabled()
    gc.disable()
    try:
        # marshal builds plain values only and runs nothing; the bytes are our own worker's, not the file's.
        answer: dict[str, Any] = marshal.loads(output)  # noqa: S302 - see above and ADR 0005
    finally:
        if resting:
            gc.enable()
    return answer


def _run_worker(asked: list[str]) -> bytes:
    return run_limited(
        [sys.executable, "-I", str(_WORKER), *asked],
        memory_mb=_MEMORY_MB,
        cpu_seconds=_CPU_SECONDS,
        wall_seconds=_WALL_SECONDS,
        file_mb=_UNPACKED_MB,
        output_mb=256,
        # Large pages: a third of the page faults, an eighth less time. Ignored where there is no glibc.
        environment={"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"},
    )


def _sheet(answer: dict[str, Any], max_rows: int, max_columns: int) -> Sheet:
    if "refused" in answer:
        message = _REFUSALS[answer["refused"]]
        limits = {"max_rows": f"{max_rows:,}", "max_columns": max_columns}
        raise InputError(message.format(detail=answer["detail"], **limits))
    rows: list[list[CellValue]] = answer["rows"]
    for row, column, kind, text in answer["dates"]:
        rows[row][column] = _READERS[kind](text)
    return Sheet(answer["name"], rows, set(answer["formulas"]), answer["sheets"])
