"""Headers of every answer, and requests that are not answered."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.security import CONTENT_SECURITY_POLICY, MAX_BODY, MAX_FORM, MAX_URL

HTTPS = {"base_url": "https://catalogo.example.pe", "app_env": "production"}


@pytest.mark.parametrize("path", ["/", "/nada", "/prueba/falla", "/prueba/ocupada"])
def test_every_answer_carries_the_headers(probe: Flask, path: str) -> None:
    headers = probe.test_client().get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Server" not in headers


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY


def test_https_is_remembered_only_where_the_site_has_it(make_site: Callable[..., Flask]) -> None:
    plain = make_site().test_client().get("/nada")
    secure = make_site(**HTTPS).test_client().get("/nada", base_url="https://catalogo.example.pe")
    assert "Strict-Transport-Security" not in plain.headers
    assert "max-age" in secure.headers["Strict-Transport-Security"]


def test_cookies_are_kept_from_scripts_and_other_sites(make_site: Callable[..., Flask]) -> None:
    config = make_site(**HTTPS).config
    assert config["SESSION_COOKIE_SECURE"] is True
    assert config["SESSION_COOKIE_HTTPONLY"] is True
    assert config["SESSION_COOKIE_SAMESITE"] == "Lax"


@pytest.mark.parametrize(
    "host", ["malo.example", "127.0.0.1.malo.example", "catalogo.example.pe.malo.example"]
)
def test_a_foreign_host_is_not_answered(probe: Flask, host: str) -> None:
    answer = probe.test_client().get("/prueba/saluda/ana", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_production_answers_to_its_own_name_only(make_site: Callable[..., Flask]) -> None:
    visitor = make_site(**HTTPS).test_client()
    assert visitor.get("/prueba/saluda/ana", base_url="https://catalogo.example.pe").status_code == 200
    assert visitor.get("/prueba/saluda/ana", base_url="https://127.0.0.1").status_code == 400


def test_an_endless_address_is_refused(probe: Flask) -> None:
    visitor = probe.test_client()
    assert visitor.get("/prueba/saluda/ana?q=" + "a" * (MAX_URL - 100)).status_code == 200
    assert visitor.get("/prueba/saluda/ana?q=" + "a" * 10_000).status_code == 414


@pytest.mark.parametrize(
    "path", ["/prueba/saluda/a%00b", "/prueba/saluda/ana?q=a%00b", "/prueba/saluda/ana?a%00=1"]
)
def test_a_nul_byte_is_refused(probe: Flask, path: str) -> None:
    assert probe.test_client().get(path).status_code == 400


def test_a_nul_byte_in_the_second_of_two_values_is_refused(client: FlaskClient) -> None:
    assert client.get("/productos?q=a&q=%00").status_code == 400


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/clave", "application/x-www-form-urlencoded", 413),
        ("/gestion/hogares/nuevo", "multipart/form-data", 413),
        ("/gestion/importaciones", "application/x-www-form-urlencoded", 413),
        ("/gestion/importaciones", "multipart/form-data", 401),
    ],
)
def test_only_files_may_be_large(client: FlaskClient, path: str, kind: str, status: int) -> None:
    said = {"CONTENT_LENGTH": str(MAX_FORM + 1)}
    assert client.post(path, content_type=kind, environ_overrides=said).status_code == status


def test_a_body_past_the_limit_is_refused(make_site: Callable[..., Flask]) -> None:
    site = make_site()
    assert site.config["MAX_CONTENT_LENGTH"] == MAX_BODY
