"""Finding places by the names people type."""

from collections.abc import Iterator

import pytest

from catalog.places.lookup import Places, load_places
from core.db import db
from core.errors import InputError
from tests.support.databases import Databases


@pytest.fixture(scope="module")
def places(databases: Databases) -> Iterator[Places]:
    """All places; looking them up is the same whatever the database."""
    with databases["sqlite"].app.app_context():
        yield load_places(db.session())
        db.session.remove()


def test_every_district_by_its_own_names(places: Places) -> None:
    for code in [code for code in places.names if len(code) == 6]:
        department = places.find_department(places.names[code[:2]].upper())
        province = places.find_province(department, f" {places.names[code[:4]].lower()} ")
        assert places.find_district(province, places.names[code]) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("apurimac", "03"),
        ("CUZCO", "08"),
        ("Región Cusco", "08"),
        ("Dpto. de Puno", "21"),
        ("Lima Metropolitana", "15"),
    ],
)
def test_department(places: Places, typed: str, code: str) -> None:
    assert places.find_department(typed) == code


def test_district_with_or_without_its_hyphen(places: Places) -> None:
    assert places.find_district("1006", "rupa rupa") == places.find_district("1006", "Rupa-Rupa") == "100601"


@pytest.mark.parametrize(
    ("find", "said"),
    [
        (lambda places: places.find_department("Apurmac"), '"Apurmac". ¿Quiso decir Apurímac'),
        (lambda places: places.find_province("08", "Anta y"), "provincia de Cusco"),
        (lambda places: places.find_district("0302", "Kishara"), "provincia de Andahuaylas"),
        (lambda places: places.find_district("0302", "zzzz"), "Escriba el nombre oficial del INEI"),
    ],
)
def test_unknown(places: Places, find: object, said: str) -> None:
    assert callable(find)
    with pytest.raises(InputError) as error:
        find(places)
    assert said in error.value.message


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Cusco, Lima y Puno", ("08", "15", "21")),
        ("todo el Perú", ("",)),
        ("Envíos a nivel nacional", ("",)),
        ("Cusco y a todo el país", ("",)),
        ("José Crespo y Castillo", ("100604",)),
        ("provincia de Andahuaylas", ("0302",)),
        ("Andahuaylas", ("0302",)),
        ("distrito de Andahuaylas", ("030201",)),
        ("Cusco / Abancay; Sicuani", ("0301", "08")),
        ("Lima Metropolitana", ("1501",)),
        ("San Juan", ()),
        ("puesto en chacra", ()),
        ("Solo recojo en Kishuará (domingos)", ("030207",)),
    ],
)
def test_delivery(places: Places, typed: str, codes: tuple[str, ...]) -> None:
    assert places.read_delivery(typed) == codes
