"""Months as people type and say them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.products.months import (
    ALL_MONTHS,
    MONTH_LETTERS,
    MONTH_NAMES,
    month_numbers,
    parse_months,
    say_months,
)
from core.errors import InputError


def flags(*months: int) -> int:
    return sum(1 << month - 1 for month in months)


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("todo el año", [*range(1, 13)]),
        ("Todo el ano", [*range(1, 13)]),
        ("SIEMPRE", [*range(1, 13)]),
        ("12 meses", [*range(1, 13)]),
        ("ene-dic", [*range(1, 13)]),
        ("todos los meses", [*range(1, 13)]),
        ("de abril a agosto", [4, 5, 6, 7, 8]),
        ("abr-ago", [4, 5, 6, 7, 8]),
        ("abril – agosto", [4, 5, 6, 7, 8]),
        ("Abr. - Ago.", [4, 5, 6, 7, 8]),
        ("desde abril hasta agosto", [4, 5, 6, 7, 8]),
        ("entre abril y agosto", [4, 5, 6, 7, 8]),
        ("abril al agosto", [4, 5, 6, 7, 8]),
        ("4-8", [4, 5, 6, 7, 8]),
        ("ene, feb y mar", [1, 2, 3]),
        ("ene/feb;mar", [1, 2, 3]),
        ("ene feb mar", [1, 2, 3]),
        ("1, 2 y 3", [1, 2, 3]),
        ("nov a feb", [11, 12, 1, 2]),
        ("setiembre", [9]),
        ("septiembre", [9]),
        ("set", [9]),
        ("sep", [9]),
        ("Sept.", [9]),
        ("solo diciembre", [12]),
        ("abr-jun y oct", [4, 5, 6, 10]),
        ("mayo, jun-ago e octubre", [5, 6, 7, 8, 10]),
        ("todo el año menos feb", [1, *range(3, 13)]),
        ("menos febrero", [1, *range(3, 13)]),
        ("todo el año excepto de enero a marzo", [*range(4, 13)]),
        ("de mayo a mayo", [5]),
    ],
)
def test_reads(typed: str, months: list[int]) -> None:
    assert parse_months(typed) == flags(*months)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Faltan los meses"),
        ("en temporada", "¿qué meses son?"),
        ("época de lluvias", "¿qué meses son?"),
        ("agsoto", "¿Quiso decir agosto?"),
        ("13", "No entiendo"),
        ("0-4", "No entiendo"),
        ("abr-", "No entiendo"),
        ("-abr", "No entiendo"),
        ("abr-jun-ago", "No entiendo"),
        ("enero-febrero-marzo", 'No entiendo "enero-febrero-marzo"'),
        ("ma", "No entiendo"),
        ("enero a", "No entiendo"),
        ("todo el año menos todo el año", "no queda ningún mes"),
        ("cuando hay", "No entiendo"),
        ("2026-05-01", "No entiendo"),
    ],
)
def test_refuses_kindly(typed: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_months(typed)
    assert said in refusal.value.message


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ([*range(1, 13)], "todo el año"),
        ([4, 5, 6, 7, 8], "de abril a agosto"),
        ([1, 2, 5, 6, 7], "enero, febrero y de mayo a julio"),
        ([11, 12, 1, 2], "de noviembre a febrero"),
        ([12, 1], "enero y diciembre"),
        ([9], "setiembre"),
        ([1, *range(3, 13)], "todo el año menos febrero"),
        ([], ""),
    ],
)
def test_says(months: list[int], said: str) -> None:
    assert say_months(flags(*months)) == said


def test_whatever_is_said_is_read_back() -> None:
    for months in range(1, ALL_MONTHS + 1):
        assert parse_months(say_months(months)) == months


def test_letters_and_names_agree() -> None:
    assert [name[0].upper() for name in MONTH_NAMES] == list(MONTH_LETTERS)
    assert month_numbers(flags(1, 12)) == [0, 11]


@given(st.text(max_size=20) | st.text("abrilgosten -,y12", max_size=15))
def test_any_text_is_months_or_refused(text: str) -> None:
    with suppress(InputError):
        assert 0 < parse_months(text) <= ALL_MONTHS
