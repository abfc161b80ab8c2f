"""Units as people type them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.products.units import UNITS, Unit, find_unit, known_unit
from core.errors import InputError


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *[
            (kilo, "kg")
            for kilo in ("kg", "KG", "kg.", "Kilo", " kilos ", "K.g.", "kilogramos", "Kgs", "ＫＧ")
        ],
        *[(each, "unidad") for each in ("und", "u.", "Unid", "UNIDADES", "c/u", "cada uno", "uni")],
        *[(litre, "litro") for litre in ("lt", "ltr", "L", "litros", "lts.")],
        *[("g", "g"), ("gr", "g"), ("grs.", "g"), ("ml", "ml"), ("@", "arroba"), ("qq", "quintal")],
        *[("doc", "docena"), ("Docenas", "docena"), ("TM", "tonelada"), ("mt", "metro"), ("m²", "m2")],
        *[("metro cuadrado", "m2"), ("metros   cuadrados", "m2"), ("Día", "jornada"), ("jornal", "jornada")],
        *[
            ("hr", "hora"),
            ("porciones", "porcion"),
            ("raciones", "porcion"),
            ("cien", "ciento"),
            ("pza.", "unidad"),
        ],
    ],
)
def test_finds(typed: str, code: str) -> None:
    assert find_unit(typed).code == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("kls", 'No conozco la unidad "kls". ¿Quiso decir kg?'),
        ("dosena", "¿Quiso decir docena?"),
        ("zzz", "Use, por ejemplo, kg"),
        ("", "Falta la unidad"),
        ("...", "Falta la unidad"),
    ],
)
def test_refuses_with_a_remedy(typed: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        find_unit(typed)
    assert said in refusal.value.message


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_every_name_of_a_unit_means_that_unit_only(unit: Unit) -> None:
    for name in (unit.code, unit.singular, unit.plural, unit.symbol, *unit.aliases):
        assert not name or known_unit(name) == unit


def test_measures_convert_within_their_dimension() -> None:
    masses = {code: unit.factor for code, unit in UNITS.items() if unit.dimension == "mass"}
    assert masses["arroba"] == Fraction("11.5")
    assert masses["quintal"] == 4 * masses["arroba"] == 100 * masses["libra"]
    assert masses["kg"] == 1000 * masses["g"]


def test_containers_are_never_compared_with_each_other() -> None:
    boxes = ("jaba", "saco", "molde", "atado", "porongo", "bolsa", "frasco", "plancha")
    assert len({UNITS[code].dimension for code in boxes}) == len(boxes)


@given(st.text(max_size=20))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    if known_unit(text) is None:
        with pytest.raises(InputError):
            find_unit(text)
