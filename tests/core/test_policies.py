"""A route that says nothing about who may use it keeps the site from starting."""

import pytest
from flask import Flask

from admin.access.permissions import Permission
from core.policies import MissingPolicyError, policy_of, public, require_policies


def test_a_route_without_a_policy_is_named() -> None:
    site = Flask(__name__, static_folder=None)
    site.add_url_rule("/a", "open", public(lambda: "a"))
    require_policies(site)
    site.add_url_rule("/b", "bare", lambda: "b")
    with pytest.raises(MissingPolicyError, match="bare"):
        require_policies(site)


def test_every_route_of_the_site_has_one(app: Flask) -> None:
    known = {"public", *Permission}
    assert {policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules()} <= known


def test_what_is_under_gestion_asks_a_permission(app: Flask) -> None:
    staff = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/gestion")]
    assert staff
    assert [rule.rule for rule in staff if policy_of(app, rule.endpoint) not in set(Permission)] == []
