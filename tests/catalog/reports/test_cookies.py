"""A cookie is set by the form alone, which nobody keeps; every other page is the same for everybody."""

import pytest
from flask.testing import FlaskClient

from tests.support.pages import CAST, PAGE_TYPES

FORM = "/denunciar?producto=papa-nativa-huayro"
OTHERS = (
    *("/robots.txt", "/sitemap.xml", "/sitemap-paginas.xml", "/salud", "/favicon.ico"),
    *("/denunciar/gracias", "/denunciar/gracias?n=k7m2xq9hd4tw", "/denunciar?producto=nunca-fue"),
)
FORMS = ("report", "privacy-request")
PATHS = [one.at(CAST) for one in PAGE_TYPES if one.name not in FORMS] + [*OTHERS]


@pytest.mark.usefixtures("papa", "queso", "archivada")
@pytest.mark.parametrize("path", PATHS)
def test_no_other_page_knows_of_cookies(client: FlaskClient, path: str) -> None:
    client.get(FORM)  # a visitor who has the cookie already gets the same page
    with client.get(path) as answer:
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.usefixtures("papa")
def test_the_form_s_cookie_is_its_own_and_kept_from_scripts(client: FlaskClient) -> None:
    answer = client.get(FORM, headers={"Accept-Encoding": "br, gzip"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("juntos=")
    for rule in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert rule in cookie
    assert "Expires" not in cookie
    assert "Cookie" in answer.headers["Vary"]
    # A token beside what a visitor typed is never compressed with it, and never kept.
    assert answer.headers["Cache-Control"] == "no-store, no-transform"
    assert answer.headers["Content-Encoding"] == "identity"
    assert "ETag" not in answer.headers
