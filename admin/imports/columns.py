"""The columns of a template: their names, what else people call them, and the form fields they fill."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from core.errors import InputError
from core.spreadsheets import CellValue
from core.text import clean, fold

HEADER_WITHIN = 20
ENTERPRISE, PRODUCT = "enterprise", "product"


@dataclass(frozen=True)
class Column:
    """A column: `fields` are (form, field) pairs; `id` and `fotos` belong to no form."""

    name: str
    fields: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[str, ...] = ()
    required: bool = False


def _column(name: str, fields: str, *synonyms: str, required: bool = False) -> Column:
    pairs = tuple((form, to) for form, _, to in (one.partition(".") for one in fields.split()))
    return Column(name, pairs, synonyms, required)


COLUMNS = (
    _column("id", ""),
    _column(
        "emprendimiento",
        "enterprise.name",
        *("nombre del emprendimiento", "nombre emprendimiento", "negocio", "nombre del negocio"),
        required=True,
    ),
    _column("historia", "enterprise.story", "historia del emprendimiento", "nuestra historia"),
    _column("departamento", "enterprise.department", "dpto", "depto", "region", required=True),
    _column("provincia", "enterprise.province", "prov", required=True),
    _column("distrito", "enterprise.district", "dist", required=True),
    _column("rubro", "product.sector", "rubro / subrubro", "subrubro", "sector", "categoria", required=True),
    _column(
        "producto",
        "product.name",
        *("nombre del producto", "producto o servicio", "producto / servicio", "servicio"),
        required=True,
    ),
    _column("descripcion", "product.description", "descripcion del producto", "detalle"),
    _column(
        "precio_base",
        "product.price",
        *("precio", "precio S/", "precio (S/)", "precio unitario", "precio en soles", "precio base (S/)"),
        required=True,
    ),
    _column("unidad", "product.unit", "unidad de medida", "unidad de venta", "u.m.", "medida"),
    _column(
        "capacidad_mensual",
        "product.capacity",
        *("capacidad", "capacidad al mes", "capacidad por mes", "produccion mensual", "cantidad mensual"),
    ),
    _column("pedido_minimo", "product.min_order", "minimo", "compra minima", "cantidad minima", "pedido min"),
    _column(
        "plazo_dias", "product.lead_days", "plazo", "plazo de entrega", "plazo en dias", "dias de entrega"
    ),
    _column("meses", "product.months", "meses disponibles", "meses de venta", "disponibilidad", "temporada"),
    _column("entrega", "product.delivery", "lugares de entrega", "lugar de entrega", "zona de entrega"),
    _column(
        "comprobante", "enterprise.invoices", "comprobantes", "comprobante de pago", "tipo de comprobante"
    ),
    _column(
        "pago",
        "product.payments enterprise.payment_wallets",
        *(
            "pagos",
            "forma de pago",
            "formas de pago",
            "medio de pago",
            "medios de pago",
            "condiciones de pago",
        ),
    ),
    _column("empaque", "product.packaging", "empaques", "envase", "embalaje"),
    _column("registro_sanitario", "product.sanitary", "registro", "reg. sanitario", "registro sanitario n."),
    _column("sellos", "product.seals", "sello", "sellos de calidad"),
    _column(
        "billeteras",
        "enterprise.wallets product.wallet_payments",
        *("billetera", "billetera digital", "billeteras digitales", "yape / plin", "yape o plin"),
    ),
    _column(
        "whatsapp", "enterprise.whatsapp", "celular", "telefono", "numero de whatsapp", "celular / whatsapp"
    ),
    _column("fotos", "", "foto", "fotografias", "imagen", "imagenes"),
)
NAMES = tuple(column.name for column in COLUMNS)
BY_FIELD = {pair: column.name for column in COLUMNS for pair in column.fields}


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", fold(text))


@dataclass(frozen=True)
class Template:
    """A sheet that people fill in: its columns, what its rows are, and what the row of titles must say.

    `dates` are the columns that hold a day, which Excel may keep as a date.
    """

    columns: tuple[Column, ...]
    things: str
    titles: str
    dates: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the columns are called, in their order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def exact(self) -> dict[str, Column]:
        """Each column by its name, compared without case, accents and signs."""
        return {_key(column.name): column for column in self.columns}

    @cached_property
    def synonyms(self) -> dict[str, Column]:
        """Each column by what else people call it."""
        return {_key(name): column for column in self.columns for name in column.synonyms}

    def missing(self, header: "Header") -> list[str]:
        """The required columns that a sheet does not have."""
        return [one.name for one in self.columns if one.required and one.name not in header.positions]


_REQUIRED = ", ".join(column.name for column in COLUMNS if column.required)
PRODUCTS = Template(COLUMNS, "los productos", f"{_REQUIRED} y unidad")


@dataclass(frozen=True)
class Header:
    """Where the template's columns stand in a sheet: row and positions from 0."""

    row: int
    positions: dict[str, int]
    extras: tuple[str, ...] = field(default=())


def find_header(rows: Sequence[Sequence[CellValue]], template: Template = PRODUCTS) -> Header:
    """The row of titles among the first ones; raises InputError naming what is missing or stands twice."""
    candidates = [(_score(row, template), -number, number) for number, row in enumerate(rows[:HEADER_WITHIN])]
    best, _, number = max(candidates, default=(0, 0, 0))
    if best < 3:
        raise InputError(
            f"No encontré la fila de títulos en las primeras {HEADER_WITHIN} filas. Una fila debe decir "
            f"{template.titles}."
        )
    header = _read_titles(number, [str(cell) for cell in rows[number]], template)
    missing = template.missing(header)
    if missing:
        plural = len(missing) > 1
        raise InputError(
            f"Fila {number + 1}: {'faltan las columnas' if plural else 'falta la columna'} {', '.join(missing)}. "
            f"Agréguela{'s' if plural else ''} con ese título."
        )
    return header


def _score(row: Sequence[CellValue], template: Template) -> int:
    keys = {_key(cell) for cell in row if isinstance(cell, str) and len(cell) < 60}
    return len(keys & (template.exact.keys() | template.synonyms.keys()))


def _read_titles(row: int, titles: list[str], template: Template) -> Header:
    """Exact names first: a synonym beside the column it stands for is one column too many, and reported."""
    positions: dict[str, int] = {}
    for known in (template.exact, template.synonyms):
        taken = set(positions)
        for place, title in enumerate(titles):
            column = known.get(_key(title[:60]))
            if column is None or column.name in taken or place in positions.values():
                continue
            if column.name in positions:
                one, other = letters(positions[column.name]), letters(place)
                raise InputError(
                    f"Fila {row + 1}: la columna {column.name} está dos veces ({one} y {other}). Deje una sola."
                )
            positions[column.name] = place
    used = set(positions.values())
    extras = tuple(
        clean(title)[:60] for place, title in enumerate(titles) if clean(title) and place not in used
    )
    return Header(row, positions, extras)


def letters(place: int) -> str:
    """A column's letters in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
