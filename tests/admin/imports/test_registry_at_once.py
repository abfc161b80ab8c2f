"""Sheets of the registry confirmed at the same moment, and what a long sheet asks of the database."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account
from admin.households.models import Member
from admin.imports import registry
from core.scoping import everything
from tests.support import writers
from tests.support.registry import DNI
from tests.support.sheets import confirm, packed, upload
from tests.support.staff import sign_in

HERS = {"Distrito": "Ccorca", "Apellidos": "Ttito Vilca", "Nombres": "Benita", "DNI": DNI}


def without_turns(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for another's import; where two may write together, both have looked before either writes."""
    real, gate, first = registry.check, threading.Barrier(2), iter(range(2))
    together = session.get_bind().dialect.name == "postgresql"

    def check(*arguments: Any, **options: Any) -> Any:
        checked = real(*arguments, **options)
        if together and next(first, None) is not None:
            gate.wait(timeout=30)
        return checked

    monkeypatch.setattr(registry, "check", check)
    monkeypatch.setattr(registry, "take_turns", lambda *_: None)


def test_where_no_lock_holds_it_the_index_lets_one_dni_in_once(
    app: Flask, client: FlaskClient, session: Session, cusco_head: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, cusco_head)
    reviews = [upload(client, packed([HERS | {"Celular": one}])) for one in ("951000111", "951000222")]
    waiting, answers = [(app.test_client(), review) for review in reviews], []
    for other, _review in waiting:
        sign_in(other, cusco_head)
    session.rollback()
    without_turns(session, monkeypatch)
    session.rollback()
    writers.at_once(2, lambda: answers.append(confirm(*waiting.pop())))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert "No se importó" in refused.text
    # SQLite lets one write at a time: the second finds her there when it looks.
    decided = session.get_bind().dialect.name == "postgresql"
    assert ("Alguien registró en este momento" in refused.text) == decided
    session.rollback()
    with everything(session, "a test"):
        assert [one.full_name for one in session.scalars(select(Member))] == ["Ttito Vilca, Benita"]


def test_a_long_sheet_is_looked_at_and_told_of_in_as_many_questions_as_a_short_one(
    client: FlaskClient, cusco_head: Account, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    sign_in(client, cusco_head)
    looked, told = set(), set()
    reviews = []
    for rows in (3, 40):
        sheet = [
            {
                "Distrito": "Ccorca",
                "Apellidos": f"Hoja {rows}",
                "Nombres": f"Persona {one}",
                "DNI": f"{rows:04}{one:04}",
            }
            for one in range(rows)
        ]
        reviews.append(upload(client, packed(sheet)))
        with count_queries() as asked:
            assert client.get(reviews[-1].request.path).status_code == 200
        looked.add(len(asked))
    for review in reviews:
        # Those of the first sheet sound like those of the second: what would be told is looked at again.
        made = confirm(client, client.get(review.request.path), different="yes")
        assert "Hoja importada." in made.text
        with count_queries() as asked:
            assert client.get(made.request.path).status_code == 200
        told.add(len(asked))
    # Each further 500 rows ask the four questions that name rows once more.
    assert (looked, told) == ({11}, {11})
