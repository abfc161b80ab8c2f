"""Whatever is typed is text: an answer in bounded time, and never a failure."""

from urllib.parse import quote_plus

import pytest
from flask.testing import FlaskClient

from catalog.search import service
from tests.support.following import Follow

TYPED = [
    "AND OR NOT", "papa AND (queso OR", '"papa nativa', "papa*", "pa?a~2", "name:papa^9", "[a TO z]", "-papa",
    "+papa", "{papa}", "\\", "'", "''", "' OR 1=1 --", "'; DROP TABLE product; --", "%", "_", "%25_%5C", "(?:a+)+$",
    "a{1,99999}", "<script>alert(1)</script>", "«papa»", "🥔🧀", "بطاطا", "ﻻ", "\u202epapa\u202c", "\u200bpapa\u200b",
    "papa\u0301", "ﬁ", "Ⅻ", "İ", "ß", "ñ" * 80, "a" * 1200, "palabra " * 150, "1" * 200, "1e999 kg", "0 kg",
    "-5 kg al mes", "999999999999 toneladas al mes", "hasta S/ 99999999999 el kg", "en en en en", "de", "en", "kg",
    "a domicilio en", "\t\n\r", "papa\nqueso", "../../etc/passwd", "${jndi:ldap://x}", "{{7*7}}", "%s%n", "\ufffd",
]  # fmt: skip


@pytest.mark.parametrize("source", ["index", "database"])
@pytest.mark.usefixtures("papa", "queso")
def test_answers_as_text(client: FlaskClient, follow: Follow, source: str) -> None:
    follow()
    if source == "database":
        service.of(client.application).snapshot = None
    before = service.of(client.application).snapshot
    for typed in TYPED:
        for path in ("/buscar", "/buscar/sugerencias"):
            answer = client.get(f"{path}?q={quote_plus(typed)}")
            assert answer.status_code == 200, (path, typed)
            assert "<script>alert" not in answer.text
    # The index answered all of it: the database did not step in.
    assert service.of(client.application).snapshot is before


def test_five_thousand_characters_are_too_long_an_address(client: FlaskClient) -> None:
    answer = client.get("/buscar?q=" + "papa+" * 1000)
    assert answer.status_code == 414
    assert "<h1>" in answer.text


@pytest.mark.usefixtures("papa", "queso")
@pytest.mark.parametrize(
    "query",
    [
        "q=papa&q=queso", "q[]=papa", "textual=lugar", "q=papa&textual=nada&textual=lugar&textual=lugar",
        "q=papa&orden=relevancia", "orden=relevancia", "q=papa&pagina=-1", "q=papa&pagina=99999999999999999999999",
        "q=%FF%FE", "q=%ED%A0%80%C0%AF", "q=%u0041%",
        "q=papa&" + "rubro=lacteos&" * 100, "q=papa&mes=" + "x" * 900, "&&&===",
    ],
)  # fmt: skip
def test_odd_addresses_are_answered(client: FlaskClient, follow: Follow, query: str) -> None:
    follow()
    assert client.get(f"/buscar?{query}").status_code in (200, 404)
    assert client.get(f"/buscar/sugerencias?{query}").status_code == 200


def test_a_null_is_refused(client: FlaskClient) -> None:
    assert client.get("/buscar?q=%00").status_code == 400
