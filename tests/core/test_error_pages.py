"""Failures as pages in plain Spanish."""

import pytest
import structlog
from flask import Flask


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/no/existe", 404, "No encontramos esta página"),
        ("/prueba/ocupada", 503, "Volvemos en unos minutos"),
        ("/prueba/falla", 500, "Algo falló de nuestro lado"),
        ("/prueba/rota", 500, "Algo falló de nuestro lado"),
    ],
)
def test_a_failure_is_a_page_of_the_site(probe: Flask, path: str, status: int, words: str) -> None:
    answer = probe.test_client().get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert 'lang="es' in answer.text


def test_a_bug_shows_a_code_that_the_log_knows_and_no_trace(probe: Flask) -> None:
    with structlog.testing.capture_logs() as logs:
        answer = probe.test_client().get("/prueba/falla")
    entry = next(entry for entry in logs if entry["event"] == "bug")
    assert entry["code"] in answer.text
    assert isinstance(entry["exc_info"], RuntimeError)
    for leak in ("secreto", "RuntimeError", "Traceback", ".py"):
        assert leak not in answer.text


def test_a_busy_database_asks_to_come_back(probe: Flask) -> None:
    answer = probe.test_client().get("/prueba/ocupada")
    assert answer.headers["Retry-After"] == "120"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_method_says_which_are_right(probe: Flask) -> None:
    answer = probe.test_client().delete("/prueba/escribe")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_the_site_answers_again_after_a_bug(probe: Flask) -> None:
    visitor = probe.test_client()
    visitor.get("/prueba/falla")
    assert visitor.get("/prueba/saluda/ana").status_code == 200


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_get_that_tries_to_write_fails_and_writes_nothing(probe: Flask, method: str) -> None:
    visitor = probe.test_client()
    assert getattr(visitor, method)("/prueba/escribe").status_code == 500
    assert visitor.post("/prueba/escribe").text == "escrito"
    assert visitor.post("/prueba/escribe").text == "escrito"
