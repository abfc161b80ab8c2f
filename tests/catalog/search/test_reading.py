"""What the words of a search say, and how it is undone."""

import pytest
from werkzeug.datastructures import MultiDict

from catalog.products.filter_reading import read_filters
from catalog.search import reading
from tests.support.readings import GAZETTEER, TREE, asked, read


def test_words_alone_are_looked_for() -> None:
    found = read("Queso  FRESCO")
    assert asked(found) == ["queso", "fresco"] or asked(found) == ["queso fresco"]
    assert found.understood == ()
    assert found.correction is None


@pytest.mark.parametrize(
    ("q", "slug", "left"),
    [
        *(("artesanías", "artesanal", []), ("lácteos", "lacteos", []), ("frutas", "frutas", [])),
        *(("textiles de alpaca", "tejidos", ["alpaca"]), ("café y cacao", "cafe-cacao", [])),
        *(("Quesos y lácteos", "lacteos", []), ("servicios", "servicios", [])),
    ],
)
def test_a_sector_is_a_filter(q: str, slug: str, left: list[str]) -> None:
    found = read(q)
    assert found.params == (("rubro", slug),)
    assert asked(found) == left


@pytest.mark.parametrize("q", ["yogur de frutas", "canasta de verduras", "fruta", "grano"])
def test_a_sector_that_tells_of_a_thing_is_none(q: str) -> None:
    assert read(q).understood == ()


@pytest.mark.parametrize(
    ("q", "kind"),
    [
        *(("queso en cusco", "lugar"), ("textiles de alpaca", "rubro"), ("40 kg de papa", "cantidad")),
        *(("papa entrega en Lima", "entrega"), ("papa hasta 3 soles el kg", "precio")),
        *(("palta en mayo", "mes"), ("papa flete a Lima", "entrega")),
    ],
)
def test_each_kind_is_undone_by_itself_and_its_words_are_looked_for(q: str, kind: str) -> None:
    understood = read(q)
    literally = read(q, {kind})
    assert kind in {one.kind for one in understood.understood}
    assert kind not in {one.kind for one in literally.understood}
    assert len(literally.needs) > len(understood.needs)


def test_a_filter_of_the_address_wins_over_the_words() -> None:
    assert read("queso en cusco", given={"departamento", "q"}).params == ()


def test_what_was_understood_is_understood_by_the_list_too() -> None:
    for q in (
        "40 kg de papa en Oxapampa hasta 3 soles el kg con entrega en Lima",
        "artesanías de Cusco",
        "2 @ papa al mes",
        "palta en mayo de 2 a 5 soles el kg",
    ):
        found = read(q)
        asked_for = read_filters(MultiDict(found.params), places=GAZETTEER, sectors=TREE, seals={})
        assert asked_for.notices == ()
        assert {name: (value,) for name, value in found.params} == dict(asked_for.params)


def test_all_at_once() -> None:
    found = read("Hola, busco 40 kg semanales de papa amarilla de Cusco con entrega en Lima, por favor")
    assert {need.typed for need in found.needs} == {"papa", "amarilla"}
    assert dict(found.params) == {"departamento": "cusco", "entrega": "lima", "capacidad_min": "174 kg"}


def test_words_that_only_ask_are_left_out_unless_there_is_nothing_else() -> None:
    assert asked(read("hola quiero comprar queso por favor")) == ["queso"]
    assert asked(read("vendo")) == ["vendo"]


def test_what_it_shall_be_without_is_not_looked_for() -> None:
    assert asked(read("mantequilla sin sal")) == ["mantequilla"]
    assert asked(read("sin sal")) == ["sal"]


def test_without_an_index_the_words_are_read_all_the_same() -> None:
    found = reading.read("40 kg de papa en Oxapampa", GAZETTEER, TREE)
    assert dict(found.params) == {"departamento": "pasco", "provincia": "oxapampa", "capacidad_min": "40 kg"}
    assert asked(found) == ["papa"]


@pytest.mark.parametrize(
    ("q", "left"),
    [
        *(("500 quesos", ["quesos"]), ("necesito 500 quesos para un evento", ["quesos"])),
        *(("queso para hotel", ["queso"]), ("miel para mi restaurante", ["miel"])),
        *(
            ("hotel", ["hotel"]),
            ("artesanías para regalar", []),
            ("para un evento", ["evento"]),
            ("500", ["500"]),
        ),
        *(("guía laguna 69", ["guia", "laguna", "69"]), ("palta para exportar", ["palta", "exportar"])),
    ],
)
def test_how_many_and_for_whom_is_not_looked_for_beside_what(q: str, left: list[str]) -> None:
    assert [need.typed for need in read(q).needs] == left
