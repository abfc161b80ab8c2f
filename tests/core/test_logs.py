"""Logs say which route and how it went, and nothing a person typed."""

import dataclasses
import json
from collections.abc import Callable

import pytest
from flask import Flask

from catalog.enterprises.models import Enterprise
from core import logs
from core.clock import now
from core.config import Settings
from core.db import db
from core.policies import public
from tests.support.databases import Database


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_request_is_one_line_without_what_was_typed(
    probe: Flask, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    probe.test_client().get("/prueba/saluda/maria-quispe?telefono=987654321", headers={"Cookie": "a=galleta"})
    text = capsys.readouterr().err
    for typed in ("maria", "987654321", "telefono", "galleta"):
        assert typed not in text


def test_the_line_names_route_method_and_status(
    probe: Flask, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure(dataclasses.replace(settings, log_level="INFO"))
    try:
        probe.test_client().get("/prueba/saluda/ana")
        entry = lines(capsys)[-1]
    finally:
        logs.configure(settings)
    assert (entry["event"], entry["endpoint"], entry["method"], entry["status"]) == (
        "request",
        "greet",
        "GET",
        200,
    )
    assert set(entry) == {"event", "endpoint", "method", "status", "ms", "level", "timestamp"}


def test_a_bug_is_logged_without_the_values_of_the_row(
    database: Database, make_site: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> str:
        db.session.add(
            Enterprise(name="Secreto Quispe", slug="s", province_code="0302", status="no", updated_at=now())
        )
        db.session.commit()
        return ""

    site = make_site()
    site.add_url_rule("/prueba/fila", "row", public(fail), methods=["POST"])
    assert site.test_client().post("/prueba/fila").status_code == 500
    text = capsys.readouterr().err
    assert "IntegrityError" in text
    assert "Quispe" not in text


def test_a_bug_that_quotes_what_was_typed_is_logged_without_its_numbers(
    make_site: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> str:
        raise ValueError("00012345, +51 951 234 567, 10000123451, rosa@correo.test, line 42")

    site = make_site()
    site.add_url_rule("/prueba/numeros", "numbers", public(fail), methods=["POST"])
    assert site.test_client().post("/prueba/numeros").status_code == 500
    (told,) = [str(line["exception"]) for line in lines(capsys) if "exception" in line]
    assert told.endswith("ValueError: (number), (number), (number), (address), line 42")
