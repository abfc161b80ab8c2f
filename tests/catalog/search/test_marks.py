"""What was looked for stands out in the names."""

import pytest
from markupsafe import Markup

from catalog.search.marks import mark, marked
from catalog.search.needs import Need

QUESO = Need("quesos", (("queso",), ("quesillo",)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Queso fresco", "<mark>Queso</mark> fresco"),
        ("Tres QUESOS, &lt;b&gt;ahumados&lt;/b&gt;", "Tres <mark>QUESOS</mark>, &lt;b&gt;ahumados&lt;/b&gt;"),
        ("Requesón", "Requesón"),
        ("Papa &amp; camote", "Papa &amp; camote"),
    ],
)
def test_marks_every_form_of_a_word_and_leaves_the_rest(name: str, shown: str) -> None:
    assert mark(name, (QUESO,)) == shown


def test_words_that_stand_together_are_one_mark() -> None:
    needs = (Need("maiz", (("maiz",),)), Need("morado", (("morado",),)))
    assert mark("Maíz morado de sierra", needs) == "<mark>Maíz morado</mark> de sierra"


def test_a_way_of_two_words_is_marked_where_both_are() -> None:
    needs = (Need("choclo", (("choclo",), ("maiz", "tierno"))),)
    assert mark("Maíz tierno", needs) == "<mark>Maíz tierno</mark>"
    assert mark("Maíz morado", needs) == "Maíz morado"


def test_a_word_that_is_still_typed_marks_those_that_begin_so() -> None:
    assert (
        mark("Chompa de alpaca", (Need("chom", (("chom",),), prefix="chom"),))
        == "<mark>Chompa</mark> de alpaca"
    )


def test_only_the_name_of_a_card_is_touched() -> None:
    card = Markup('<li class="card"><h3><a href="/productos/queso">Queso &amp; pan</a></h3><p>Queso</p></li>')
    whole = '<li class="card"><h3><a href="/productos/queso"><mark>Queso</mark> &amp; pan</a></h3><p>Queso</p></li>'
    assert marked([card], (QUESO,)) == [whole]
    assert marked([card], ()) == [card]
