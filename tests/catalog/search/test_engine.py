"""Words make tiers, orders stand inside them, and a page comes from where it should."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from catalog.products.filters import RELEVANCE, FilterSet
from catalog.search import engine
from catalog.search.analysis import stem
from catalog.search.documents import Document
from catalog.search.needs import Need
from catalog.search.snapshot import Snapshot
from catalog.sectors.queries import SectorTree
from tests.support.search_index import document, make_index

TODAY = date(2026, 11, 10)
Find = Callable[..., engine.Found]


def need(*ways: str, prefix: str = "") -> Need:
    """Something named in any of these ways, each of one word or several."""
    return Need(ways[0] if ways else prefix, tuple(tuple(map(stem, way.split())) for way in ways), prefix)


@pytest.fixture
def find(tmp_path: Path) -> Callable[..., Find]:
    """`find(documents)(needs)` answers from an index of these documents."""

    def over(*documents: Document) -> Find:
        snapshot = Snapshot.open(make_index(tmp_path / "index", *documents))

        def ask(*needs: Need, sort: str = RELEVANCE, gone: tuple[int, ...] = (), **page: int) -> engine.Found:
            return engine.find(
                *(snapshot, needs, FilterSet(), SectorTree([]), TODAY),
                sort=sort,
                hidden=snapshot.bits(gone),
                **{"limit": 24} | page,
            )

        return ask

    return over


@pytest.fixture
def cheeses(find: Callable[..., Find]) -> Find:
    """Cheese as the thing itself, in a name, in the sector, in the text, and not at all."""
    return find(
        document(1, "Oca", body="Va bien con queso."),
        document(2, "Manjar blanco", about="Lácteos y quesos"),
        document(3, "Pan con queso"),
        document(4, "Queso fresco de vaca"),
        document(5, "Queso fresco"),
        document(6, "Miel"),
    )


def test_the_thing_itself_comes_before_what_only_mentions_it(cheeses: Find) -> None:
    assert cheeses(need("queso")).ids == [5, 4, 3, 2, 1]


def test_each_tier_is_counted(cheeses: Find) -> None:
    assert cheeses(need("queso")).matched == (2, 1, 0, 1, 1)


def test_pages_go_on_from_tier_to_tier(cheeses: Find) -> None:
    assert [cheeses(need("queso"), offset=at, limit=2).ids for at in (0, 2, 4, 6)] == [
        [5, 4],
        [3, 2],
        [1],
        [],
    ]


def test_all_words_have_to_be_there(cheeses: Find) -> None:
    assert cheeses(need("queso"), need("vaca")).ids == [4]


def test_any_way_to_say_it_will_do(cheeses: Find) -> None:
    assert cheeses(need("cuajada", "miel")).ids == [6]


def test_a_way_of_several_words_needs_them_all(cheeses: Find) -> None:
    assert cheeses(need("queso fresco", "manjar blanco")).ids == [5, 4, 2]


def test_what_is_called_as_it_was_typed_comes_before_what_means_the_same(cheeses: Find) -> None:
    assert cheeses(need("manjar", "queso")).ids[:3] == [2, 5, 4]
    assert cheeses(need("queso", "manjar")).ids[:3] == [5, 4, 2]


def test_some_words_in_the_name_come_before_none(find: Callable[..., Find]) -> None:
    ask = find(
        document(1, "Oca", about="Feria de quesos de Cusco"),
        document(2, "Queso", about="Cusco"),
    )
    assert ask(need("queso"), need("cusco")).ids == [2, 1]


def test_a_word_being_typed_finds_what_goes_on_so(cheeses: Find) -> None:
    assert cheeses(need(prefix="que")).ids == [5, 4, 3, 2, 1]


def test_short_names_come_first_then_photos_then_the_newest(find: Callable[..., Find]) -> None:
    ask = find(
        document(1, "Papa", published=1),
        document(2, "Papa", published=2),
        document(3, "Papa", "photo:yes", published=0),
        document(4, "Papa nativa", "photo:yes", published=9),
    )
    assert ask(need("papa")).ids == [3, 2, 1, 4]


def test_without_words_the_likeliest_are_the_newest(cheeses: Find) -> None:
    assert cheeses().ids == [6, 5, 4, 3, 2, 1]


def test_another_order_leaves_the_tiers_out(cheeses: Find) -> None:
    assert cheeses(need("queso"), sort="nombre").ids == [2, 1, 3, 5, 4]


def test_hidden_products_are_neither_found_nor_counted(cheeses: Find) -> None:
    found = cheeses(need("queso"), gone=(5, 1))
    assert (found.ids, found.total, found.matched) == ([4, 3, 2], 3, (1, 1, 0, 1, 0))


@pytest.mark.parametrize("typed", ["", "%", "*", '"queso', "que\x00so", "𓀀", "a" * 5000])
def test_whatever_is_needed_is_text(cheeses: Find, typed: str) -> None:
    assert cheeses(Need(typed, ((typed,),))).ids == []


def test_a_need_of_nothing_finds_nothing(cheeses: Find) -> None:
    assert cheeses(Need("", ((),))).ids == []


def test_an_empty_index_finds_nothing(find: Callable[..., Find]) -> None:
    assert find()(need("queso")).total == 0
