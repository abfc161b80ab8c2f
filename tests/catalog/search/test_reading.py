"""What the words of a search say: places, sectors, deliveries, quantities and prices become filters."""

import csv
import time
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from catalog.places.queries import Gazetteer, Place
from catalog.products.filter_reading import read_filters
from catalog.search import reading
from catalog.search.analysis import stems, words
from catalog.search.lexicon import Lexicon
from catalog.search.needs import Need
from catalog.search.reading import Reading
from catalog.sectors.queries import Branch, SectorTree
from core.text import fold, slugify

PLACES = Path("catalog/places/data/ubigeo-inei.csv")
SECTORS = Path("catalog/sectors/data/sectors.csv")
NAMES = (
    *(
        "Queso fresco",
        "Queso mantecoso",
        "Papa amarilla",
        "Papa huayro",
        "Quinua blanca",
        "Café molido 250 g",
    ),
    *(
        "Miel de abeja",
        "Trucha fresca",
        "Chompa de alpaca",
        "Manta de lana",
        "Yogur de frutas",
        "Huevos de corral",
    ),
    *("Torito de Pucará", "Plátano", "Guía de montaña", "Palta fuerte", "Canasta de verduras", "Mantequilla"),
    *("Artesanía en paja", "Cebolla roja", "Empanada", "Lúcuma", "Harina de maíz"),
)
# Something is offered in these places, and delivered to these departments.
THERE = frozenset(
    (
        "08",
        "19",
        "1903",
        "190307",
        "21",
        "210708",
        "06",
        "0603",
        "060310",
        "09",
        "0901",
        "20",
        "2001",
        "200114",
        "050108",
    )
)
DELIVERED = ("15", "14", "08")


class Offered:
    """A catalogue of a few names."""

    def there(self, code: str) -> bool:
        """Whether something is offered in a place."""
        return code in THERE

    def elsewhere(self, stems: Sequence[str], code: str) -> bool:
        """Whether something of another place has these words in its name."""
        return code != "210708" and self.named(stems)

    def named(self, stems: Iterable[str]) -> bool:
        """Whether something has these words in its name."""
        return any(set(stems) <= set(_stems(name)) for name in NAMES)

    def delivered(self, code: str) -> bool:
        """Whether something is delivered to a department."""
        return code in DELIVERED

    def measured(self, needs: tuple[Need, ...], dimension: str) -> bool:
        """Eggs go by the tray, all else by anything."""
        return all(need.typed != "huevos" for need in needs) or dimension == "plancha"


def _stems(name: str) -> list[str]:
    return stems(name)


def gazetteer() -> Gazetteer:
    """All places, without a database."""
    found: dict[str, str] = {}
    for row in csv.DictReader(PLACES.read_text(encoding="utf-8").splitlines()):
        names = (row["departamento"], row["provincia"], row["distrito"])
        found.update(zip((row["ubigeo"][:2], row["ubigeo"][:4], row["ubigeo"]), names, strict=True))
    return Gazetteer(Place(code, name, slugify(name)) for code, name in found.items())


def sector_tree() -> SectorTree:
    """The sectors that ship with the site, without a database."""
    rows = list(csv.DictReader(SECTORS.read_text(encoding="utf-8").splitlines()))
    ids = {row["slug"]: number for number, row in enumerate(rows, start=1)}
    return SectorTree(
        Branch(
            id=ids[row["slug"]],
            parent_id=ids.get(row["parent"]),
            slug=row["slug"],
            path="/".join(filter(None, (row["parent"], row["slug"]))),
            name=row["name"],
            kind=row["kind"],
            paper_rule=row["paper_rule"],
        )
        for row in rows
    )


GAZETTEER, TREE = gazetteer(), sector_tree()
COUNTS = {word: 3 for name in NAMES for word in words(name)} | {"lactosa": 1, "retama": 2}
LEXICON = Lexicon(COUNTS, {fold(word): word.lower() for name in NAMES for word in name.split()})


def read(q: str, literal: Collection[str] = (), given: Collection[str] = ()) -> Reading:
    """A reading with a whole catalogue behind it."""
    return reading.read(q, GAZETTEER, TREE, LEXICON, literal, Offered(), given)


def asked(found: Reading) -> list[str]:
    """What is looked for."""
    return [need.typed for need in found.needs]


def test_words_alone_are_looked_for() -> None:
    found = read("Queso  FRESCO")
    assert asked(found) == ["queso", "fresco"] or asked(found) == ["queso fresco"]
    assert found.understood == ()
    assert found.correction is None


