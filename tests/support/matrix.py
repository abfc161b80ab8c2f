"""Who does what in the matrix of access: the kinds of actors, the routes of staff, and a world for one of them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from admin.access.models import Account, AccountSession
from admin.access.permissions import Role
from core.clock import now
from tests.support.staff import CCORCA, make_account, sign_in
from tests.support.subjects import FOREIGN_WORDS, OWN_WORDS, SUBJECTS, World, make_world

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
Made = tuple[FlaskClient, World]


def rules(app: Flask) -> list[Rule]:
    """All routes, in order."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def staff_rules(app: Flask) -> list[Rule]:
    """The routes of staff."""
    return [rule for rule in rules(app) if rule.endpoint.startswith("admin.")]


def address_of(app: Flask, rule: Rule, parts: dict[str, str]) -> str:
    """An address of a route."""
    with app.test_request_context():
        return app.url_map.bind("127.0.0.1").build(
            rule.endpoint, parts, method=sorted(rule.methods or ())[-1]
        )


def own_parts(world: World, rule: Rule) -> dict[str, str]:
    """The parts of an address that name what is the actor's own."""
    return {name: SUBJECTS[name](world, rule.endpoint).own for name in rule.arguments}


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of actor, of those that a test is for."""
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


def words_kept_from(kind: str) -> tuple[str, ...]:
    """What a kind of actor may not read anywhere."""
    if kind == "national":
        return ()
    if kind == "foreign head":
        return OWN_WORDS
    return FOREIGN_WORDS if kind in TERRITORIAL else (*OWN_WORDS, *FOREIGN_WORDS)
