"""The home page, what this is, privacy, and what each page says of itself."""

import re

import pytest
from flask.testing import FlaskClient

PAGES = (
    "/",
    "/productos",
    "/productos/papa-nativa-huayro",
    "/emprendimientos",
    "/emprendimientos/papas-ccotana",
    "/lugares",
    "/lugares/apurimac",
    "/rubros",
    "/rubros/tuberculos",
    "/acerca",
    "/privacidad",
)


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_what_it_is(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert len(re.findall(r"<title>[^<]{5,90}</title>", page)) == 1
    assert len(re.findall(r'<meta name="description" content="[^"]{20,170}">', page)) == 1
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in page
    assert 'property="og:image" content="http://127.0.0.1:8000/static/img/site.' in page
    assert page.count("<h1") == 1
    assert 'lang="es-PE"' in page


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_inline_style_or_script(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert not re.search(r"<[^>]+\son[a-z]+=", page)
    assert "<style" not in page
    scripts = re.findall(r"<script(?! type=\"application/ld\+json\")([^>]*)>", page)
    ours = re.compile(r' type="module" src="/static/js/[a-z]+\.[0-9a-f]{12}\.js"')
    assert [one for one in scripts if not ours.fullmatch(one)] == []


@pytest.mark.usefixtures("papa")
@pytest.mark.parametrize("path", PAGES)
def test_no_page_says_that_a_person_is_poor(client: FlaskClient, path: str) -> None:
    page = client.get(path).text.lower()
    assert not re.search(r"\b(pobre|pobreza|usuaria|beneficiaria)", page)


def test_an_empty_catalogue_has_a_home_too(client: FlaskClient) -> None:
    assert "Los primeros productos están por llegar" in client.get("/").text
    assert "Todavía no hay productos publicados" in client.get("/productos").text


def test_a_missing_page_keeps_the_way_back(client: FlaskClient) -> None:
    answer = client.get("/no-existe")
    assert answer.status_code == 404
    assert 'href="/productos"' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
