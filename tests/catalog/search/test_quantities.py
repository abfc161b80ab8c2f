"""How much and how often: read out of a search."""

import pytest

from tests.support.readings import asked, read


@pytest.mark.parametrize(
    ("q", "amount"),
    [
        *(
            ("40 kg de papa semanal", "174 kg"),
            ("papa 40kg por semana", "174 kg"),
            ("40 kilos cada semana papa", "174 kg"),
        ),
        *(
            ("40 kg/semana papa", "174 kg"),
            ("papa 10 kg diarios", "305 kg"),
            ("papa 100 kg quincenales", "200 kg"),
        ),
        *(("papa 100 kg cada 15 días", "200 kg"), ("papa 100 kg cada dos semanas", "217 kg")),
        *(("papa 20 kg dos veces por semana", "174 kg"), ("papa 1,500 kg mensuales", "1,500 kg")),
        *(("2 arrobas de papa al mes", "2 arrobas"), ("media arroba de papa cada semana", "2.17 arrobas")),
        *(("100 unidades mensuales chompa", "100 unidades"), ("100 chompas al mes", "100 unidades")),
        *(
            ("una docena de empanadas", "1 docena"),
            ("veinte kilos de papa", "20 kg"),
            ("dos quintales papa", "2 quintales"),
        ),
        *(
            ("papa 1200 kg al año", "100 kg"),
            ("papa 2 mil kg", "2,000 kg"),
            ("papa ½ tonelada", "0.5 toneladas"),
        ),
        *(("2 arrobas y media de papa", "2.5 arrobas"), ("1 1/2 quintal de papa", "1.5 quintales")),
        *(("5 moldes de queso", "5 moldes"), ("10 planchas de huevos semanales", "44 planchas")),
        *(("2 noches guía", "2 noches"), ("papa 15 @", "15 arrobas")),
    ],
)
def test_a_quantity_is_what_there_must_be_a_month(q: str, amount: str) -> None:
    found = read(q)
    assert found.params == (("capacidad_min", amount),)
    assert found.understood[0].label == f"Desde {amount} al mes"
    assert len(found.needs) == 1


def test_a_quantity_says_the_words_it_came_from() -> None:
    assert read("Quiero 40 KG de papa semanal").understood[0].words == "40 KG … semanal"


@pytest.mark.parametrize(
    "q",
    ["guía laguna 69", "harina siete granos", "una manta", "un saco", "papa semanal", "papa todos los días"],
)
def test_other_numbers_are_no_quantity(q: str) -> None:
    assert read(q).params == ()


def test_the_size_of_a_thing_is_looked_for_where_things_are_called_so() -> None:
    assert asked(read("café molido 250 g")) == ["cafe molido", "250", "g"]
    assert asked(read("miel 1 kg")) == ["miel"]


def test_a_number_that_may_be_two_is_questioned_and_does_not_filter() -> None:
    found = read("1.500 kg de papa")
    assert asked(found) == ["papa"]
    assert found.params == ()
    assert "1,500 o 1.5" in found.notices[0]


def test_a_quantity_in_another_measure_does_not_filter_and_is_asked_about() -> None:
    found = read("dos docenas de huevos")
    assert found.params == ()
    assert asked(found) == ["huevos"]
    assert found.unlike
    assert found.unlike.words == "dos docenas"
