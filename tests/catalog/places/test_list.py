"""The list of the departments."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from tests.support import cast


def rows(page: str) -> dict[str, str]:
    """Each line of the table by the name it begins with, as words."""
    found = re.findall(r"<tr[^>]*><th scope=\"row\">(.*?)</th>(.*?)</tr>", page, re.S)
    return {_words(name): _words(cells) for name, cells in found}


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.usefixtures("papa", "queso", "manjar", "archivada")
def test_it_counts_what_is_published(client: FlaskClient, session: Session, ccotana: Enterprise) -> None:
    cast.make_product(session, ccotana, "Miel de abeja", sector="miel")
    hidden = cast.make_enterprise(session, "Ya no está", status="archived")
    cast.make_product(session, hidden, "Olluco")
    listed = rows(client.get("/lugares").text)
    assert listed["Apurímac"].startswith("2 productos 1 emprendimiento ")
    assert listed["Cajamarca"] == "1 producto 1 emprendimiento Quesos y lácteos"
    assert listed["Tacna"] == "todavía sin productos"
    assert listed["Todo el Perú"] == "3 productos 2 emprendimientos"


@pytest.mark.usefixtures("papa")
def test_all_departments_stand_in_it_by_name(client: FlaskClient) -> None:
    page = client.get("/lugares").text
    names = list(rows(page))
    assert len(names) == 26
    assert names[:3] == ["Amazonas", "Áncash", "Apurímac"]
    assert page.count('<th scope="row"><a href="/lugares/') == 25


@pytest.mark.usefixtures("papa", "rosa")
def test_the_map_of_the_site_holds_places_with_offers(client: FlaskClient) -> None:
    found = client.get("/sitemap-paginas.xml").text
    for path in ("/lugares", "/lugares/apurimac", "/lugares/apurimac/andahuaylas"):
        assert f"{path}</loc>" in found
    assert "/lugares/cajamarca" not in found
    assert "/lugares/tacna" not in found
