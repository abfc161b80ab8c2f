"""Over all public pages: what a maker types stays text, and what is not public stays away."""

import json
from datetime import date
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import EnterpriseSlug, PublicContact
from catalog.products.models import ProductSlug, SanitaryPaper, Seal, SealAward
from tests.support import cast

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}\u2028"
SHORT = HOSTILE[:58]
SECRET = "SECRETO"
PAGES = (
    *("/", "/productos", "/productos?orden=precio", "/productos?unidad=litro", "/productos?entrega=cusco"),
    *("/productos/malo", "/productos/archivado", "/productos/de-archivada", "/rubros/lacteos"),
    *(
        "/emprendimientos",
        "/emprendimientos?rubro=lacteos",
        "/emprendimientos/mala",
        "/emprendimientos/archivada",
    ),
    *("/sitemap.xml", "/sitemap-paginas.xml", "/sitemap-productos-1.xml", "/robots.txt"),
)
HIDDEN = (
    *("/productos/oculto", "/productos/de-oculta", "/productos/oculto-antes", "/productos/de-oculta-antes"),
    *(
        "/emprendimientos/oculta",
        "/emprendimientos/oculta-antes",
        "/productos/OCULTO",
        "/emprendimientos/OCULTA",
    ),
)


class Page(HTMLParser):
    """What a browser would run: scripts with their content, and attributes that are programs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.programs: list[str] = []
        self.kind = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note attributes that run, and whether data of a script follows."""
        self.programs += [
            name for name, value in attrs if name.startswith("on") or (value or "").startswith("javascript:")
        ]
        self.kind = dict(attrs).get("type") or "program" if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        """Keep what stands inside a script."""
        if self.kind == "application/ld+json":
            json.loads(data)
        elif self.kind:
            self.scripts += [data.strip()] if data.strip() else []
        self.kind = ""


@pytest.fixture
def crowd(session: Session) -> None:
    """Hostile, hidden and departed makers with their products."""
    mala = cast.make_enterprise(
        session, HOSTILE, slug="mala", market=HOSTILE, story=f"{HOSTILE}\n{HOSTILE}",
        producer_name=HOSTILE, district_code=None, province_code="0302",
    )  # fmt: skip
    malo = cast.make_product(
        session, mala, HOSTILE, slug="malo", sector="lacteos", description=HOSTILE, variants=HOSTILE,
        delivery=HOSTILE, delivery_days=HOSTILE, packaging=HOSTILE, capacity=1000,
    )  # fmt: skip
    for position in (0, 1):
        cast.make_photo(session, malo, position, alt=HOSTILE)
    session.add(SanitaryPaper(product_id=malo.id, state="granted", kind="sip", number=SHORT))
    award = SealAward(product_id=malo.id, verified_by=HOSTILE, verified_on=date(2026, 1, 1), evidence=SECRET)
    award.seal_id = session.scalars(select(Seal.id)).first()
    session.add(award)
    session.add(PublicContact(enterprise_id=mala.id, phone="+51987654321"))
    cast.make_product(
        session, mala, HOSTILE, slug="archivado", sector="lacteos", status="archived", description=SECRET
    )
    hidden = cast.make_product(
        session, mala, SECRET, slug="oculto", sector="lacteos", status="unpublished", published_at=None
    )
    cast.make_photo(session, hidden, token="f" * 16, alt=SECRET)
    oculta = cast.make_enterprise(session, SECRET, slug="oculta", status="unpublished")
    of_hidden = cast.make_product(session, oculta, f"{SECRET} de oculta", slug="de-oculta", sector="lacteos")
    gone = cast.make_enterprise(
        session, "Archivada", status="archived", story=SECRET, producer_name=SECRET, market=SECRET
    )
    cast.make_product(session, gone, "De archivada", sector="lacteos", description=SECRET)
    session.add(ProductSlug(slug="oculto-antes", product_id=hidden.id))
    session.add(ProductSlug(slug="de-oculta-antes", product_id=of_hidden.id))
    session.add(EnterpriseSlug(slug="oculta-antes", enterprise_id=oculta.id))
    session.flush()


@pytest.mark.usefixtures("crowd")
def test_what_a_maker_types_never_runs(client: FlaskClient) -> None:
    for path in PAGES:
        if path.startswith(("/sitemap", "/robots")):
            continue
        page = Page(client.get(path).text)
        assert (page.scripts, page.programs) == ([], []), path


@pytest.mark.parametrize(
    "field", ["q", "precio_max", "capacidad_min", "unidad", "departamento", "mes", "rubro"]
)
def test_what_a_visitor_types_never_runs(client: FlaskClient, field: str) -> None:
    page = Page(client.get("/productos", query_string={field: HOSTILE, "orden": "precio"}).text)
    assert (page.scripts, page.programs) == ([], [])


@pytest.mark.usefixtures("crowd")
def test_what_is_not_public_is_on_no_page(client: FlaskClient) -> None:
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code in (200, 410), path
        for private in (SECRET, "987654321", "987 654 321", "Kishuara", "f" * 16, "oculta", "oculto"):
            assert private not in answer.text, path


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("path", HIDDEN)
def test_what_is_not_public_answers_as_what_never_was(client: FlaskClient, path: str) -> None:
    hidden, missing = client.get(path), client.get("/productos/nunca-fue")
    assert (hidden.status_code, hidden.text) == (404, missing.text)


@pytest.mark.usefixtures("crowd")
def test_counts_leave_out_what_is_not_public(client: FlaskClient) -> None:
    assert ">1 producto<" in client.get("/productos").text
    assert ">1 producto<" in client.get("/rubros/lacteos").text
    assert ">1 emprendimiento<" in client.get("/emprendimientos").text


@pytest.mark.usefixtures("crowd")
def test_one_that_tells_only_her_province_is_in_no_district(client: FlaskClient) -> None:
    province = "/productos?departamento=apurimac&provincia=andahuaylas"
    assert "/productos/malo" in client.get(province).text
    assert "/productos/malo" not in client.get(f"{province}&distrito=kishuara").text
