"""The comparison as a workbook: the same table, with prices as numbers."""

from collections.abc import Sequence

from flask import Response, url_for
from flask_babel import gettext as _

from catalog import metadata
from catalog.comparison.presentation import Row, rows, unlike
from catalog.products.dossiers import Dossier
from catalog.products.paper import say_now
from catalog.products.spreadsheet import attachment
from core.clock import today
from core.workbooks import Cell, Column, Link, Money, workbook


def comparison_workbook(chosen: Sequence[Dossier]) -> Response:
    """The workbook of up to four products."""
    above = [
        _("Comparación de productos, %(brand)s", brand=metadata.settings().brand_name),
        _("Hecho el %(moment)s (hora de Lima)", moment=say_now()),
        _("Las columnas siguen el orden en que se eligieron."),
        _("Los precios son base: el final se acuerda con quien produce."),
        *filter(None, [unlike(chosen)]),
    ]
    if any(one.enterprise.demo for one in chosen):
        above.append(_("Demostración: personas y negocios ficticios"))
    columns = [Column(_("Dato"), 26), *(Column(one.product.name, 34) for one in chosen)]
    start = metadata.absolute(url_for("catalog.products.show", slug="-")[:-1])
    table: list[list[Cell]] = [
        [_("Emprendimiento"), *(one.enterprise.name for one in chosen)],
        [_("Lugar"), *(one.place for one in chosen)],
        [_("Precio en soles"), *(Money(one.product.price) for one in chosen)],
        *(_cells(row) for row in rows(chosen)),
        [_("Página"), *(Link(start + one.product.slug) for one in chosen)],
    ]
    packed = workbook(_("Comparación"), columns, table, above=above, listed=False)
    return attachment(packed, f"comparacion-{today().isoformat()}.xlsx")


def _cells(row: Row) -> list[Cell]:
    return [row.term, *(" · ".join(filter(None, (one.words, one.note))) for one in row.values)]
