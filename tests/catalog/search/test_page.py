"""The page of a search: what it finds, how it says it, from the index and from the database alike."""

from collections.abc import Callable
from html import unescape
from re import findall, search, sub

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.changes.versions import version
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.search import service
from tests.support.following import Follow

Ask = Callable[[str], str]


@pytest.fixture
def ask(client: FlaskClient, papa: Product, queso: Product, follow: Follow) -> Ask:
    """`ask("q=queso")`: the page, answered from the index."""
    follow()
    return lambda query: client.get(f"/buscar?{query}").text


@pytest.fixture(params=["index", "database"])
def either(request: pytest.FixtureRequest, client: FlaskClient, ask: Ask) -> Ask:
    """The same from the index, and from the database while there is no index."""
    if request.param == "database":
        service.of(client.application).snapshot = None
    return ask


def names(page: str) -> list[str]:
    """The names on the cards, in order."""
    return [unescape(sub("</?mark>", "", name)) for name in findall(r"<h3><a [^>]*>(.*?)</a>", page)]


def heard(page: str) -> str:
    """What the page says of how it read the words."""
    found = search(r'<ul class="heard".*?</ul>', page.replace("\n", " "))
    return " ".join(unescape(sub("<[^>]+>", "", found[0])).split()) if found else ""


def links(page: str) -> list[str]:
    """Where the page leads to."""
    return [unescape(one) for one in findall(r'href="(/[^"]*)"', page)]


def choices(page: str) -> dict[tuple[str, str], str]:
    """The number beside each choice of the form that can be taken, by its field and its value."""
    found = {}
    form = page.partition('<form action="/buscar" aria-label="Filtros"')[2].partition("</form>")[0]
    for name, options in findall(r'<select [^>]*name="(\w+)">(.*?)</select>', form.replace("\n", "")):
        for value, total in findall(r'value="([\w-]+)"[^>]*>[^<]*\(([\d,]+)\)<', options):
            found[name, value] = total
    for name, value, rest, total in findall(
        r'type="checkbox" name="(\w+)" value="([\w-]+)"([^>]*)><span>[^<]*(?:</span> )?<small>([\d,]+)<', form
    ):
        if "disabled" not in rest:
            found[name, value] = total
    return found


@pytest.mark.parametrize(
    "query",
    [
        "q=queso",
        "q=QUESOS",
        "q=quesos+frescos",
        "q=fresco+de+queso",
        "q=queso&rubro=lacteos",
        "q=queso&mes=mayo",
    ],
)
def test_finds_the_cheese(either: Ask, query: str) -> None:
    assert names(either(query)) == ["Queso fresco"]


def test_without_words_shows_everything(either: Ask) -> None:
    page = either("")
    assert sorted(names(page)) == ["Papa nativa huayro", "Queso fresco"]
    assert "<h1>Buscar productos</h1>" in page


def test_marks_what_was_looked_for(either: Ask) -> None:
    assert "<mark>Queso</mark> fresco</a>" in either("q=quesos")


def test_says_the_words_and_the_place_in_its_title(either: Ask) -> None:
    page = either("q=papa&departamento=apurimac")
    assert "<h1>«papa» en Apurímac</h1>" in page
    assert "<title>«papa» en Apurímac · Juntos Emprende</title>" in page


def test_search_engines_are_sent_elsewhere(either: Ask) -> None:
    assert '<meta name="robots" content="noindex">' in either("q=papa")


def test_a_place_is_read_said_and_undone(either: Ask) -> None:
    page = either("q=papa+en+Andahuaylas")
    assert names(page) == ["Papa nativa huayro"]
    assert "De Andahuaylas, Apurímac (lugar). Buscar «en Andahuaylas» como palabras" in heard(page)
    undo = "/buscar?q=papa+en+Andahuaylas&textual=lugar"
    assert undo in links(page)
    undone = either(undo.partition("?")[2])
    assert "Buscamos sus palabras tal cual. Volver a interpretarlas" in heard(undone)


def test_a_quantity_fills_the_filter_on_capacity(either: Ask) -> None:
    assert names(either("q=papa+40+kg+semanal")) == ["Papa nativa huayro"]
    assert "Desde 174 kg al mes. Buscar «40 kg semanal» como palabras" in heard(
        either("q=papa+40+kg+semanal")
    )


def test_a_filter_of_the_address_wins_over_the_words(either: Ask) -> None:
    page = either("q=papa+en+Celendín&departamento=apurimac")
    assert names(page) == ["Papa nativa huayro"]
    assert "«en Celendín» no cuenta: cuenta el filtro que usted eligió. Quitar ese filtro" in heard(page)
    assert "/buscar?q=papa+en+Celend%C3%ADn" in links(page)


def test_a_slip_of_the_pen_is_corrected_and_that_undone(ask: Ask) -> None:
    page = ask("q=quezo")
    assert names(page) == ["Queso fresco"]
    assert "Mostramos resultados de queso Buscar «quezo» tal cual" in heard(page)
    literal = ask("q=quezo&textual=palabra")
    assert "¿Quiso decir queso?" in heard(literal)
    assert "/buscar?q=queso" in links(literal)


