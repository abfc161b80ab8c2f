"""Every route, by every method, for every kind of actor: nobody reads or writes beyond her own, nothing breaks.

It is made from the routes themselves: a new one joins by itself, once tests/support/subjects.py knows the parts of
its address. What forms are told is in test_matrix_forms.py.
"""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.support.forms import body_of, words_of
from tests.support.matrix import (
    ACTORS,
    OUT,
    TERRITORIAL,
    Made,
    address_of,
    own_parts,
    rules,
    staff_rules,
    words_kept_from,
)
from tests.support.staff import csrf
from tests.support.subjects import MISSING, OWN_WORDS, SUBJECTS

# Roles are told apart in Python; the databases differ where the territory is in the query, or is not.
EVERYONE = [("sqlite", kind) for kind in ACTORS] + [
    ("postgresql", kind) for kind in (*TERRITORIAL, "national")
]
by_everyone = pytest.mark.parametrize(("engine_name", "kind"), EVERYONE, indirect=True)
# What differs from one answer to the next by itself.
PASSING = re.compile(r'(?<=name="csrf_token" value=")[^"]*|(?<=name="stamp" value=")[^"]*')


def _methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def _said(answer: TestResponse, *parts: str) -> tuple[int, str, str]:
    """What an answer tells: its status, where it leads and its words, without what changes by itself."""
    body, leads = body_of(answer), answer.headers.get("Location", "")
    for part in parts:
        body, leads = body.replace(part, "·"), leads.replace(part, "·")
    return answer.status_code, leads, PASSING.sub("·", body)


def _asked(
    client: FlaskClient, method: str, address: str, fields: dict[str, str] | None = None
) -> TestResponse:
    if method == "GET":
        return client.get(address)
    return client.open(address, method=method, data={"csrf_token": csrf(client)} | (fields or {}))


def test_every_part_of_an_address_is_known(app: Flask) -> None:
    for rule in rules(app):
        for name in rule.arguments:
            assert name in SUBJECTS, (
                f"{rule.rule}: tests/support/subjects.py does not know <{name}>."
                " Add a line to SUBJECTS that makes one's own, and a foreign one where there is such a thing."
            )


@by_everyone
def test_foreign_is_missing_and_nothing_leaks(app: Flask, made: Made, kind: str) -> None:
    client, world = made
    wrong = []
    for rule in staff_rules(app):
        for method in _methods(rule):
            for name in sorted(rule.arguments):
                subjects = SUBJECTS[name](world, rule.endpoint)
                own = own_parts(world, rule)
                missing = _asked(client, method, address_of(app, rule, own | {name: MISSING}))
                told = _said(missing, MISSING)
                if missing.status_code >= 500:
                    wrong.append(f"{method} {rule.rule}: {missing.status_code} for a missing {name}")
                # Both territories are the national office's.
                if subjects.foreign is None or kind in ("national", "foreign head"):
                    continue
                foreign = _asked(client, method, address_of(app, rule, own | {name: subjects.foreign}))
                if _said(foreign, subjects.foreign, MISSING) != told:
                    wrong.append(
                        f"{method} {rule.rule}: a foreign {name} answers {foreign.status_code},"
                        f" a missing one {missing.status_code}, or their words differ"
                    )
                if any(word in words_of(foreign) for word in words_kept_from(kind)):
                    wrong.append(f"{method} {rule.rule}: tells of a foreign {name}")
    assert not wrong, "\n".join(wrong)


@by_everyone
def test_own_pages_answer_and_say_nothing_foreign(app: Flask, made: Made, kind: str) -> None:
    client, world = made
    wrong = []
    if kind in TERRITORIAL:
        assert OWN_WORDS[0] in client.get(f"/gestion/hogares/{world.ids['household own']}").text
    for rule in staff_rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = client.get(address_of(app, rule, own_parts(world, rule)))
        leaked = [word for word in words_kept_from(kind) if word in words_of(answer)]
        public = not rule.rule.startswith("/gestion")
        shut = kind not in OUT or public or answer.status_code == 303
        if answer.status_code >= 500 or leaked or not shut:
            wrong.append(f"GET {rule.rule}: {answer.status_code} {leaked}")
    assert not wrong, "\n".join(wrong)
