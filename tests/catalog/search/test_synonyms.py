"""The ways to say things: the file that staff edit, and what it makes of a search."""

import csv
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from catalog.pages.not_listed import rules, suspects
from catalog.search import synonyms
from catalog.search.analysis import stem, stems, words
from catalog.search.synonyms import MOST, Synonyms, SynonymsError

SECTORS = Path("catalog/sectors/data/sectors.csv")
LINES = [
    *(["# a note"], [], ["=", "palta", "aguacate"], ["=", "manjar blanco", "dulce de leche"]),
    *(
        [">", "pescado", "trucha", "paiche"],
        ["=", "trucha", "trucha arcoíris"],
        ["@", "frutas", "Frutas", "frutales"],
    ),
]


@pytest.fixture(scope="module")
def ours() -> Synonyms:
    return Synonyms(LINES)


def ways(ours: Synonyms, typed: str) -> list[tuple[str, ...]]:
    """The ways to say the first thing that is asked for."""
    return list(ours.needs(words(typed))[0].any_of)


def test_what_means_the_same_will_do_both_ways(ours: Synonyms) -> None:
    assert ways(ours, "aguacates") == [("aguacat",), ("palta",)]
    assert ways(ours, "Palta") == [("palta",), ("aguacat",)]


def test_a_kind_is_met_by_its_members_but_not_the_other_way_round(ours: Synonyms) -> None:
    assert ("paich",) in ways(ours, "pescado")
    assert ways(ours, "paiche") == [("paich",)]


def test_names_of_several_words_are_one_thing(ours: Synonyms) -> None:
    found = ours.needs(words("dulce de leche con palta"))
    assert [need.typed for need in found] == ["dulce leche", "palta"]
    assert found[0].any_of == (("dulz", "lech"), ("manjar", "blanco"))


def test_what_was_typed_comes_first(ours: Synonyms) -> None:
    assert ways(ours, "dulce leche")[0] == ("dulz", "lech")


def test_a_word_said_twice_is_one_need(ours: Synonyms) -> None:
    assert len(ours.needs(words("palta palta paltas"))) == 1


def test_only_the_last_word_may_be_a_beginning(ours: Synonyms) -> None:
    found = ours.needs(words("palta fuer"), last_is_prefix=True)
    assert [need.prefix for need in found] == ["", *(["fuer"] * (len(found) - 1))]


def test_a_diminutive_asks_for_what_it_comes_from(ours: Synonyms) -> None:
    assert ("palta",) in ways(ours, "paltitas")
    assert ("aguacat",) in ways(ours, "paltitas")


def test_the_words_of_a_sector_are_taken_as_they_are(ours: Synonyms) -> None:
    assert ours.sectors == {("frutas",): "frutas", ("frutales",): "frutas"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        *(
            (["palta", "aguacate"], "empieza con"),
            (["=", "palta"], "dos cosas o más"),
            (["=", "a", ""], "dos cosas"),
        ),
        *((["=", "palta", "", "aguacate"], "dos comas"), (["=", "palta", "de la"], "ninguna palabra")),
        *(
            ([">", "una cosa de cinco palabras larguísimas que cuentan", "x"], "muy largo"),
            (["=", "🥑", "palta"], "ninguna"),
        ),
        (["@", "verduras", "frutas"], "otro rubro"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_by_its_number(line: list[str], said: str) -> None:
    with pytest.raises(SynonymsError, match="Línea 8") as error:
        Synonyms([*LINES, line])
    assert said in str(error.value)


def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "synonyms.csv"
    broken.write_bytes(b"=,palta,\xff\xfe")
    with pytest.raises(SynonymsError, match=r"synonyms\.csv"):
        synonyms.read(broken)
    with pytest.raises(SynonymsError, match=r"missing\.csv"):
        synonyms.read(tmp_path / "missing.csv")
    broken.write_text("=,palta,aguacate\n=,palta\n", encoding="utf-8")
    with pytest.raises(SynonymsError, match=r"synonyms\.csv: Línea 2"):
        synonyms.read(broken)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    saved = tmp_path / "synonyms.csv"
    saved.write_bytes('\ufeff# nota,,\r\n=,"palta",aguacate,\r\n,,\r\n'.encode())
    assert synonyms.read(saved).ways(("palta",)) == (("palta",), ("aguacat",))


@pytest.mark.parametrize(
    ("typed", "sold"),
    [
        *(("aguacate", "palta"), ("cacahuate", "maní"), ("maíz tierno", "choclo"), ("suéter", "chompa")),
        *(("patata", "papa"), ("quinoa", "quinua"), ("batata", "camote"), ("frijol", "frejol")),
        *(("betarraga", "beterraga"), ("cilantro", "culantro"), ("chocho", "tarwi"), ("amaranto", "kiwicha")),
        *(("alverja", "arveja"), ("tunta", "moraya"), ("chalona", "charqui"), ("jengibre", "kion")),
        *(("calabaza", "zapallo"), ("papalisa", "olluco"), ("isaño", "mashua"), ("uchuva", "aguaymanto")),
        *(("higo chumbo", "tuna"), ("guaba", "pacae"), ("cobayo", "cuy"), ("chancaca", "panela")),
        *(
            ("dulce de leche", "manjar blanco"),
            ("morral", "bolso"),
            ("cobija", "frazada"),
            ("cesta", "canasta"),
        ),
        *(("posada", "hospedaje"), ("sastre", "costura"), ("plomero", "gasfitero"), ("bufanda", "chalina")),
    ],
)
def test_our_own_file_knows_how_things_are_called(typed: str, sold: str) -> None:
    assert tuple(stems(sold)) in synonyms.needs(words(typed))[0].any_of


def _groups() -> list[list[str]]:
    lines = csv.reader(synonyms.FILE.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and line[0] in {"=", ">"}]


def test_our_own_file_has_many_groups_and_no_name_twice_in_one() -> None:
    assert len(_groups()) > 100
    for _sign, *names in _groups():
        keys = [tuple(stems(name)) for name in names]
        assert len(set(keys)) == len(keys), names


def test_our_own_file_names_nothing_that_is_not_listed(app: Flask) -> None:
    with app.test_request_context():
        assert rules()
        assert {
            name: suspects([name]) for _sign, *names in _groups() for name in names if suspects([name])
        } == {}


def test_our_own_file_names_sectors_that_exist() -> None:
    slugs = {row["slug"] for row in csv.DictReader(SECTORS.read_text(encoding="utf-8").splitlines())}
    assert set(synonyms.standard().sectors.values()) <= slugs


@given(st.lists(st.from_regex(r"\w{1,12}", fullmatch=True), max_size=30), st.booleans())
def test_any_words_make_few_needs_of_bounded_size(typed: list[str], beginning: bool) -> None:
    found = synonyms.needs(typed, last_is_prefix=beginning)
    assert len(found) <= len(typed)
    assert all(len(need.any_of) <= 3 * MOST for need in found)
    assert {stem(word) for word in typed} <= {one for need in found for way in need.any_of for one in way}
