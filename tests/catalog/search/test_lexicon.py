"""Completing and correcting words from those of the catalogue."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.lexicon import Lexicon
from catalog.search.sounds import sound
from core.text import fold

SHOWN = (
    *("queso", "quesos", "papa", "papaya", "mantequilla", "zapallo", "trucha", "aguaymanto", "cebolla"),
    *("harina", "huevos", "yuca", "sombrero", "mermelada", "miel", "maíz", "choclo", "chocolate", "café"),
    *("quinua", "zanahoria", "jabón", "olluco", "vasija", "cuy", "gallina", "plátano", "lana", "loche"),
)
COUNTS = {fold(word): 10 for word in SHOWN} | {"quesos": 4, "chocolate": 12, "lanas": 1, "papayas": 1}


def edits(word: str) -> set[str]:
    """All that one typo makes of a word: two letters swapped, one missing, one too many, one for another."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    missing = {before + after[1:] for before, after in cuts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    other = {before + letter + after[1:] for before, after in cuts if after for letter in ascii_lowercase}
    added = {before + letter + after for before, after in cuts for letter in ascii_lowercase}
    return missing | swapped | other | added


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(COUNTS, {fold(word): word for word in SHOWN})


def test_completing_gives_the_most_usual_first(lexicon: Lexicon) -> None:
    assert lexicon.starting("cho", 5) == ["chocolate", "choclo"]
    assert lexicon.starting("cho", 1) == ["chocolate"]
    assert lexicon.starting("ques", 5) == ["queso", "quesos"]


@pytest.mark.parametrize("prefix", ["", "xy", "zz", "\U0010ffff", "*", "%"])
def test_completing_nothing_gives_nothing(lexicon: Lexicon, prefix: str) -> None:
    assert lexicon.starting(prefix, 5) == []


def test_a_word_is_known_in_any_number_and_gender(lexicon: Lexicon) -> None:
    assert lexicon.known("quesos")
    assert lexicon.known("mieles")
    assert lexicon.known("papas")
    assert not lexicon.known("quezo")


def test_a_word_is_shown_as_people_write_it(lexicon: Lexicon) -> None:
    assert lexicon.shown("maiz") == "maíz"
    assert lexicon.shown("lanas") == "lanas"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("quezo", "queso"), ("keso", "queso"), ("qeso", "queso"), ("quezos", "queso")),
        *(("zapayo", "zapallo"), ("sapallo", "zapallo"), ("mantequiya", "mantequilla")),
        *(("truhca", "trucha"), ("tucha", "trucha"), ("truchaa", "trucha"), ("trocha", "trucha")),
        *(("aguaimanto", "aguaymanto"), ("awaymanto", "aguaymanto"), ("sebolla", "cebolla")),
        *(("zevoya", "cebolla"), ("arina", "harina"), ("guevos", "huevos"), ("uevos", "huevos")),
        *(("yuka", "yuca"), ("sombrelo", "sombrero"), ("mermelda", "mermelada"), ("cafee", "cafe")),
        *(("quisu", "queso"), ("ulluku", "olluco"), ("cui", "cuy"), ("kuy", "cuy"), ("kinua", "quinua")),
        *(("sanaoria", "zanahoria"), ("gabon", "jabon"), ("basija", "vasija"), ("gayina", "gallina")),
        *(("mais", "maiz"), ("chocolatte", "chocolate"), ("mel", "miel"), ("lanna", "lana")),
    ],
)
def test_the_word_that_was_meant_comes_first(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert lexicon.near(typed)[:1] == [meant]


@pytest.mark.parametrize(
    "typed", ["xyzzy", "pq", "12", "1kg", "ñ", "שלום", "a" * 5000, "", "';--", "quinceañera"]
)
def test_what_nobody_meant_is_not_corrected(lexicon: Lexicon, typed: str) -> None:
    assert lexicon.near(typed) == []


def test_a_word_is_not_its_own_neighbour(lexicon: Lexicon) -> None:
    assert "queso" not in lexicon.near("queso")


def test_no_word_at_all_corrects_nothing() -> None:
    assert Lexicon({}, {}).near("queso") == []


@given(st.text(max_size=60))
def test_any_text_has_few_neighbours(typed: str) -> None:
    found = Lexicon(COUNTS, {}).near(typed)
    assert len(found) <= 3
    assert set(found) <= COUNTS.keys()


@given(st.sampled_from(sorted(map(fold, SHOWN))), st.data())
def test_one_typo_in_a_word_finds_it(word: str, data: st.DataObject) -> None:
    typo = data.draw(st.sampled_from(sorted(set(edits(word)))))
    lexicon = Lexicon({word: 1}, {})
    assert lexicon.known(typo) or len(typo) < 3 or lexicon.near(typo) == [word]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=40))
def test_every_word_has_a_sound(word: str) -> None:
    assert len(sound(word)) <= len(word)
