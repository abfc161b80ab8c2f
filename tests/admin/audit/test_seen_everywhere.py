"""Whoever sees more of a person than her name leaves an entry, on whatever page of the staff area it is."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from core.audit import AuditEntry
from tests.support.matrix import Made, address_of, kind, made, own_parts, staff_rules  # noqa: F401
from tests.support.staff import csrf

# Pages that tell of her no more than who she is and where she lives, which every list of the territory says already.
ONLY_HER_NAME = {
    "admin.members.new": "an empty form",
    "admin.members.leave": "her name and a day",
    "admin.members.split": "her name and a day",
    "admin.members.seek_household": "her name, and households as the list shows them",
    "admin.members.to_household": "the names of two households",
    "admin.members.reveal": "her name; the DNI comes after a reason, with an entry of its own",
    "admin.households.move": "the district",
    "admin.households.leave": "a day",
    "admin.enterprises.new": "an empty form, in her district",
    "admin.enterprises.reveal": "its name; the RUC comes after a reason, with an entry of its own",
    "admin.enterprise_people.seek": "the enterprise's name",
    "admin.enterprise_people.join": "both names",
    "admin.enterprise_people.leave": "both names",
    "admin.enterprise_people.titular": "both names",
    "admin.enterprise_plans.new": "the enterprise's name",
    "admin.enterprise_plans.remove": "the file's name",
}
TYPED = {"given_names": "Otra", "joined_year": "2019", "name": "Otro nombre", "place": "Ccorca, Cusco"}
ABOUT = {"household": "household.view", "member": "household.view", "enterprise": "enterprise.view"}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
by_uas = pytest.mark.parametrize(
    ("engine_name", "kind"), [("sqlite", "national"), ("postgresql", "national")], indirect=True
)


def _about_somebody(rule: Rule) -> str:
    return next((ABOUT[part] for part in ABOUT if part in rule.arguments), "")


def _entries(session: Session, action: str) -> list[str]:
    """What the entries of an act are about, the newest first."""
    session.rollback()
    query = select(AuditEntry.subject_id).where(AuditEntry.action == action)
    return list(session.scalars(query.order_by(AuditEntry.id.desc())))


def _hours_later(session: Session) -> None:
    """What was seen so far was seen long ago."""
    connection = session.connection()
    connection.execute(update(AuditEntry.__table__).values(at=LONG_AGO))
    session.commit()


@by_uas
def test_every_page_about_somebody_leaves_an_entry_or_says_why_not(
    app: Flask,
    session: Session,
    made: Made,  # noqa: F811
) -> None:
    client, world = made
    silent, told = [], set()
    for rule in staff_rules(app):
        action = _about_somebody(rule)
        if not action or "GET" not in (rule.methods or ()):
            continue
        _hours_later(session)
        before = len(_entries(session, action)) + len(_entries(session, "enterprise.plan_open"))
        answer = client.get(address_of(app, rule, own_parts(world, rule)))
        after = len(_entries(session, action)) + len(_entries(session, "enterprise.plan_open"))
        if answer.status_code == 200 and after == before:
            silent.append(rule.endpoint)
        elif after > before:
            told.add(rule.endpoint)
    assert set(silent) - set(ONLY_HER_NAME) == set(), "call seen.note_view, or say why nothing is seen"
    assert told & set(ONLY_HER_NAME) == set()


@by_uas
def test_two_records_side_by_side_are_both_seen(session: Session, made: Made) -> None:  # noqa: F811
    client, world = made
    own, other = world.ids["member own"], world.ids["member own other"]
    client.get(f"/gestion/integrantes/{own}/unir/{other}")
    homes = {world.ids["household own"], world.ids["household own other"]}
    assert set(_entries(session, "household.view")) == homes


@by_uas
def test_a_form_shown_again_is_seen_too(session: Session, made: Made) -> None:  # noqa: F811
    client, world = made
    for address, version, status in (
        (f"/gestion/integrantes/{world.ids['member own']}/editar", "x", 422),
        (f"/gestion/integrantes/{world.ids['member own']}/editar", "99", 409),
        (f"/gestion/hogares/{world.ids['household own']}/editar", "99", 409),
        (f"/gestion/emprendimientos/{world.ids['enterprise own']}/editar", "99", 409),
    ):
        _hours_later(session)
        sent = {"csrf_token": csrf(client), "version": version}
        assert client.post(address, data=TYPED | sent).status_code == status
        action = "enterprise.view" if "emprendimientos" in address else "household.view"
        recent = select(AuditEntry.id).where(AuditEntry.action == action, AuditEntry.at > LONG_AGO)
        assert len(session.scalars(recent).all()) == 1, address
