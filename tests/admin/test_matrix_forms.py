"""Every form of staff, for every kind of actor who fills some: stale, with foreign keys, with columns that it has not.

A new form joins by itself: it is read off the page that shows it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Boolean, Date, Integer, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Household, HouseholdEvent, Member
from core.db import db
from tests.support.forms import Form, forms_of, words_of
from tests.support.matrix import Made, address_of, own_parts, staff_rules, words_kept_from
from tests.support.staff import CCORCA, PUNO, csrf
from tests.support.subjects import SUBJECTS, World

# How many versions the forms of each carry at the least, so that none is passed over unseen.
VERSIONED = {"head": 11, "gestor": 5, "administrator": 2, "national": 11}
WRITERS = [("sqlite", kind) for kind in VERSIONED] + [("postgresql", "head")]
by_writers = pytest.mark.parametrize(("engine_name", "kind"), WRITERS, indirect=True)
SENTINELS = {"text": "zzasignado", "number": 987654321, "day": "1999-12-31"}
# What people do type into some form of the staff area, and is kept by right.
TYPED = ("name", "words", "note", "reason", "email", "phone", "code", "given_names", "surnames")
# Keys that no form has, and fields that say a place or pick from a list.
ADDED = (
    "household_id",
    "member_id",
    "record_id",
    "enterprise_id",
    "unit_id",
    "household",
    "member",
    "other",
    "enterprise",
)
ELSEWHERE = {"place": "Puno, Puno", "district": PUNO, "district_code": PUNO}
# A household does move to another territory, by this one.
MOVING = "admin.households.move"
PICKED = {"elegido", "record", "records"}
KEYED = (Household, Member)


def _forms(app: Flask, client: FlaskClient, world: World) -> Iterator[tuple[Rule, Form]]:
    """Each address of staff that takes a form, with that form as a page shows it just then."""
    pages = [
        address_of(app, rule, own_parts(world, rule))
        for rule in staff_rules(app)
        if "GET" in (rule.methods or ())
    ]
    shown = {form.address: page for page in pages for form in _shown(client, page)}
    for rule in staff_rules(app):
        if "POST" in (rule.methods or ()) and rule.rule.startswith("/gestion"):
            address = address_of(app, rule, own_parts(world, rule))
            # What an earlier form did may have taken this one away: then it is sent without.
            page = shown.get(address, address)
            found = [form for form in _shown(client, page) if form.address == address]
            yield from ((rule, form) for form in found or [Form(address)])


def _shown(client: FlaskClient, page: str) -> list[Form]:
    answer = client.get(page)
    html = answer.status_code == 200 and answer.mimetype == "text/html"
    return list(forms_of(page, answer.text)) if html else []


def _send(client: FlaskClient, form: Form, **changed: str) -> TestResponse:
    return client.post(form.address, data=form.data(**changed) | {"csrf_token": csrf(client)})


def _foreign_rows(session: Session) -> list[Any]:
    session.rollback()
    return [
        session.execute(
            select(model.__table__).where(model.__table__.c.district_code != CCORCA).order_by(model.id)
        ).all()
        for model in (Household, Member, HouseholdEvent, EnterpriseRecord)
    ]


@by_writers
def test_a_stale_form_is_refused_as_such(app: Flask, session: Session, made: Made, kind: str) -> None:
    client, world = made
    before, wrong, sent = _foreign_rows(session), [], 0
    for rule, form in list(_forms(app, client, world)):
        for name in form.fields:
            if name.endswith("version"):
                other = "0" if form.fields[name] != "0" else "1"
                stale, sent = _send(client, form, **{name: other}), sent + 1
                if stale.status_code != 409:
                    wrong.append(f"{rule.rule}: {stale.status_code} for a stale {name} of {form.fields}")
    assert sent >= VERSIONED[kind], "forms that carry a version are not found any more"
    assert not wrong, "\n".join(wrong)
    assert _foreign_rows(session) == before


@by_writers
def test_a_form_with_foreign_keys_changes_and_tells_nothing_foreign(
    app: Flask, session: Session, made: Made, kind: str
) -> None:
    client, world = made
    before, wrong = _foreign_rows(session), []
    rows = {
        model: session.scalars(select(model.id).where(model.district_code == PUNO)).first() for model in KEYED
    }
    session.rollback()
    foreign = (world.ids["household foreign"], world.ids["member foreign"], world.ids["enterprise foreign"])
    for rule, form in _forms(app, client, world):
        own = [name for name in (*form.fields, *form.boxes) if name in SUBJECTS or name.endswith("_id")]
        swapped = [{name: value} for name in (*own, *PICKED & {*form.boxes}) for value in foreign]
        if rule.endpoint != MOVING:
            swapped += [{name: value for name, value in ELSEWHERE.items() if name in form.fields}]
        # Names that the form does not have are all added at once.
        swapped += [
            dict.fromkeys({*ADDED} - {*form.fields}, value) for value in (*foreign, *map(str, rows.values()))
        ]
        for changed in filter(None, swapped):
            answer = _send(client, form, **changed)
            told = words_of(answer)
            if answer.status_code >= 500 or any(word in told for word in words_kept_from(kind)):
                wrong.append(f"{rule.rule}: {answer.status_code} with {changed}")
    assert not wrong, "\n".join(wrong)
    assert _foreign_rows(session) == before


@by_writers
def test_columns_added_to_a_form_are_not_assigned(app: Flask, session: Session, made: Made) -> None:
    client, world = made
    extra = _every_column()
    before = _foreign_rows(session)
    for rule, form in _forms(app, client, world):
        added = {
            name: value for name, value in extra.items() if name not in {*form.fields, *form.boxes, *TYPED}
        }
        assert _send(client, form, **added).status_code < 500, rule.rule
    assert _foreign_rows(session) == before
    session.rollback()
    assert not _assigned(session)


def _every_column() -> dict[str, str]:
    made = {}
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            number = isinstance(column.type, Integer) and not isinstance(column.type, Boolean)
            day = isinstance(column.type, Date)
            made[column.name] = str(SENTINELS["number" if number else "day" if day else "text"])
    return made


def _assigned(session: Session) -> list[str]:
    """Each column where one of the values that were slipped in is found."""
    values = {str(value) for value in SENTINELS.values()}
    return [
        f"{table.name}.{column}"
        for table in db.metadata.sorted_tables
        if table.name not in ("district", "province", "department")
        for row in session.execute(select(table)).mappings()
        for column, value in row.items()
        if any(slipped in str(value) for slipped in values)
    ]
