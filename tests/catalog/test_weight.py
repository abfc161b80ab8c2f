"""Pages weigh little on the wire, as a browser that asks for gzip gets them (DESIGN, bar 7)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.products.models import Product
from tests.support import cast
from tests.support.following import Follow
from tests.support.pages import DEMO, PAGE_TYPES

KB = 1024
TINY = 300
# `import "./a.js"`, `import x from "./a.js"`, `export * from "./a.js"`; not `import("./a.js")`, which waits its turn.
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"'();]*["']([^"']+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class FirstView:
    """The bytes that a browser without a cache gets before it can show a page whole, photos aside."""

    html: int
    css: int
    js: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.html + self.css + self.js


class Linked(HTMLParser):
    """The stylesheets and scripts that a page names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads."""
        found = {name: value or "" for name, value in attrs}
        if tag == "link" and found.get("rel") == "stylesheet":
            self.styles.append(found["href"])
        elif tag == "link" and found.get("rel") == "modulepreload":
            self.scripts.append(found["href"])
        elif tag == "script" and "src" in found:
            self.scripts.append(found["src"])


def sent(client: FlaskClient, path: str, status: int = 200) -> int:
    """The bytes of an answer's body."""
    # As the server does, the answer is closed when it is read: static ones are open files.
    with client.get(path, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.status_code == status, path
        # Refusals go as they are: Flask-Compress packs no error.
        # A page with a token is not packed beside what a visitor typed.
        packing = "identity" if "no-transform" in response.headers.get("Cache-Control", "") else "gzip"
        # What packing would not make smaller goes as it is.
        tiny = len(response.data) < TINY
        assert status >= 400 or tiny or response.headers["Content-Encoding"] == packing
        return len(response.data)


def text(client: FlaskClient, path: str) -> str:
    """An answer as a browser reads it."""
    with client.get(path) as response:
        return response.get_data(as_text=True)


def modules(client: FlaskClient, script: str, seen: set[str]) -> Iterator[str]:
    """A script and all that it imports, each once."""
    if script not in seen:
        seen.add(script)
        yield script
        for name in IMPORT.findall(text(client, script)):
            yield from modules(client, urljoin(script, name), seen)


def first_view(client: FlaskClient, path: str, status: int = 200) -> FirstView:
    """What a page and everything that it loads weigh."""
    linked = Linked(text(client, path))
    assert linked.styles
    assert linked.scripts
    seen: set[str] = set()
    scripts = [module for script in linked.scripts for module in modules(client, script, seen)]
    return FirstView(
        html=sent(client, path, status),
        css=sum(sent(client, sheet) for sheet in linked.styles),
        js=sum(sent(client, module) for module in scripts),
    )


@pytest.fixture
def demo(session: Session, whole_demo: None) -> None:
    """The real demo, each product with a photo."""
    for product in session.scalars(select(Product).where(Product.status == "published")).all():
        cast.make_photo(session, product, formats="avif,webp,jpg")


@pytest.mark.usefixtures("demo")
def test_the_list_is_light(client: FlaskClient) -> None:
    lists = ("/productos", "/productos?pagina=3", "/productos?departamento=cusco")
    views = {path: first_view(client, path) for path in lists}
    assert max(view.html for view in views.values()) <= 6 * KB, views
    assert max(view.css for view in views.values()) <= 12 * KB, views
    assert max(view.js for view in views.values()) <= 6 * KB, views


@pytest.mark.usefixtures("demo")
def test_a_search_is_light_with_all_its_numbers(client: FlaskClient, session: Session) -> None:
    Follow(client.application, session=session)()
    searches = ("/buscar", "/buscar?q=queso", "/buscar?q=miel+en+cusco&mes=mayo", "/buscar?q=nada-de-esto")
    views = {path: first_view(client, path) for path in searches}
    assert max(view.html for view in views.values()) <= 6.5 * KB, views
    assert max(view.css for view in views.values()) <= 12 * KB, views
    assert max(view.js for view in views.values()) <= 6 * KB, views


@pytest.mark.usefixtures("demo")
def test_the_first_view_of_every_page_type_is_light(client: FlaskClient) -> None:
    views = {kind.name: first_view(client, kind.at(DEMO), kind.status) for kind in PAGE_TYPES}
    assert {name: view for name, view in views.items() if view.total > 60 * KB} == {}
