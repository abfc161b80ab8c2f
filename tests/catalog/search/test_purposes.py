"""Who something is for: the file that staff edit, and what it leaves out of a search."""

from pathlib import Path

import pytest

from catalog.search import purposes, typed
from catalog.search.purposes import Purposes, PurposesError

LINES = [["# a note"], [], ["hotel", "hostal", ""], ["comedor"]]
OLD = """
evento eventos hotel hoteles hostal hostales hospedaje restaurante restaurantes restaurant cafeteria cafeterias
colegio colegios escuela escuelas instituto municipalidad municipio alcaldia hospital comedor comedores albergue
negocio negocios tienda tiendas bodega bodegas empresa empresas oficina oficinas fiesta fiestas cumpleanos
matrimonio boda aniversario feria ferias familia casa amigo amiga mama reunion reuniones vender revender
regalo regalos regalar llevar
"""


@pytest.mark.parametrize("word", OLD.split())
def test_our_own_file_knows_who_buys_and_what_for(word: str) -> None:
    assert purposes.standard().knows(word)


@pytest.mark.parametrize("word", ["queso", "llevado", "casera", "exportar", "sopa", "ferial"])
def test_our_own_file_does_not_know_things(word: str) -> None:
    assert not purposes.standard().knows(word)


def test_a_line_that_is_added_is_left_out_of_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    said = typed.read("queso para los internados")
    assert purposes.purpose(said) == ()
    monkeypatch.setattr(purposes, "standard", lambda: Purposes([["internado"]]))
    assert purposes.purpose(said) == (1, 2, 3)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["olla común"], "una sola palabra"),
        (["para"], "una sola palabra"),
        (["500"], "una sola palabra"),
        (["posada", "Hoteles"], "ya está en la línea 3"),
        (["posada", "posada"], "ya está en la línea 5"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_by_its_number(line: list[str], said: str) -> None:
    with pytest.raises(PurposesError, match="Línea 5") as error:
        Purposes([*LINES, line])
    assert said in str(error.value)


def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(PurposesError, match=r"missing\.csv"):
        purposes.read(tmp_path / "missing.csv")
    broken = tmp_path / "purposes.csv"
    broken.write_bytes(b"hotel,\xff\xfe")
    with pytest.raises(PurposesError, match=r"purposes\.csv"):
        purposes.read(broken)
    broken.write_text("hotel\nolla común\n", encoding="utf-8")
    with pytest.raises(PurposesError, match=r"purposes\.csv: Línea 2"):
        purposes.read(broken)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    saved = tmp_path / "purposes.csv"
    saved.write_bytes('\ufeff# nota,,\r\n"Mamá",hotel,\r\n,,\r\n'.encode())
    assert purposes.read(saved).knows("mama")
