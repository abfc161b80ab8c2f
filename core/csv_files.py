"""Comma-separated files as Excel in Peru saves them: `;` or `,`, UTF-8 or Windows-1252."""

import csv
import io
from pathlib import Path

from core.errors import InputError

_SAVE_AS = "Guárdelo como libro de Excel (.xlsx) y vuelva a subirlo."


def read_csv(path: Path, *, max_rows: int, max_columns: int) -> tuple[str, list[list[str]]]:
    """A name and every row of a CSV file, all cells as text; raises InputError."""
    text = _decoded(path.read_bytes())
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if len(rows) > max_rows:
                raise InputError(f"El archivo tiene más de {max_rows:,} filas. Divídalo en varios.")
            if len(row) > max_columns:
                raise InputError(f"La fila {len(rows)} tiene {len(row)} columnas, más de {max_columns}.")
    except csv.Error as error:
        raise InputError(f"No se entiende la fila {len(rows) + 1} del archivo CSV. {_SAVE_AS}") from error
    width = max(map(len, rows), default=0)
    return path.stem, [row + [""] * (width - len(row)) for row in rows]


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise InputError(f"El archivo no es un CSV de texto. {_SAVE_AS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
