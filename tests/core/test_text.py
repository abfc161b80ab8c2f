"""Cleaning, folding, slugs and lists."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import clean, fold, slugify, split_list


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Queso   fresco \t de\u00a0Puno ", "Queso fresco de Puno"),
        ("que\x00so\x07", "queso"),
        ("pa\u200bn\u202egro\u202c\ufeff", "pangro"),
        ("Cafe\u0301", "Café"),
        ("uno\ndos", "uno dos"),
        ("m² ½ Ñ", "m² ½ Ñ"),
        ("roto \ud800 aquí", "roto aquí"),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_clean_keeps_lines_when_asked() -> None:
    assert clean("\n Uno  dos \r\n\r\n\r\n\n tres\x00\n", lines=True) == "Uno dos\n\ntres"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  ÑAÑA  Añil ", "nana anil"),
        ("CAFÉ Orgánico", "cafe organico"),
        ("q'olle", "q'olle"),
        ("ＫＧ", "kg"),
        ("m²", "m2"),
        ("pingüino", "pinguino"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@settings(max_examples=300)
@given(st.text(max_size=20))
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper().lower()) == fold(fold(text.upper().lower()))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Queso fresco (1 kg) – Ñaña", "queso-fresco-1-kg-nana"),
        ("  ¡¡!! ", ""),
        ("Café & cacao", "cafe-cacao"),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    ("typed", "things"),
    [
        ("yape, plin y efectivo", ["yape", "plin", "efectivo"]),
        ("Yape/Plin;  BIM\nTunki", ["Yape", "Plin", "BIM", "Tunki"]),
        ("Puno e Ilave", ["Puno", "Ilave"]),
        ("Yape&Plin & efectivo", ["Yape", "Plin", "efectivo"]),
        ("Yauyos y Yungay", ["Yauyos", "Yungay"]),
        ("papaya, yacón y maíz", ["papaya", "yacón", "maíz"]),
        ("uno, dos, y tres,", ["uno", "dos", "tres"]),
        ("a Y b", ["a", "b"]),
        ("", []),
        (" , ; y ", []),
    ],
)
def test_split_list(typed: str, things: list[str]) -> None:
    assert split_list(typed) == things
