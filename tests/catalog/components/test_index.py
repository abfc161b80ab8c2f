"""The living page of components."""

from dataclasses import replace

from flask.testing import FlaskClient

from app import create_app
from core.config import ROOT, Settings


def test_it_shows_every_component_in_development(client: FlaskClient) -> None:
    page = client.get("/_componentes")
    assert page.status_code == 200
    for words in (
        "cochinilla",
        'class="card"',
        'class="months"',
        'class="facts"',
        'class="pager"',
        'class="tile"',
        "Lima (1,240)",
    ):
        assert words in page.text
    assert 'content="noindex"' in page.text


def test_no_component_is_missing_from_it() -> None:
    page = (ROOT / "templates" / "catalog" / "components" / "index.html").read_text()
    # The frame is on every page, this one too.
    frame = {"top", "foot", "head", "find", "weave"}
    # Their views render these.
    rendered = {"filters", "facets", "map"}
    # They show rows of the registry, of which the public wing has none, or lead to its pages.
    registry = {"alike", "enterprise", "person", "seek", "taking"}
    registry |= {"product_form", "product_staff", "version_changes"}
    registry |= {"doubt", "registry_list", "reveal", "sheet_changes", "story"}
    # Each is a page as a whole, with a heading of its own.
    pages = {"producer_page", "product_article", "sent"}
    every = (
        {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}
        - frame
        - rendered
        - registry
        - pages
    )
    assert {name for name in every if f"components/{name}.html" not in page} == set()


def test_production_does_not_know_it(settings: Settings) -> None:
    live = replace(settings, app_env="production", base_url="https://catalogo.example.pe")
    visitor = create_app(live).test_client()
    assert visitor.get("/_componentes", base_url="https://catalogo.example.pe").status_code == 404
