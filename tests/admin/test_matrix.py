"""Every route, by every method, for every kind of actor: nobody reads or writes beyond her own, nothing breaks.

It is made from the routes themselves: a new one joins by itself, once tests/support/subjects.py knows the parts of
its address.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Boolean, Date, Integer, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from admin.access.models import Account, AccountSession
from admin.access.permissions import Role
from admin.households.models import Household, HouseholdEvent, Member
from core.clock import now
from core.db import db
from tests.support.staff import CCORCA, csrf, make_account, sign_in
from tests.support.subjects import FOREIGN_WORDS, MISSING, OWN_WORDS, SUBJECTS, World, make_world

ACTORS = {
    "anonymous": None,
    "administrator": (Role.ADMINISTRATOR, "", ()),
    "national": (Role.NATIONAL, "", ()),
    "head": (Role.UNIT_HEAD, "Cusco", ()),
    "gestor": (Role.FIELD_AGENT, "Cusco", (CCORCA,)),
    "foreign head": (Role.UNIT_HEAD, "Puno", ()),
    "communication": (Role.COMMUNICATION, "", ()),
    "reader": (Role.READER, "", ()),
    "suspended": (Role.UNIT_HEAD, "Cusco", ()),
    "revoked": (Role.UNIT_HEAD, "Cusco", ()),
}
TERRITORIAL = ("head", "gestor")
OUT = ("anonymous", "suspended", "revoked")
# What differs from one answer to the next by itself.
PASSING = re.compile(r'(?<=name="csrf_token" value=")[^"]*|(?<=name="stamp" value=")[^"]*')
FIELD = re.compile(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"[^>]*?(?:\bvalue="([^"]*)")?[^>]*>')
SENTINELS = {"text": "zzasignado", "number": 987654321, "day": "1999-12-31"}
# What people do type into some form of the staff area, and is kept by right.
TYPED = ("name", "words", "note", "reason", "email", "phone", "code", "given_names", "surnames")
Made = tuple[FlaskClient, World]


def _rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def _staff_rules(app: Flask) -> list[Rule]:
    return [rule for rule in _rules(app) if rule.endpoint.startswith("admin.")]


def _address(app: Flask, rule: Rule, parts: dict[str, str]) -> str:
    with app.test_request_context():
        return app.url_map.bind("127.0.0.1").build(
            rule.endpoint, parts, method=sorted(rule.methods or ())[-1]
        )


def _own(world: World, rule: Rule) -> dict[str, str]:
    return {name: SUBJECTS[name](world, rule.endpoint).own for name in rule.arguments}


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def _words(answer: TestResponse) -> str:
    """What an answer says: of a workbook, what stands in its parts."""
    data = answer.get_data()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b" ".join(parts.read(name) for name in parts.namelist())
    return data.decode("utf-8", "replace")


def _said(answer: TestResponse, *parts: str) -> tuple[int, str, str]:
    """What an answer tells: its status, where it leads and its words, without what changes by itself."""
    body, leads = _words(answer), answer.headers.get("Location", "")
    for part in parts:
        body, leads = body.replace(part, "·"), leads.replace(part, "·")
    return answer.status_code, leads, PASSING.sub("·", body)


@pytest.fixture(params=ACTORS)
def kind(request: pytest.FixtureRequest) -> str:
    """Makes a test run once for each kind of actor."""
    name: str = request.param
    return name


@pytest.fixture
def made(client: FlaskClient, session: Session, kind: str) -> Made:
    """A client signed in as the actor, and a world with her territory and a foreign one."""
    asked = ACTORS[kind]
    actor: Account | None = None
    if asked is not None:
        role, unit, districts = asked
        actor = make_account(session, "quien_actua", role, unit=unit, districts=districts)
    world = make_world(session, actor)
    if actor is not None:
        sign_in(client, actor)
    if kind == "suspended" and actor is not None:
        actor.suspended_at = now()
    if kind == "revoked" and actor is not None:
        for held in session.scalars(select(AccountSession).where(AccountSession.account_id == actor.id)):
            held.ended_at = now()
    session.commit()
    return client, world


def _asked(
    client: FlaskClient, method: str, address: str, fields: dict[str, str] | None = None
) -> TestResponse:
    if method == "GET":
        return client.get(address)
    return client.open(address, method=method, data={"csrf_token": csrf(client)} | (fields or {}))


def _words_kept_from(kind: str) -> tuple[str, ...]:
    if kind == "national":
        return ()
    if kind == "foreign head":
        return OWN_WORDS
    return FOREIGN_WORDS if kind in TERRITORIAL else (*OWN_WORDS, *FOREIGN_WORDS)


def test_every_part_of_an_address_is_known(app: Flask) -> None:
    for rule in _rules(app):
        for name in rule.arguments:
            assert name in SUBJECTS, (
                f"{rule.rule}: tests/support/subjects.py does not know <{name}>."
                " Add a line to SUBJECTS that makes one's own, and a foreign one where there is such a thing."
            )


def test_foreign_is_missing_and_nothing_leaks(app: Flask, made: Made, kind: str) -> None:
    client, world = made
    wrong = []
    for rule in _staff_rules(app):
        for method in _methods(rule):
            for name in sorted(rule.arguments):
                subjects = SUBJECTS[name](world, rule.endpoint)
                own = _own(world, rule)
                missing = _asked(client, method, _address(app, rule, own | {name: MISSING}))
                told = _said(missing, MISSING)
                if missing.status_code >= 500:
                    wrong.append(f"{method} {rule.rule}: {missing.status_code} for a missing {name}")
                # Both territories are the national office's.
                if subjects.foreign is None or kind in ("national", "foreign head"):
                    continue
                foreign = _asked(client, method, _address(app, rule, own | {name: subjects.foreign}))
                if _said(foreign, subjects.foreign, MISSING) != told:
                    wrong.append(
                        f"{method} {rule.rule}: a foreign {name} answers {foreign.status_code},"
                        f" a missing one {missing.status_code}, or their words differ"
                    )
                if any(word in _words(foreign) for word in _words_kept_from(kind)):
                    wrong.append(f"{method} {rule.rule}: tells of a foreign {name}")
    assert not wrong, "\n".join(wrong)


def test_own_pages_answer_and_say_nothing_foreign(app: Flask, made: Made, kind: str) -> None:
    client, world = made
    wrong = []
    if kind in TERRITORIAL:
        assert OWN_WORDS[0] in client.get(f"/gestion/hogares/{world.ids['household own']}").text
    for rule in _staff_rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = client.get(_address(app, rule, _own(world, rule)))
        leaked = [word for word in _words_kept_from(kind) if word in _words(answer)]
        public = not rule.rule.startswith("/gestion")
        shut = kind not in OUT or public or answer.status_code == 303
        if answer.status_code >= 500 or leaked or not shut:
            wrong.append(f"GET {rule.rule}: {answer.status_code} {leaked}")
    assert not wrong, "\n".join(wrong)


def _forms(app: Flask, client: FlaskClient, world: World) -> Iterator[tuple[Rule, str, dict[str, str]]]:
    """Each address that takes a form, with the fields as the page that holds it shows them."""
    for rule in _staff_rules(app):
        if "POST" in (rule.methods or ()) and rule.rule.startswith("/gestion"):
            address = _address(app, rule, _own(world, rule))
            shown = client.get(address)
            fields = dict(FIELD.findall(shown.text)) if shown.status_code == 200 else {}
            yield rule, address, {name: value for name, value in fields.items() if name != "csrf_token"}


def _foreign_rows(session: Session) -> list[Any]:
    session.rollback()
    return [
        session.execute(select(model.__table__).where(model.__table__.c.district_code != CCORCA)).all()
        for model in (Household, Member, HouseholdEvent)
    ]


@pytest.mark.parametrize("kind", ["head", "gestor", "administrator"], indirect=True)
def test_a_stale_form_or_one_with_foreign_numbers_changes_nothing_foreign(
    app: Flask, session: Session, made: Made, kind: str
) -> None:
    client, world = made
    before, wrong = _foreign_rows(session), []
    foreign = world.ids["household foreign"], world.ids["member foreign"]
    for rule, address, fields in list(_forms(app, client, world)):
        if "version" in fields:
            stale = _asked(client, "POST", address, fields | {"version": "0"})
            if stale.status_code not in (403, 404, 409, 422):
                wrong.append(f"{rule.rule}: {stale.status_code} for a stale version")
        named = [name for name in fields if name.endswith("_id") or name in SUBJECTS]
        for name in [*named, "household_id", "member_id", "household", "member", "other"]:
            for value in foreign:
                answer = _asked(client, "POST", address, fields | {name: value, "version": "0"})
                if answer.status_code >= 500 or any(
                    word in _words(answer) for word in _words_kept_from(kind)
                ):
                    wrong.append(f"{rule.rule}: {answer.status_code} with a foreign {name}")
    assert not wrong, "\n".join(wrong)
    assert _foreign_rows(session) == before


@pytest.mark.parametrize("kind", ["head", "administrator"], indirect=True)
def test_columns_added_to_a_form_are_not_assigned(app: Flask, session: Session, made: Made) -> None:
    client, world = made
    extra = _every_column()
    before = _foreign_rows(session)
    for rule, address, fields in list(_forms(app, client, world)):
        kept = {*fields, *TYPED}
        added = {name: value for name, value in extra.items() if name not in kept}
        assert _asked(client, "POST", address, added | fields).status_code < 500, rule.rule
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
