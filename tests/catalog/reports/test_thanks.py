"""The page with the number."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from catalog.reports.models import ListingReport


@pytest.mark.usefixtures("papa")
def test_shows_the_number_and_what_happens_next(
    client: FlaskClient, send: Callable[..., TestResponse], reports: Callable[[], list[ListingReport]]
) -> None:
    answer = client.get(send(message="Algo privado", contact="ana@correo.pe").headers["Location"])
    number = reports()[0].public_id
    assert answer.status_code == 200
    assert f"<b>{number[:4]} {number[4:8]} {number[8:]}</b>" in answer.text
    assert "Qué pasa ahora" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    for private in ("Algo privado", "ana@correo.pe", "Papa nativa"):
        assert private not in answer.text


@pytest.mark.parametrize("query", ["", "?n=", "?n=k7m2xq9hd4tw", "?n=%3Cscript%3E", "?n=" + "9" * 500])
def test_a_number_nobody_was_given_shows_thanks_alone(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/denunciar/gracias{query}")
    assert answer.status_code == 200
    assert "Gracias por avisar" in answer.text
    assert "Denuncia N.°" not in answer.text
    assert "k7m2" not in answer.text
    assert "<script>" not in answer.text
