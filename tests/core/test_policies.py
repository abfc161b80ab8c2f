"""A route that says nothing about who may use it keeps the site from starting."""

import pytest
from flask import Flask

from core.policies import MissingPolicyError, policy_of, public, require_policies


def test_a_route_without_a_policy_is_named() -> None:
    site = Flask(__name__, static_folder=None)
    site.add_url_rule("/a", "open", public(lambda: "a"))
    require_policies(site)
    site.add_url_rule("/b", "bare", lambda: "b")
    with pytest.raises(MissingPolicyError, match="bare"):
        require_policies(site)


def test_every_route_of_the_site_has_one(app: Flask) -> None:
    assert {policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules()} == {"public"}
