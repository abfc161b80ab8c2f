"""Words that the catalogue does not have: corrected, or taken for a beginning."""

import pytest

from tests.support.readings import asked, read


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