@pytest.mark.parametrize(
    ("q", "left", "params"),
    [
        ("queso cusco", ["queso"], {"departamento": "cusco"}),
        ("queso en Cuzco", ["queso"], {"departamento": "cusco"}),
        ("queso del Cusco", ["queso"], {"departamento": "cusco"}),
        ("miel en oxapampa", ["miel"], {"departamento": "pasco", "provincia": "oxapampa"}),
        (
            "café villa rica",
            ["cafe"],
            {"departamento": "pasco", "provincia": "oxapampa", "distrito": "villa-rica"},
        ),
        ("papa departamento de Huancavelica", ["papa"], {"departamento": "huancavelica"}),
        (
            "papa provincia de huancavelica",
            ["papa"],
            {"departamento": "huancavelica", "provincia": "huancavelica"},
        ),
        (
            "torito de pucara",
            ["torito"],
            {"departamento": "puno", "provincia": "lampa", "distrito": "pucara"},
        ),
        ("oxapampa", [], {"departamento": "pasco", "provincia": "oxapampa"}),
        (
            "queso Sucre, Celendín",
            ["queso"],
            {"departamento": "cajamarca", "provincia": "celendin", "distrito": "sucre"},
        ),
        (
            "queso en sucre",
            ["queso"],
            {"departamento": "cajamarca", "provincia": "celendin", "distrito": "sucre"},
        ),
        (
            "limon tambogrande",
            ["limon"],
            {"departamento": "piura", "provincia": "piura", "distrito": "tambo-grande"},
        ),
        ("café de Jaén", ["cafe"], {"departamento": "cajamarca", "provincia": "jaen"}),
    ],
)
def test_a_place_is_a_filter(q: str, left: list[str], params: dict[str, str]) -> None:
    found = read(q)
    assert asked(found) == left
    assert dict(found.params) == params
    assert [one.kind for one in found.understood] == ["lugar"]


@pytest.mark.parametrize(
    ("q", "left"),
    [
        *(("quinua", ["quinua"]), ("manta", ["manta"]), ("lucma", ["lucma"]), ("naranjos", ["naranjos"])),
        *(("poroto", ["poroto"]), ("llama", ["llama"]), ("tigre", ["tigre"]), ("hongos", ["hongos"])),
        *(
            ("mantas de lana", ["mantas", "lana"]),
            ("harina de quinua", ["harina", "quinua"]),
            ("choco", ["choco"]),
        ),
    ],
)
def test_a_thing_called_like_a_place_is_a_thing(q: str, left: list[str]) -> None:
    found = read(q)
    assert found.understood == ()
    assert asked(found) == left


@pytest.mark.parametrize("q", ["cerámica en Quinua", "cerámica distrito de quinua", "cerámica desde Quinua"])
def test_a_preposition_makes_it_the_place(q: str) -> None:
    assert dict(read(q).params) == {
        "rubro": "ceramica",
        "departamento": "ayacucho",
        "provincia": "huamanga",
        "distrito": "quinua",
    }


def test_of_two_places_beside_each_other_the_narrower_counts() -> None:
    one, other = read("miel Oxapampa Pasco"), read("miel Pasco Oxapampa")
    assert one.params == other.params == (("departamento", "pasco"), ("provincia", "oxapampa"))
    assert one.understood[0].words == "Oxapampa Pasco"


@pytest.mark.parametrize(
    ("q", "left"),
    [
        *(("papas con entrega en Lima", ["papas"]), ("papas a domicilio en lima", ["papas"])),
        *(
            ("papa que envíen a Lima", ["papa"]),
            ("papa delivery lima", ["papa"]),
            ("papa para Lima", ["papa"]),
        ),
        *(("entrega en Miraflores Lima papa", ["miraflores", "papa"]), ("papa lima", ["papa"])),
    ],
)
def test_where_it_should_arrive_is_a_delivery(q: str, left: list[str]) -> None:
    found = read(q)
    if "Miraflores" in q:
        # Several departments have a Miraflores: the words say Lima besides.
        assert ("entrega", "lima") in found.params
        return
    assert found.params == (("entrega", "lima"),)
    assert asked(found) == left
    assert found.understood[0].label == "Entrega en Lima"


def test_a_delivery_goes_to_the_department_of_the_place() -> None:
    found = read("queso a domicilio en Chiclayo")
    assert found.params == (("entrega", "lambayeque"),)
    assert found.understood[0].words == "a domicilio en Chiclayo"


