"""How each cell was read, for the person who reviews a file before importing it."""

from collections.abc import Iterator

from admin.enterprises.forms import say_invoices, say_wallets
from admin.imports.checking import Plan
from admin.imports.identity import Line
from admin.products.forms import ProductForm
from admin.products.reading import read_ways_to_pay, say_payments
from admin.products.values import ProductValues
from catalog.enterprises.models import Wallet
from catalog.places.lookup import Places
from catalog.products.papers import KIND_NAMES, parse_paper
from catalog.products.prices import say_price, say_quantity
from catalog.products.units import UNITS
from core.text import clean, fold

_LEVELS = {2: "departamento", 4: "provincia", 6: "distrito"}


def echoes(plan: Plan) -> Iterator[str]:
    """One line for each row with cells that were read otherwise than they were typed."""
    for line in plan.lines:
        if line.values is None or line.maker is None or line.maker.values is None:
            continue
        readings = _readings(line, line.values, plan.product_form)
        said = [
            f'{column} "{clean(line.row.cells[column])[:60]}" → {read}'
            for column, read in readings.items()
            if column in line.row.cells and fold(line.row.cells[column]) != fold(read)
        ]
        if said:
            yield f"Fila {line.row.number}: {'; '.join(said)}"


def _readings(line: Line, values: ProductValues, form: ProductForm) -> dict[str, str]:
    unit = UNITS[values.unit]
    written = form.written(values)
    readings = {
        "rubro": written["sector"],
        "precio_base": say_price(values.price, unit),
        "unidad": written["unit"],
        "capacidad_mensual": say_quantity(values.capacity, unit) if values.capacity else "",
        "pedido_minimo": say_quantity(values.min_order, unit) if values.min_order else "",
        "plazo_dias": written["lead_days"],
        "meses": written["months"],
        "entrega": _say_places(values.delivery_places, form.places),
        "pago": written["payments"],
        "sellos": written["seals"] or "ninguno",
        "registro_sanitario": say_paper(values.sanitary),
    }
    readings |= _enterprise_readings(line, form.places)
    return {column: read for column, read in readings.items() if read}


def _enterprise_readings(line: Line, places: Places) -> dict[str, str]:
    values = line.maker.values if line.maker else None
    if values is None:
        return {}
    code = values.district_code
    readings = {
        "departamento": places.names[code[:2]],
        "provincia": places.names[code[:4]],
        "distrito": places.names[code],
        "comprobante": say_invoices(values.invoices),
    }
    if typed := line.row.cells.get("billeteras"):
        payments, wallets = read_ways_to_pay(typed)
        paid = f"pago: {say_payments(payments)}" if payments else ""
        readings["billeteras"] = "; ".join(filter(None, (say_wallets(wallets), paid))) or "ninguna"
    if typed := line.row.cells.get("pago"):
        carried = read_ways_to_pay(typed)[1]
        readings["pago"] = "; ".join(
            filter(None, (say_payments(read_ways_to_pay(typed)[0]), _wallets(carried)))
        )
    return readings


def _wallets(wallets: Wallet) -> str:
    return f"billeteras: {say_wallets(wallets)}" if wallets else ""


def _say_places(codes: tuple[str, ...], places: Places) -> str:
    if codes == ("",):
        return "todo el Perú"
    named = [f"{places.names[code]} ({_LEVELS[len(code)]})" for code in codes]
    return ", ".join(named) or "ningún lugar reconocido: queda como texto"


def say_paper(typed: str) -> str:
    """How a text on papers was read."""
    if not typed:
        return ""
    reading = parse_paper(typed)
    if reading.state == "not_needed":
        return "sin registro; «no requiere» se muestra solo donde el rubro lo permite"
    kind = KIND_NAMES.get(reading.kind or "", "tipo por confirmar")
    if reading.state == "in_progress":
        return f"en camino: {kind}" if reading.kind else "en camino"
    expiry = f", vence el {reading.expires_on:%d/%m/%Y}" if reading.expires_on else ", sin vencimiento"
    return f"N.° {reading.number}{expiry}, {kind}"
