"""What people type about sanitary papers."""

from datetime import date

import pytest

from catalog.products.papers import PaperReading, parse_paper
from core.errors import InputError


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("no aplica", PaperReading("not_needed")),
        ("No requiere.", PaperReading("not_needed")),
        ("N/A", PaperReading("not_needed")),
        ("todavía no", PaperReading("not_needed")),
        ("En Trámite", PaperReading("in_progress")),
        ("en proceso", PaperReading("in_progress")),
        ("E1234-2025", PaperReading("granted", "E1234-2025")),
        ("N.° E1234-2025", PaperReading("granted", "E1234-2025")),
        ("Registro sanitario: E1234", PaperReading("granted", "E1234")),
        ("E1234 vence 31/08/2027", PaperReading("granted", "E1234", date(2027, 8, 31))),
        ("E1234, vence el 31/8/27", PaperReading("granted", "E1234", date(2027, 8, 31))),
        ("DIGESA E1234 vence 31/8/2027", PaperReading("granted", "E1234", date(2027, 8, 31), "digesa")),
        ("senasa: en trámite", PaperReading("in_progress", kind="senasa")),
        ("SIP-0123-2025", PaperReading("granted", "SIP-0123-2025")),
        ("E1234 (válido hasta 2027-08-31)", PaperReading("granted", "E1234", date(2027, 8, 31))),
    ],
)
def test_reads(typed: str, reading: PaperReading) -> None:
    assert parse_paper(typed) == reading


@pytest.mark.parametrize(
    "reading",
    [
        PaperReading("not_needed"), PaperReading("in_progress"), PaperReading("in_progress", kind="sip"),
        PaperReading("granted", "E 1-25"), PaperReading("granted", "E1234", date(2027, 8, 31), "sanipes"),
    ],
)  # fmt: skip
def test_what_is_read_can_be_typed_again(reading: PaperReading) -> None:
    assert parse_paper(reading.typed()) == reading


@pytest.mark.parametrize(
    "typed", ["sí", "tengo", "E1234 vence 31/02/2027", "E1234 vence 31/12/1999", "<b>1234</b>"]
)
def test_refuses(typed: str) -> None:
    with pytest.raises(InputError):
        parse_paper(typed)
