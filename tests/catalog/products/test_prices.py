"""Prices and quantities with their unit."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.products.prices import comparable_price, parse_price, parse_quantity, say_price, say_quantity
from catalog.products.units import UNITS, Unit
from core.errors import InputError
from core.numbers import Typed

SOME_UNIT = st.none() | st.sampled_from(list(UNITS.values()))


def code(unit: Unit | None) -> str | None:
    return unit.code if unit else None


@pytest.mark.parametrize(
    ("typed", "centimos", "unit"),
    [
        ("S/ 12.50 por kg", 1250, "kg"),
        ("S/ 45 la docena", 4500, "docena"),
        ("S/ 30 por jornada", 3000, "jornada"),
        ("12.50/kg", 1250, "kg"),
        ("S/12,50 / kg.", 1250, "kg"),
        ("45 x docena", 4500, "docena"),
        ("45 X DOCENA", 4500, "docena"),
        ("S/ 3 c/u", 300, "unidad"),
        ("S/ 3 c/ unidad", 300, "unidad"),
        ("a 5 soles el atado", 500, "atado"),
        ("S/ 1.50 cada uno", 150, "unidad"),
        ("s/. 20 el ciento", 2000, "ciento"),
        ("S/ 1,250 el quintal", 125_000, "quintal"),
        ("S/ 45.- la docena", 4500, "docena"),
        ("12.50 S/ el kilo", 1250, "kg"),
        ("S/ 50 por día", 5000, "jornada"),
        ("S/ 8 m²", 800, "m2"),
        ("S/ 8 el metro cuadrado", 800, "m2"),
        ("S/ 30 la @", 3000, "arroba"),
        ("kilo a S/ 12", 1200, "kg"),
        ("el kg: 12.50", 1250, "kg"),
        ("docena 45 soles", 4500, "docena"),
        ("Precio: S/ 5 (kg)", 500, "kg"),
        ("S/ 12.50", 1250, None),
        ("12,50 soles", 1250, None),
        (12.5, 1250, None),
        ("1 250 soles por tonelada", 125_000, "tonelada"),
        ("S/ 0.50 c/u.", 50, "unidad"),
    ],
)
def test_reads_prices(typed: Typed, centimos: int, unit: str | None) -> None:
    amount, said = parse_price(typed)
    assert (amount, code(said)) == (centimos, unit)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("S/ 12 por kls", "¿Quiso decir kg?"),
        ("S/ 20 x 3 kg", "una sola unidad"),
        ("S/ 20 a 30 el kg", "una sola unidad"),
        ("S/ 1.500 la docena", "¿1,500 o 1.5?"),
        ("a tratar", "No entiendo"),
        ("US$ 5 por kg", "soles"),
        ("S/ 5 por", "No conozco"),
        ("-5 por kg", ""),
        ("", "Falta"),
        ("1" * 100_000, "muy largo"),
    ],
)
def test_refuses_prices(typed: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_price(typed)
    assert said in refusal.value.message


@pytest.mark.parametrize(
    ("centimos", "unit", "said"),
    [
        (1250, "kg", "S/ 12.50 por kg"),
        (4500, "docena", "S/ 45 la docena"),
        (3000, "jornada", "S/ 30 por jornada"),
        (300, "unidad", "S/ 3 la unidad"),
        (123_450, "quintal", "S/ 1,234.50 el quintal"),
    ],
)
def test_says_prices(centimos: int, unit: str, said: str) -> None:
    assert say_price(centimos, UNITS[unit]) == said


@given(st.integers(0, 10**9), SOME_UNIT)
def test_prices_said_are_read_back(centimos: int, unit: Unit | None) -> None:
    assert parse_price(say_price(centimos, unit)) == (centimos, unit)


def test_prices_compare_within_a_dimension() -> None:
    per_kilo = comparable_price(1250, UNITS["kg"])
    assert comparable_price(14_375, UNITS["arroba"]) == per_kilo
    assert comparable_price(2, UNITS["g"]) > per_kilo


@pytest.mark.parametrize(
    ("typed", "thousandths", "unit"),
    [
        ("120 kg", 120_000, "kg"),
        ("120kg.", 120_000, "kg"),
        ("2,500", 2_500_000, None),
        ("50 docenas", 50_000, "docena"),
        ("1/2 kg", 500, "kg"),
        ("1 1/2 kg", 1500, "kg"),
        ("2½ kg", 2500, "kg"),
        ("½ @", 500, "arroba"),
        ("media arroba", 500, "arroba"),
        ("medio kilo", 500, "kg"),
        ("una docena", 1000, "docena"),
        ("2 qq", 2000, "quintal"),
        ("1,250 und", 1_250_000, "unidad"),
        ("12,5 lt", 12_500, "litro"),
        ("1 250 kg", 1_250_000, "kg"),
        ("120 kg al mes", 120_000, "kg"),
        ("120 kg/mes", 120_000, "kg"),
        ("100 unidades mensuales", 100_000, "unidad"),
        ("hasta 40 kg", 40_000, "kg"),
        ("mínimo 5 kg", 5000, "kg"),
        ("100 m2", 100_000, "m2"),
        ("3 meses", 3000, "mes"),
        (40, 40_000, None),
        (12.5, 12_500, None),
    ],
)
def test_reads_quantities(typed: Typed, thousandths: int, unit: str | None) -> None:
    amount, said = parse_quantity(typed)
    assert (amount, code(said)) == (thousandths, unit)


def test_a_quantity_without_unit_takes_the_one_it_is_given() -> None:
    assert parse_quantity("120", UNITS["kg"]) == (120_000, UNITS["kg"])
    assert parse_quantity(120, UNITS["kg"]) == (120_000, UNITS["kg"])
    assert parse_quantity("120 u", UNITS["kg"]) == (120_000, UNITS["unidad"])


@pytest.mark.parametrize(
    "typed", ["", "kg", "mucho", "1.500 kg", "-2 kg", "1 kg 500 g", "12 kls", "1/3 kg", "1 " * 50_000]
)
def test_refuses_quantities(typed: str) -> None:
    with pytest.raises(InputError):
        parse_quantity(typed)


@pytest.mark.parametrize(
    ("thousandths", "unit", "said"),
    [
        (120_000, "kg", "120 kg"),
        (1000, "docena", "1 docena"),
        (50_000, "docena", "50 docenas"),
        (500, "arroba", "0.5 arrobas"),
        (2_500_000, "unidad", "2,500 unidades"),
    ],
)
def test_says_quantities(thousandths: int, unit: str, said: str) -> None:
    assert say_quantity(thousandths, UNITS[unit]) == said


@given(st.integers(0, 10**9), SOME_UNIT)
def test_quantities_said_are_read_back(thousandths: int, unit: Unit | None) -> None:
    assert parse_quantity(say_quantity(thousandths, unit)) == (thousandths, unit)


@given(st.text(max_size=25) | st.text("S/ 12.,5x porkgladc-½", max_size=15))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse_price, parse_quantity):
        with suppress(InputError):
            assert read(text)[0] >= 0
