"""The demo's rows: complete, plausible, readable by the catalogue's own parsers, and plainly invented."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import admin.demo
import catalog.places
import catalog.sectors
from admin.demo.pictures.draw import KINDS
from admin.demo.pictures.tones import TONES
from catalog.products.months import parse_months
from catalog.products.prices import parse_price, parse_quantity
from catalog.products.units import find_unit

COLUMNS = [
    "emprendimiento",
    "historia",
    "departamento",
    "provincia",
    "distrito",
    "rubro",
    "producto",
    "descripcion",
    "precio_base",
    "unidad",
    "capacidad_mensual",
    "pedido_minimo",
    "plazo_dias",
    "meses",
    "entrega",
    "comprobante",
    "pago",
    "empaque",
    "registro_sanitario",
    "sellos",
    "billeteras",
    "whatsapp",
    "fotos",
    "imagen",
]
ENTERPRISE_FACTS = ("historia", "comprobante", "billeteras", "whatsapp")
SEALS = {
    "Producción orgánica",
    "Comercio justo",
    "Hecho a mano",
    "Agricultura familiar",
    "Sistema de garantía participativo",
}
PAYMENTS = {"efectivo", "transferencia", "contra entrega", "adelanto", "crédito"}
PAPER = re.compile(r"no aplica|en trámite|DEMO-\d{4}( vence 20\d\d-(0[1-9]|1[0-2])-(28|30|31))?")


def read(package: object, name: str) -> list[dict[str, str]]:
    folder = Path(str(getattr(package, "__file__", ""))).parent
    with (folder / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = read(admin.demo, "products.csv")


def listed(text: str) -> set[str]:
    return {part.strip() for part in text.split(",") if part.strip()}


def test_the_columns_are_those_of_the_import_and_the_picture() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert all(None not in row and None not in row.values() for row in ROWS)


def test_there_are_enough_of_them_in_enough_places() -> None:
    assert len(ROWS) >= 150
    assert len({row["emprendimiento"] for row in ROWS}) >= 60
    assert len({row["departamento"] for row in ROWS}) >= 14


def test_every_place_is_in_the_official_list() -> None:
    places = {
        (p["departamento"], p["provincia"], p["distrito"]) for p in read(catalog.places, "ubigeo-inei.csv")
    }
    names = {name for place in places for name in place}
    for row in ROWS:
        assert (row["departamento"], row["provincia"], row["distrito"]) in places, row["emprendimiento"]
        assert listed(row["entrega"].split(";")[0]) <= names, row["producto"]


def test_every_sector_is_a_leaf_of_the_tree_and_each_leaf_is_used() -> None:
    tree = read(catalog.sectors, "sectors.csv")
    leaves = {one["name"] for one in tree} - {one["name"] for one in tree if not one["parent"]}
    assert {row["rubro"] for row in ROWS} == leaves


def test_prices_units_quantities_and_months_read_as_written() -> None:
    for row in ROWS:
        unit = find_unit(row["unidad"])
        assert re.fullmatch(r"\d+\.\d\d", row["precio_base"]), row["producto"]
        assert parse_price(row["precio_base"])[0] > 0
        capacity, of_capacity = parse_quantity(row["capacidad_mensual"])
        minimum, of_minimum = parse_quantity(row["pedido_minimo"])
        assert of_capacity == of_minimum == unit, row["producto"]
        assert 0 < minimum <= capacity, row["producto"]
        assert 0 <= int(row["plazo_dias"]) <= 45
        assert parse_months(row["meses"])


def test_enterprise_facts_stand_once_on_the_first_row_of_each() -> None:
    by_enterprise = defaultdict(list)
    for row in ROWS:
        by_enterprise[row["emprendimiento"]].append(row)
    for name, rows in by_enterprise.items():
        assert all(rows[0][fact] for fact in ENTERPRISE_FACTS), name
        assert not any(row[fact] for row in rows[1:] for fact in ENTERPRISE_FACTS), name
        assert len({(row["departamento"], row["provincia"], row["distrito"]) for row in rows}) == 1, name
    phones = [rows[0]["whatsapp"] for rows in by_enterprise.values()]
    assert len(set(phones)) == len(phones)
    assert all(re.fullmatch(r"900 000 0\d\d", phone) for phone in phones)


def test_makers_are_said_to_be_invented() -> None:
    for row in ROWS:
        if row["historia"]:
            assert re.search(r"\(personajes? de demostración\)", row["historia"]), row["emprendimiento"]


def test_descriptions_say_something_and_each_product_has_its_own_name() -> None:
    for row in ROWS:
        assert 120 <= len(row["descripcion"]) <= 300, row["producto"]
        assert 3 <= len(row["producto"]) <= 80
    assert len({row["producto"] for row in ROWS}) == len(ROWS)
    assert len({row["descripcion"] for row in ROWS}) == len(ROWS)


def test_closed_lists_hold_only_their_words() -> None:
    for row in ROWS:
        assert listed(row["sellos"]) <= SEALS, row["producto"]
        assert listed(row["pago"]), row["producto"]
        assert listed(row["pago"]) <= PAYMENTS, row["producto"]
        assert listed(row["billeteras"]) <= {"Yape", "Plin"}
        assert row["comprobante"] in {"", "factura", "boleta", "liquidación de compra", "ninguno"}
        assert PAPER.fullmatch(row["registro_sanitario"]), row["producto"]


def test_nothing_public_speaks_of_poverty_or_beneficiaries() -> None:
    text = " ".join(value for row in ROWS for value in row.values()).lower()
    assert not re.search(r"\b(pobre|usuaria|beneficiari|humilde|vulnerable)", text)


def test_every_row_has_a_picture_we_can_draw() -> None:
    for name in {row["imagen"] for row in ROWS}:
        kind, hinted, tone = name.partition(":")
        assert kind in KINDS
        assert not hinted or tone in TONES[kind], name
