"""What is typed about a product becomes its values, or errors beside the fields."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask_wtf import FlaskForm

from admin.imports.checking import make_forms
from admin.products.forms import ProductForm
from admin.products.values import ProductValues
from catalog.products.units import UNITS
from core.db import db
from tests.support.databases import Databases

ALL_YEAR = 0b1111_1111_1111
TYPED = {"name": "Papa nativa", "sector": "Papas y tubérculos", "price": "S/ 3.50", "unit": "kg"}


@pytest.fixture(scope="module")
def form(databases: Databases) -> Iterator[ProductForm]:
    """The form over the reference data; reading is the same whatever the database."""
    with databases["sqlite"].app.app_context():
        yield make_forms(db.session())[1]
        db.session.remove()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"price": "S/ 12,50"}, {"price": 1250, "unit": "kg"}),
        ({"price": "12.5"}, {"price": 1250}),
        ({"price": "2,500"}, {"price": 250_000}),
        ({"price": "S/ 12.50 por kg", "unit": ""}, {"price": 1250, "unit": "kg"}),
        ({"price": "S/ 45 la docena", "unit": ""}, {"price": 4500, "unit": "docena"}),
        ({"price": "S/ 30 por jornada", "unit": "jornal"}, {"price": 3000, "unit": "jornada"}),
        ({"unit": "kg."}, {"unit": "kg"}),
        ({"unit": "  Kilo "}, {"unit": "kg"}),
        ({"unit": "und"}, {"unit": "unidad"}),
        ({"capacity": "120 kg"}, {"capacity": 120_000}),
        ({"capacity": "2,500"}, {"capacity": 2_500_000}),
        ({"capacity": "2 quintales"}, {"capacity": 92_000}),
        ({"min_order": "media arroba"}, {"min_order": 5750}),
        ({"lead_days": "1 semana"}, {"lead_days": 7}),
        ({"lead_days": "2 a 3 semanas"}, {"lead_days": 21}),
        ({"lead_days": "Inmediato"}, {"lead_days": 0}),
        ({"months": "abr-ago"}, {"months": 0b0000_1111_1000}),
        ({"months": "todo el año"}, {"months": ALL_YEAR}),
        ({"months": "TODO EL ANO"}, {"months": ALL_YEAR}),
        ({"months": "ene, feb y mar"}, {"months": 0b111}),
        ({"delivery": "Cusco; Puno y Abancay"}, {"delivery_places": ("0301", "08", "21")}),
        ({"delivery": "todo el Perú"}, {"delivery_places": ("",), "delivery": "todo el Perú"}),
        ({"delivery": "puesto en chacra"}, {"delivery_places": (), "delivery": "puesto en chacra"}),
        ({"payments": "contra entrega, 50% adelanto y crédito a 15 días"}, {"payments": 28}),
        ({"sector": "tuberculos"}, {"sector": "tuberculos"}),
        ({"sector": "PAPAS Y TUBERCULOS"}, {"sector": "tuberculos"}),
        ({"sector": "Agropecuario / Granos andinos"}, {"sector": "granos"}),
        ({"sector": "animales menores"}, {"sector": "animales-menores"}),
        (
            {"seals": "Agricultura familiar y hecho a mano"},
            {"seals": ("agricultura-familiar", "hecho-a-mano")},
        ),
        ({"seals": "ninguno"}, {"seals": ()}),
        ({"sanitary": "No aplica"}, {"sanitary": "No aplica"}),
        ({"sanitary": "en trámite"}, {"sanitary": "en trámite"}),
        ({"sanitary": "E1234-2025 vence 31/08/27"}, {"sanitary": "E1234-2025 vence 31/08/27"}),
        ({"packaging": "  sacos \t de 50 kg\x00 "}, {"packaging": "sacos de 50 kg"}),
        ({"description": "Harinosa.\nPara sancochar."}, {"description": "Harinosa.\nPara sancochar."}),
        ({"name": " Papa   nativa "}, {"name": "Papa nativa"}),
    ],
)
def test_reads(form: ProductForm, typed: dict[str, str], expected: dict[str, Any]) -> None:
    values = form.read(TYPED | typed)
    assert values is not None, form.errors
    assert {name: getattr(values, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"price": "1.500"}, '"1.500" se puede leer de dos maneras'),
        ({"price": "barato"}, 'No entiendo el número "barato"'),
        ({"price": "0"}, '"0": el precio debe ser mayor que cero'),
        ({"price": "9999999"}, "Revise si sobran ceros"),
        ({"price": "S/ 45 la docena"}, '"kg": el precio "S/ 45 la docena" dice otra unidad'),
        ({"price": ""}, "Falta el precio"),
        ({"unit": ""}, "Falta la unidad"),
        ({"unit": "kjlo"}, "¿Quiso decir kg?"),
        ({"capacity": "10 docenas"}, '"10 docenas" está en docenas'),
        ({"capacity": "0"}, "cantidad mayor que cero"),
        ({"unit": "und", "capacity": "1.2"}, "1.2 unidades no es una cantidad entera"),
        ({"lead_days": "pronto"}, 'No entiendo "pronto" como plazo'),
        ({"lead_days": "800"}, "pasa de un año"),
        ({"months": "cosecha"}, "¿qué meses son?"),
        ({"sector": "Tuberculoz"}, '"Tuberculoz"'),
        ({"sector": "xyz"}, "Use uno de: Agropecuario"),
        ({"seals": "iso 9001"}, "Los sellos son: Agricultura familiar"),
        ({"payments": "trueque"}, 'No entiendo "trueque" como forma de pago'),
        ({"sanitary": "tengo"}, ""),
        ({"sanitary": "E1234 vence 32/13/2027"}, "no es una fecha"),
        ({"name": "P"}, "al menos 2 letras"),
        ({"name": "x" * 121}, "tiene 121 letras y caben 120"),
        ({"packaging": "x" * 201}, ""),
    ],
)
def test_refuses(form: ProductForm, typed: dict[str, str], said: str) -> None:
    assert form.read(TYPED | typed) is None
    assert said in " ".join(message for messages in form.errors.values() for message in messages)


BASE = ProductValues("Papa nativa", "tuberculos", 350, "kg", capacity=120_000, min_order=23_000, payments=2)


def test_blank_erases_nothing(form: ProductForm) -> None:
    assert form.read({"price": " ", "capacity": "", "months": "\u00a0"}, BASE) == BASE


def test_base_asks_for_nothing(form: ProductForm) -> None:
    assert form.read({"price": "4"}, BASE) == replace(BASE, price=400)


def test_new_unit_converts_what_was_said_in_the_old_one(form: ProductForm) -> None:
    values = form.read({"unit": "arroba"}, BASE)
    assert values is not None
    assert (values.capacity, values.min_order) == (10_435, 2_000)


def test_new_unit_that_measures_otherwise_asks_for_the_quantities(form: ProductForm) -> None:
    assert form.read({"unit": "saco"}, BASE) is None
    assert set(form.errors) == {"capacity", "min_order"}
    assert "Escriba la cantidad en sacos" in form.errors["capacity"][0]


def test_price_with_a_unit_beside_another(form: ProductForm) -> None:
    assert form.read({"price": "S/ 45 la docena", "unit": "kg"}, BASE) is None
    assert set(form.errors) == {"unit"}


def test_payment_under_wallets_adds_to_what_was_known(form: ProductForm) -> None:
    values = form.read({"wallet_payments": "yape, efectivo"}, BASE)
    assert values is not None
    assert values.payments == 3


def test_missing_on_creation(form: ProductForm) -> None:
    assert form.read({}) is None
    assert set(form.errors) == {"name", "sector", "price", "unit"}


@pytest.mark.parametrize("code", UNITS)
def test_what_it_writes_it_reads_back(form: ProductForm, code: str) -> None:
    values = ProductValues(
        *("Cosa de prueba", "tejidos", 123_450, code, "Dos\n\nlíneas"),
        capacity=1_500_000 if UNITS[code].dimension == "count" else 1_125,
        min_order=1000,
        lead_days=1,
        months=0b1000_0000_0101,
        payments=31,
        delivery="Cusco y Puno",
        delivery_places=("08", "21"),
        packaging="bolsa",
        sanitary="No aplica",
        seals=("hecho-a-mano", "comercio-justo"),
    )
    assert form.read(form.written(values)) == values


def test_typed_text_stays_for_redisplay(form: ProductForm) -> None:
    form.read({"name": "Papa", "price": "1.500"})
    assert "1.500" in str(form.price())


def test_on_a_page(databases: Databases) -> None:
    class ProductPage(FlaskForm, ProductForm):
        pass

    app = databases["sqlite"].app
    with app.test_request_context(method="POST", data=TYPED | {"price": "1.500"}):
        known = make_forms(db.session())[1]
        page = ProductPage(
            sectors=known.known_sectors, seals=known.known_seals, places=known.places, meta={"csrf": False}
        )
        assert not page.validate_on_submit()
        assert "dos maneras" in page.errors["price"][0]
        db.session.remove()
