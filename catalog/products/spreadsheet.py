"""The whole result of a search as a workbook: one product a row, each cell typed by what it holds."""

from decimal import Decimal

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from catalog import metadata
from catalog.products.dossiers import Dossier
from catalog.products.paper import Whole, order_said
from core.clock import today
from core.workbooks import Cell, Column, Link, Money, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def whole_workbook(found: Whole) -> Response:
    """The workbook of everything that passes the filters."""
    said = _("Filtros: %(filters)s", filters=", ".join(found.said)) if found.said else _("Sin filtros")
    above = [
        _("Productos del catálogo %(brand)s", brand=metadata.settings().brand_name),
        _("Hecho el %(moment)s (hora de Lima)", moment=found.made),
        f"{_count(found.total)}. {said}",
        order_said(),
        _("Los precios son base: el final se acuerda con quien produce. Una celda vacía es «sin dato»."),
        _("El programa nunca pide adelantos ni claves."),
    ]
    if any(one.enterprise.demo for one in found.products):
        above.append(_("Demostración: personas y negocios ficticios"))
    start = metadata.absolute(url_for("catalog.products.show", slug="-")[:-1])
    rows = (_row(one, start) for one in found.products)
    return attachment(
        workbook(_("Productos"), _columns(), rows, above=above, across=4),
        f"productos-{today().isoformat()}.xlsx",
    )


def _count(total: int) -> str:
    return ngettext("%(total)s producto", "%(total)s productos", total, total=f"{total:,}")


def attachment(packed: bytes, name: str) -> Response:
    """A workbook to be saved: kept by nobody on the way, and no page to be found."""
    return Response(
        packed,
        mimetype=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex",
        },
    )


def _columns() -> list[Column]:
    return [
        Column(_("Producto"), 30),
        Column(_("Rubro"), 20),
        Column(_("Emprendimiento"), 28),
        Column(_("Departamento"), 15),
        Column(_("Provincia"), 15),
        Column(_("Distrito"), 17),
        Column(_("Precio"), 12),
        Column(_("Se vende"), 14),
        Column(_("Precio por unidad común"), 12),
        Column(_("Unidad común"), 12),
        Column(_("Precio confirmado el"), 12),
        Column(_("Capacidad al mes"), 11),
        Column(_("Pedido mínimo"), 11),
        Column(_("Unidad"), 11),
        Column(_("Meses"), 24),
        Column(_("Plazo en días"), 9),
        Column(_("Entrega en"), 26),
        Column(_("Sobre la entrega"), 26),
        Column(_("Flete"), 18),
        Column(_("Cadena de frío"), 9),
        Column(_("Empaque"), 20),
        Column(_("Variedades"), 20),
        Column(_("Registro sanitario"), 24),
        Column(_("Sellos"), 20),
        Column(_("Comprobante"), 20),
        Column(_("Forma de pago"), 22),
        Column(_("Billeteras"), 11),
        Column(_("Se encuentra en"), 26),
        Column(_("Ficticio"), 9),
        Column(_("Página"), 40),
    ]


def _row(one: Dossier, start: str) -> list[Cell]:
    product, paper = one.product, one.registration
    return [
        product.name,
        one.sector.name,
        one.enterprise.name,
        one.department,
        one.province,
        one.district,
        Money(product.price),
        one.unit.price_phrase,
        Money(round(product.price_per_base / 1000)),
        one.base.price_phrase,
        product.price_confirmed_on,
        None if one.paused else _amount(product.capacity),
        _amount(product.min_order),
        one.unit.symbol or one.unit.singular,
        one.season,
        product.lead_days,
        ", ".join(one.served),
        " · ".join(filter(None, (product.delivery, product.delivery_days))),
        one.freight,
        one.cold_chain,
        product.packaging,
        product.variants,
        "" if paper.unknown else " · ".join(filter(None, (paper.words, paper.note))),
        ", ".join(seal.name for seal in one.seals),
        one.invoices,
        one.payments,
        one.wallets,
        one.enterprise.market,
        _("Sí") if one.enterprise.demo else _("No"),
        Link(start + product.slug),
    ]


def _amount(thousandths: int | None) -> Decimal | None:
    return Decimal(thousandths) / 1000 if thousandths else None
