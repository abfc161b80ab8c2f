"""For how much: read out of a search."""

import pytest

from tests.support.readings import asked, read


@pytest.mark.parametrize(
    ("q", "params", "label"),
    [
        ("papa hasta S/ 3 el kg", {"precio_max": "3", "unidad": "kg"}, "Hasta S/ 3 por kg"),
        ("queso a 20 soles el molde", {"precio_max": "20", "unidad": "molde"}, "Hasta S/ 20 el molde"),
        (
            "papa a menos de 3.50 soles por kilo",
            {"precio_max": "3.50", "unidad": "kg"},
            "Hasta S/ 3.50 por kg",
        ),
        (
            "chompa desde 100 soles la unidad",
            {"precio_min": "100", "unidad": "unidad"},
            "Desde S/ 100 la unidad",
        ),
        (
            "40 kg de papa hasta 3 soles",
            {"capacidad_min": "40 kg", "precio_max": "3", "unidad": "kg"},
            "Hasta S/ 3 por kg",
        ),
        ("queso a 20 soles el kilo", {"precio_max": "20", "unidad": "kg"}, "Hasta S/ 20 por kg"),
        ("queso hasta 18 soles por kg", {"precio_max": "18", "unidad": "kg"}, "Hasta S/ 18 por kg"),
        ("queso s/20 kg", {"precio_max": "20", "unidad": "kg"}, "Hasta S/ 20 por kg"),
        ("queso S/. 20 el kg", {"precio_max": "20", "unidad": "kg"}, "Hasta S/ 20 por kg"),
        ("queso 20 soles o más el kg", {"precio_min": "20", "unidad": "kg"}, "Desde S/ 20 por kg"),
        (
            "queso de 10 a 20 soles el kg",
            {"precio_min": "10", "precio_max": "20", "unidad": "kg"},
            "De S/ 10 a S/ 20 por kg",
        ),
        (
            "papa entre S/ 2 y S/ 3.50 por kilo",
            {"precio_min": "2", "precio_max": "3.50", "unidad": "kg"},
            "De S/ 2 a S/ 3.50 por kg",
        ),
        (
            "café 1,200 - 900 soles el quintal",
            {"precio_min": "900", "precio_max": "1200", "unidad": "quintal"},
            "De S/ 900 a S/ 1,200 el quintal",
        ),
    ],
)
def test_a_price_is_a_filter(q: str, params: dict[str, str], label: str) -> None:
    found = read(q)
    assert dict(found.params) == params
    assert len(found.needs) == 1
    assert [one.label for one in found.understood if one.kind == "precio"] == [label]


@pytest.mark.parametrize(
    ("q", "words", "least", "most"),
    [
        ("queso por menos de 20 soles", "por menos de 20 soles", None, 2000),
        ("queso a menos de 20 soles", "a menos de 20 soles", None, 2000),
        ("queso hasta 20 soles", "hasta 20 soles", None, 2000),
        ("queso de 10 a 20 soles", "de 10 a 20 soles", 1000, 2000),
        ("queso S/ 20", "S/ 20", None, 2000),
        ("queso desde 15 soles", "desde 15 soles", 1500, None),
    ],
)
def test_a_price_without_its_unit_is_asked_about(
    q: str, words: str, least: int | None, most: int | None
) -> None:
    found = read(q)
    assert asked(found) == ["queso"]
    assert found.params == ()
    assert found.notices == ()
    assert found.unpriced
    assert (found.unpriced.said, found.unpriced.least, found.unpriced.most) == (words, least, most)


@pytest.mark.parametrize(
    "q", ["queso 20", "guía laguna 69", "tejido sol", "queso hasta 20", "hasta 20 lucas"]
)
def test_other_numbers_are_no_price(q: str) -> None:
    found = read(q)
    assert found.unpriced is None
    assert found.params == ()


def test_a_price_is_undone() -> None:
    found = read("queso a 20 soles el kilo", {"precio"})
    assert "precio_max" not in dict(found.params)
    assert len(found.needs) > 1
