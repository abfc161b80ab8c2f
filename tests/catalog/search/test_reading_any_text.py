"""Whatever is typed is text, and is read in little time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from catalog.products.filter_reading import read_filters
from catalog.search import reading
from catalog.search.typed import MAX_TYPED
from catalog.search.understood import FIELDS
from tests.support.readings import GAZETTEER, TREE, read

NASTY = (
    *("queso AND NOT (papa OR 'x')", '"queso" -papa +miel', "que*o?", "queso~2^10", "[a TO z]", "name:queso"),
    *(
        "'; DROP TABLE product; --",
        "1 OR 1=1",
        "(a+)+$",
        "\\d{1,999999}",
        "%_%",
        "\x00\x01queso\x00",
        "🧀 queso 🥔",
    ),
    *(
        "\u202eosueq",
        "גבינה",
        "جبنة",
        "奶酪",
        "́́́",
        "S/",
        "S/ S/ S/",
        "1/0 kg papa",
        "0 kg",
        "-5 kg",
        "9" * 400,
    ),
    *(
        "1e999 kg",
        "@ @ @",
        "en en en en",
        "en",
        "de la",
        "//////",
        "kg kg kg",
        "media media arroba",
        "½½½",
        "ﬁ ²³ ⅷ",
    ),
    *(
        "99999999999999999999 toneladas diarias de papa",
        "papa cada 0 dias 5 kg",
        "mil mil mil kg",
        "lima " * 200,
    ),
)


@pytest.mark.parametrize("q", NASTY)
def test_whatever_is_typed_is_text(q: str) -> None:
    found = read(q)
    assert len(found.needs) <= reading.MOST_WORDS
    asked_for = read_filters(MultiDict(found.params), places=GAZETTEER, sectors=TREE, seals={})
    assert asked_for.notices == ()


@given(st.text(max_size=200))
def test_any_text_is_read(q: str) -> None:
    found = read(q)
    assert len(found.needs) <= reading.MOST_WORDS


_WORDS = st.sampled_from(
    (
        *(
            "papa",
            "queso",
            "en",
            "de",
            "a",
            "cusco",
            "lima",
            "40",
            "1/2",
            "1.500",
            "kg",
            "kilos",
            "semanal",
            "al mes",
        ),
        *(
            "cada",
            "15",
            "dias",
            "S/ 3",
            "hasta",
            "menos de",
            "soles",
            "entrega",
            "domicilio",
            "artesanías",
            "quezo",
        ),
        *(
            "provincia",
            "distrito de",
            "sucre",
            "celendín",
            "una",
            "docena",
            "media",
            "mil",
            "y media",
            "para",
            "todo el Perú",
            *(
                "enero",
                "mayo",
                "junio",
                "de",
                "hasta",
                "o",
                "todo el año",
                "temporada",
                "verano",
                "flete",
                "S/ 20",
            ),
        ),
    )
)


@given(st.lists(_WORDS, max_size=14).map(" ".join), st.sets(st.sampled_from([*FIELDS, "palabra"])))
def test_any_order_of_words_is_read_and_said(q: str, literal: set[str]) -> None:
    found = read(q, literal)
    kinds = [one.kind for one in found.understood]
    assert len(set(kinds)) == len(kinds)
    assert not literal & set(kinds)
    for one in found.understood:
        assert one.label
        assert one.words
        assert one.params
    asked_for = read_filters(MultiDict(found.params), places=GAZETTEER, sectors=TREE, seals={})
    assert asked_for.notices == ()


@pytest.mark.parametrize(
    "q", ["queso " * 1000, "a" * 5000, "ñ*(" * 1700, "1 " * 2500, "cada " * 1000, "S/ 1 " * 1000]
)
def test_of_a_long_text_only_the_beginning_is_read(q: str) -> None:
    assert read(q) == read(q[:MAX_TYPED])
    assert len(read(q).needs) <= reading.MOST_WORDS
