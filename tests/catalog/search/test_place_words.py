"""Names of places in a search: where something is from, and where it should arrive."""

import pytest

from tests.support.readings import asked, read


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
        *(("papa lima", ["papa"]), ("papa en Lima", ["papa"])),
        *(("papa entrega en Miraflores", ["papa"]), ("papa puesto en San Isidro", ["papa"])),
        *(("papa flete a Lima", ["papa"]), ("papa con flete hasta Lima", ["papa"]), ("flete a Lima", [])),
        *(("envío a Lima", []), ("puesto en Lima", []), ("que llegue a Lima", []), ("papa a Lima", ["papa"])),
        *(("papa que me manden a Lima", ["papa"]), ("papa para recibir en Lima", ["papa"])),
    ],
)
def test_where_it_should_arrive_is_a_delivery(q: str, left: list[str]) -> None:
    found = read(q)
    assert found.params == (("entrega", "lima"),)
    assert asked(found) == left
    assert found.understood[0].label == "Entrega en Lima"


def test_who_looks_for_freight_finds_it_where_it_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.support.readings.NAMES", ("Flete en camión",))
    found = read("flete a Lima")
    assert asked(found) == ["flete"]
    assert found.params == (("entrega", "lima"),)


@pytest.mark.parametrize("q", ["torta sabor a lima", "tejido a mano", "queso a la brasa"])
def test_not_all_that_comes_after_a_is_a_place(q: str) -> None:
    assert "entrega" not in dict(read(q).params)


def test_from_one_place_to_another() -> None:
    found = read("papa de Cusco a Lima")
    assert dict(found.params) == {"departamento": "cusco", "entrega": "lima"}


def test_a_delivery_goes_to_the_department_of_the_place() -> None:
    found = read("queso a domicilio en Chiclayo")
    assert found.params == (("entrega", "lambayeque"),)
    assert found.understood[0].words == "a domicilio en Chiclayo"


def test_a_place_where_nothing_is_from_and_nothing_arrives_is_where_it_should_be_from() -> None:
    assert read("trucha lima").params == (("departamento", "lima"),)


def test_a_delivery_goes_to_the_one_of_several_places_that_is_said_besides() -> None:
    assert read("papa entrega en Miraflores Arequipa").params == (("entrega", "arequipa"),)


def test_a_delivery_to_everywhere_is_no_filter() -> None:
    found = read("queso con envío a todo el Perú")
    assert asked(found) == ["queso"]
    assert found.params == ()


def test_origin_and_delivery_may_both_be_said() -> None:
    assert dict(read("queso de Cusco con entrega en Lima").params) == {
        "departamento": "cusco",
        "entrega": "lima",
    }
