"""When: months read out of a search."""

import pytest

from tests.support.readings import asked, read


@pytest.mark.parametrize(
    ("q", "left", "months", "label"),
    [
        ("palta en mayo", ["palta"], ["mayo"], "Disponible en mayo"),
        ("palta mayo", ["palta"], ["mayo"], "Disponible en mayo"),
        ("palta para mayo", ["palta"], ["mayo"], "Disponible en mayo"),
        ("palta de mayo", ["palta"], ["mayo"], "Disponible en mayo"),
        ("palta desde mayo", ["palta"], ["mayo"], "Disponible en mayo"),
        ("palta en el mes de Septiembre", ["palta"], ["setiembre"], "Disponible en setiembre"),
        ("palta para el 15 de mayo", ["palta"], ["mayo"], "Disponible en mayo"),
        ("en enero palta", ["palta"], ["enero"], "Disponible en enero"),
        ("papa de abril a junio", ["papa"], ["abril", "mayo", "junio"], "Disponible de abril a junio"),
        ("papa abril-junio", ["papa"], ["abril", "mayo", "junio"], "Disponible de abril a junio"),
        ("papa entre abril y junio", ["papa"], ["abril", "mayo", "junio"], "Disponible de abril a junio"),
        ("papa desde abril hasta junio", ["papa"], ["abril", "mayo", "junio"], "Disponible de abril a junio"),
        ("papa en enero y marzo", ["papa"], ["enero", "marzo"], "Disponible en enero y marzo"),
        ("papa noviembre a enero en Cusco", ["papa"], ["enero", "noviembre", "diciembre"], None),
        ("enero", [], ["enero"], "Disponible en enero"),
    ],
)
def test_a_month_is_a_filter(q: str, left: list[str], months: list[str], label: str | None) -> None:
    found = read(q)
    assert asked(found) == left
    assert [value for name, value in found.params if name == "mes"] == months
    assert label is None or [one.label for one in found.understood if one.kind == "mes"] == [label]


def test_the_whole_year_is_every_month() -> None:
    found = read("papa todo el año")
    assert asked(found) == ["papa"]
    assert len(found.params) == 12
    assert found.understood[0].label == "Disponible todo el año"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("q", ["palta de temporada", "palta en temporada", "palta este mes"])
def test_the_season_is_the_month_that_is(q: str) -> None:
    found = read(q)
    assert asked(found) == ["palta"]
    assert found.params == (("mes", "noviembre"),)


@pytest.mark.parametrize(
    "q",
    ["palta en verano", "palta en mayo o junio"],
)
def test_what_may_be_several_months_is_asked_and_filters_nothing(q: str) -> None:
    found = read(q)
    assert asked(found) == ["palta"]
    assert found.params == ()
    assert "por mes" in found.notices[0]


@pytest.mark.parametrize(
    ("q", "left"),
    [
        ("mayo palta", ["mayo", "palta"]),
        ("café del alto mayo", ["cafe", "alto", "mayo"]),
        ("manta de abril", ["manta", "abril"]),
        ("chompa de invierno", ["chompa", "invierno"]),
    ],
)
def test_a_month_that_is_part_of_a_name_is_looked_for(q: str, left: list[str]) -> None:
    found = read(q)
    assert asked(found) == left
    assert found.params == ()


@pytest.mark.parametrize("q", ["queso en Dos de Mayo", "queso provincia Dos de Mayo"])
def test_a_place_called_after_a_day_is_the_place(q: str) -> None:
    assert dict(read(q).params) == {"departamento": "huanuco", "provincia": "dos-de-mayo"}


def test_a_month_is_undone_and_looked_for() -> None:
    found = read("palta en mayo", {"mes"})
    assert asked(found) == ["palta", "mayo"]
    assert found.params == ()


def test_a_month_of_the_address_wins_over_the_words() -> None:
    assert read("palta en mayo", given={"mes"}).params == ()