def test_each_choice_says_how_many_it_would_find(ask: Ask) -> None:
    found = choices(ask(""))
    assert {value: found["rubro", value] for name, value in found if name == "rubro"} == {
        "agropecuario": "2",
        "lacteos": "1",
        "tuberculos": "1",
    }
    assert [value for name, value in found if name == "departamento"] == ["apurimac", "cajamarca"]
    assert (found["mes", "enero"], found["mes", "abril"]) == ("1", "2")


@pytest.mark.parametrize("query", ["q=papa", "mes=abril", "departamento=apurimac&provincia=andahuaylas"])
def test_a_number_is_what_one_gets(ask: Ask, query: str) -> None:
    counted = choices(ask(query))
    assert {name for name, _value in counted} >= {"rubro", "departamento", "mes", "comprobante", "billetera"}
    for (name, value), promised in counted.items():
        others = "&".join(one for one in query.split("&") if not one.startswith(f"{name}="))
        got = search(r"([\d,]+) productos?<", ask(f"{others}&{name}={value}"))
        assert got
        assert got[1] == promised, (name, value)


def test_what_is_chosen_stays_offered_though_it_finds_nothing(ask: Ask) -> None:
    page = ask("q=papa&rubro=lacteos")
    assert 'value="lacteos" checked' in page
    assert 'value="tejidos"' not in page


def test_words_are_said_by_the_title_and_not_again_as_a_filter(either: Ask) -> None:
    page = either("q=papa")
    assert "Quitar el filtro" not in page
    assert 'class="count"' not in page


def test_taking_the_filters_off_leaves_the_words(either: Ask) -> None:
    page = either("q=papa&rubro=tuberculos&mes=mayo")
    assert 'Filtrar <span class="count">2</span>' in page
    assert '<a class="all" href="/buscar?q=papa">Quitar filtros</a>' in page
    assert "Quitar el filtro </span>«papa»" in page


def test_the_order_by_likeness_is_silent_and_another_is_said(either: Ask) -> None:
    page = either("q=papa")
    assert "/buscar?q=papa&orden=recientes" in links(page)
    assert "/buscar?q=papa&orden=precio" in links(page)
    assert not [link for link in links(page) if "relevancia" in link]


def test_what_is_taken_away_is_what_was_found(either: Ask, client: FlaskClient) -> None:
    page = either("q=quesos+en+Celendín")
    assert "/buscar?q=quesos+en+Celend%C3%ADn&formato=papel" in links(page)
    paper = either("q=quesos+en+Celendín&formato=papel")
    assert "1 producto<" in paper
    assert "De Celendín, Cajamarca" in paper
    assert "Papa nativa" not in paper
    workbook = client.get("/buscar?q=quesos&formato=xlsx")
    assert workbook.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_choosing_to_compare_keeps_the_words(either: Ask) -> None:
    assert "/buscar?q=queso&comparar=si" in links(either("q=queso"))
    assert 'name="p" value="queso-fresco" form="comparar"' in either("q=queso&comparar=si")


def test_what_is_measured_otherwise_is_one_tap_away(either: Ask) -> None:
    page = either("q=queso+en+Celendín&capacidad_min=10+kg")
    assert "Ninguno se mide como usted pide" in page
    assert "/buscar?q=queso&departamento=cajamarca&provincia=celendin" in links(page)


@pytest.mark.parametrize("query", ["q=+", "q=de+la", "q=%3F%21", "q=*"])
def test_words_that_say_nothing_show_everything(either: Ask, query: str) -> None:
    assert len(names(either(query))) == 2


def test_words_for_the_list_are_sent_here_with_its_filters(client: FlaskClient) -> None:
    answer = client.get("/productos?q=papa&rubro=tuberculos&orden=recientes&formato=papel&pagina=2")
    assert answer.status_code == 301
    assert answer.location == "/buscar?q=papa&rubro=tuberculos&orden=recientes&formato=papel"


def test_the_box_of_every_page_asks_here(client: FlaskClient) -> None:
    for path in ("/", "/productos", "/acerca", "/no-existe"):
        assert 'class="find" action="/buscar"' in client.get(path).text


def test_what_is_hidden_is_gone_at_once_from_results_and_counts(
    ask: Ask, session: Session, rosa: Enterprise
) -> None:
    assert names(ask("q=queso")) == ["Queso fresco"]
    rosa.status = "unpublished"
    session.flush()
    page = ask("")
    assert names(page) == ["Papa nativa huayro"]
    assert ("rubro", "lacteos") not in choices(page)


def test_a_page_of_an_older_index_is_not_kept(
    ask: Ask, client: FlaskClient, session: Session, papa: Product, follow: Follow
) -> None:
    papa.name = "Papa harinosa"
    session.commit()
    snapshot = service.of(client.application).snapshot
    assert snapshot
    assert snapshot.version < version(session)
    assert names(ask("q=papa")) == ["Papa harinosa"]
    follow()
    assert names(ask("q=harinosa")) == ["Papa harinosa"]


def test_a_snapshot_that_fails_is_lost_and_the_database_answers(
    ask: Ask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.search.engine.find", lambda *_args, **_more: 1 / 0)
    assert names(ask("q=queso")) == ["Queso fresco"]
    assert service.of(client.application).snapshot is None


def test_a_page_past_the_end_leads_back(either: Ask, client: FlaskClient) -> None:
    assert client.get("/buscar?q=papa&pagina=9").status_code == 404
    assert "/buscar?q=papa" in links(either("q=papa&pagina=9"))
