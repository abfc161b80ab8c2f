"""Routes: kebab-case Spanish outside, the feature's name inside, a policy on each."""

import re

import pytest
from flask import Flask

import core.error_pages
from app import create_app
from core.config import ROOT
from core.policies import MissingPolicyError, policy_of
from tests.support.databases import Databases

# What the public may send; everything else it only reads.
SENDING = {"catalog.reports.send", "catalog.privacy.send"}
SEGMENT = re.compile(
    r"^(?:_?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?|<[^<>]+>|[a-z0-9-]+-<[^<>]+>(?:\.[a-z]+)?)$"
)


@pytest.fixture
def site(databases: Databases) -> Flask:
    return databases["sqlite"].app


def test_addresses_are_kebab_case(site: Flask) -> None:
    odd = {
        rule.rule
        for rule in site.url_map.iter_rules()
        for segment in rule.rule.strip("/").split("/")
        if segment and not SEGMENT.match(segment)
    }
    assert odd == set()


def test_an_endpoint_names_the_file_of_its_view(site: Flask) -> None:
    for endpoint, view in site.view_functions.items():
        wing, feature, action = endpoint.split(".")
        assert wing in ("catalog", "admin"), endpoint
        assert view.__module__ == f"{wing}.{feature}.views", endpoint
        assert view.__name__ == action, endpoint


def test_every_route_has_a_policy(site: Flask) -> None:
    assert all(policy_of(site, rule.endpoint) for rule in site.url_map.iter_rules())


def test_the_site_does_not_start_with_a_route_that_has_none(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = databases["sqlite"].settings
    monkeypatch.setattr(
        core.error_pages, "init_app", lambda app: app.add_url_rule("/abierta", "open", lambda: "cualquiera")
    )
    with pytest.raises(MissingPolicyError, match="open"):
        create_app(settings)


def test_a_public_page_only_reads(site: Flask) -> None:
    writing = {"POST", "PUT", "PATCH", "DELETE"}
    pages = [rule for rule in site.url_map.iter_rules() if rule.endpoint.startswith("catalog.")]
    assert pages
    assert {rule.endpoint for rule in pages if writing & (rule.methods or set())} == SENDING


def test_tests_lie_under_the_name_of_what_they_test() -> None:
    for wing in ("core", "catalog", "admin"):
        for path in (ROOT / "tests" / wing).rglob("test_*.py"):
            assert (ROOT / path.parent.relative_to(ROOT / "tests")).is_dir(), path