def test_a_delivery_to_everywhere_is_no_filter() -> None:
    found = read("queso con envío a todo el Perú")
    assert asked(found) == ["queso"]
    assert found.params == ()


def test_origin_and_delivery_may_both_be_said() -> None:
    assert dict(read("queso de Cusco con entrega en Lima").params) == {
        "departamento": "cusco",
        "entrega": "lima",
    }


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


def test_a_quantity_in_another_measure_does_not_filter_and_says_so() -> None:
    found = read("dos docenas de huevos")
    assert found.params == ()
    assert asked(found) == ["huevos"]
    assert "dos docenas" in found.notices[0]


@pytest.mark.parametrize(
    ("q", "params"),
    [
        ("papa hasta S/ 3 el kg", {"precio_max": "3", "unidad": "kg"}),
        ("queso a 20 soles el molde", {"precio_max": "20", "unidad": "molde"}),
        ("papa a menos de 3.50 soles por kilo", {"precio_max": "3.50", "unidad": "kg"}),
        ("chompa desde 100 soles la unidad", {"precio_min": "100", "unidad": "unidad"}),
        ("40 kg de papa hasta 3 soles", {"capacidad_min": "40 kg", "precio_max": "3", "unidad": "kg"}),
    ],
)
def test_a_price_is_a_filter(q: str, params: dict[str, str]) -> None:
    found = read(q)
    assert dict(found.params) == params
    assert len(found.needs) == 1


def test_a_price_without_its_unit_asks_for_it() -> None:
    found = read("queso por menos de 20 soles")
    assert asked(found) == ["queso"]
    assert found.params == ()
    assert "por qué unidad" in found.notices[0]


@pytest.mark.parametrize(
    ("q", "kind"),
    [
        *(("queso en cusco", "lugar"), ("textiles de alpaca", "rubro"), ("40 kg de papa", "cantidad")),
        *(("papa entrega en Lima", "entrega"), ("papa hasta 3 soles el kg", "precio")),
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
    ):
        found = read(q)
        asked_for = read_filters(MultiDict(found.params), places=GAZETTEER, sectors=TREE, seals={})
        assert asked_for.notices == ()
        assert {name: (value,) for name, value in found.params} == dict(asked_for.params)


def test_all_at_once() -> None:
    found = read("Hola, busco 40 kg semanales de papa amarilla de Cusco con entrega en Lima, por favor")
    assert {need.typed for need in found.needs} == {"papa", "amarilla"}
    assert dict(found.params) == {"departamento": "cusco", "entrega": "lima", "capacidad_min": "174 kg"}


@pytest.mark.parametrize(
    ("q", "meant", "query"),
    [
        *(("quezo", "queso", "queso"), ("Mantequiya", "mantequilla", "mantequilla")),
        *(("sebolla roja", "cebolla", "cebolla roja"), ("kafe molido", "café", "café molido")),
        *(("miel en osapanpa", "Oxapampa", "miel en Oxapampa"), ("queso kusco", "Cusco", "queso Cusco")),
    ],
)
def test_a_word_nobody_writes_is_corrected_and_said(q: str, meant: str, query: str) -> None:
    found = read(q)
    assert found.correction
    assert found.correction.meant.lower() == meant.lower()
    assert found.correction.query.lower() == query.lower()
    assert found.correction.applied
    assert found.needs == read(query).needs


def test_a_correction_is_undone() -> None:
    found = read("quezo", {"palabra"})
    assert asked(found) == ["quezo"]
    assert found.correction
    assert not found.correction.applied


@pytest.mark.parametrize(
    "q", ["queso", "oca", "mashua", "granada", "iphone", "ques", "aguacate", "chirimoya", "69"]
)
def test_words_that_people_write_are_not_corrected(q: str) -> None:
    assert read(q).correction is None


def test_where_another_word_has_no_answer_the_correction_is_only_offered() -> None:
    found = read("quezo xylophonist")
    assert found.correction
    assert not found.correction.applied


def test_the_last_word_may_be_a_beginning() -> None:
    assert read("papa ama").needs[-1].prefix == "ama"
    assert read("ama papa").needs[0].prefix == ""
    assert read("papa").needs[0].prefix == ""


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
        ),
    )
)


@given(st.lists(_WORDS, max_size=14).map(" ".join), st.sets(st.sampled_from([*reading.FIELDS, "palabra"])))
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
def test_long_texts_take_little_time(q: str) -> None:
    read("papa")
    started = time.process_time()
    read(q)
    assert time.process_time() - started < 0.25
