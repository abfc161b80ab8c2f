"""Numbers as typed in Peru."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.numbers import (
    Typed,
    format_money,
    format_number,
    parse_decimal,
    parse_money,
    parse_quantity_number,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250", "1250"),
        ("1,250", "1250"),
        ("1,250,000", "1250000"),
        ("1,250.00", "1250"),
        ("12,50", "12.50"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12.50", "12.50"),
        ("1 250", "1250"),
        ("1\u00a0250,5", "1250.5"),
        ("1\u202f250\u202f000", "1250000"),
        ("1'250,000", "1250000"),
        ("1’250", "1250"),
        ("1.250,50", "1250.5"),
        ("1.250.000", "1250000"),
        ("0.500", "0.5"),
        ("0,250", "0.25"),
        (".5", "0.5"),
        (",50", "0.5"),
        ("12.", "12"),
        (" 12 ,50 ", "12.5"),
        ("１２．５", "12.5"),
        ("٤٥", "45"),
        ("+7", "7"),
        ("1250.500", "1250.5"),
        ("1.1250", "1.125"),
        ("007", "7"),
        (12, "12"),
        (12.5, "12.5"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (Decimal("3.25"), "3.25"),
        ("1,000,000,000,000", "1000000000000"),
    ],
)
def test_reads(typed: Typed, number: str) -> None:
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "doce",
        "1,25,0",
        "1,2500",
        "1 25",
        "12²",
        "1½",
        "0x10",
        "1e5",
        "1E5",
        "NaN",
        "inf",
        "--5",
        "1_000",
        "1,250,5",
        "01,250",
        "1.250,500",
        "1250,500",
        "1..5",
        ".",
        ",",
        "1'25",
        "9" * 5000,
        "1\x002",
        "-5",
        "- 5",
        "−5",
        "(5)",
        "1000000000001",
        "9999999999999",
    ],
)
def test_refuses(typed: str) -> None:
    with pytest.raises(InputError):
        parse_decimal(typed)


@pytest.mark.parametrize(
    "value", [True, float("nan"), float("inf"), -1, -0.5, 1e13, None, [1], Decimal("NaN")]
)
def test_refuses_cells_that_hold_no_number(value: Typed) -> None:
    with pytest.raises(InputError):
        parse_decimal(value)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [("1.500", "¿1,500 o 1.5?"), ("250.000", "¿250,000 o 250?"), ("1.125", "¿1,125 o 1.1250?")],
)
def test_questions_a_dot_with_three_digits(typed: str, readings: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_decimal(typed)
    assert readings in refusal.value.message


@pytest.mark.parametrize(
    ("typed", "centimos"),
    [
        ("S/ 12.50", 1250),
        ("S/12,50", 1250),
        ("s/. 12.5", 1250),
        ("S/.12.50", 1250),
        ("S / 12", 1200),
        ("12 soles", 1200),
        ("1 sol", 100),
        ("12.50 S/", 1250),
        ("PEN 7", 700),
        ("S/ 1,250", 125_000),
        ("1,250.00", 125_000),
        ("S/ 45.-", 4500),
        ("45,--", 4500),
        ("12 nuevos soles", 1200),
        ("50 céntimos", 50),
        ("12 soles con 5 centimos", 1205),
        ("S/ .50", 50),
        (12.5, 1250),
        (12, 1200),
        (0.1, 10),
        ("0", 0),
        ("12.5000", 1250),
    ],
)
def test_reads_money(typed: Typed, centimos: int) -> None:
    assert parse_money(typed) == centimos


@pytest.mark.parametrize(
    "typed",
    ["12.5055", 12.505, "S/ 1.500", "US$ 12", "$ 5", "12 dólares", "S/", "S/ -5", "S/ doce", "soles", ""],
)
def test_refuses_money(typed: Typed) -> None:
    with pytest.raises(InputError):
        parse_money(typed)


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [
        ("2,500", 2_500_000),
        ("12.5", 12_500),
        ("1/2", 500),
        ("1 1/2", 1500),
        ("½", 500),
        ("2½", 2500),
        ("3/4", 750),
        ("0.125", 125),
        (2.125, 2125),
        ("1.1250", 1125),
    ],
)
def test_reads_quantities(typed: Typed, thousandths: int) -> None:
    assert parse_quantity_number(typed) == thousandths


@pytest.mark.parametrize("typed", ["1/3", "1/0", "0.0005", 1 / 3, "1/", "/2", "1/2/3", "1.500"])
def test_refuses_quantities(typed: Typed) -> None:
    with pytest.raises(InputError):
        parse_quantity_number(typed)


@pytest.mark.parametrize(
    ("thousandths", "written"),
    [
        (2_500_000, "2,500"),
        (1_500_000, "1,500"),
        (1500, "1.5"),
        (12_500, "12.5"),
        (125, "0.125"),
        (1125, "1.1250"),
        (0, "0"),
        (1_250_125, "1,250.125"),
        (-1500, "-1.5"),
    ],
)
def test_writes_numbers(thousandths: int, written: str) -> None:
    assert format_number(thousandths) == written


@pytest.mark.parametrize(
    ("centimos", "written"), [(123_450, "S/ 1,234.50"), (5, "S/ 0.05"), (0, "S/ 0.00"), (-150, "-S/ 1.50")]
)
def test_writes_money(centimos: int, written: str) -> None:
    assert format_money(centimos) == written


@given(st.integers(0, 10**14))
def test_money_written_is_read_back(centimos: int) -> None:
    assert parse_money(format_money(centimos)) == centimos


@given(st.integers(0, 10**15) | st.integers(0, 3_000_000))
def test_quantities_written_are_read_back(thousandths: int) -> None:
    assert parse_quantity_number(format_number(thousandths)) == thousandths


@given(st.text(max_size=30) | st.text("0123456789.,' -S/½", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse_decimal, parse_money, parse_quantity_number):
        with suppress(InputError):
            assert read(text) >= 0
