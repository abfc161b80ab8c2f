"""Languages live in the first part of the path; numbers and dates are Peru's."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask, request

from core import i18n
from core.i18n import LanguagePrefix


def test_another_language_is_the_same_site_under_its_prefix(make_site: Callable[..., Flask]) -> None:
    visitor = make_site(languages=("es", "en")).test_client()
    assert visitor.get("/en/prueba/saluda/ana").text == "/en/prueba/saluda/ana 3"
    assert visitor.get("/prueba/saluda/ana").text == "/prueba/saluda/ana 3"


@pytest.mark.parametrize(
    "path", ["/en/prueba/saluda/ana", "/qu/prueba/saluda/ana", "/english/prueba/saluda/ana"]
)
def test_a_language_the_site_lacks_is_no_page(make_site: Callable[..., Flask], path: str) -> None:
    assert make_site().test_client().get(path).status_code == 404


def test_the_prefix_decides_the_language(make_site: Callable[..., Flask]) -> None:
    site = make_site(languages=("es", "en"))
    with site.test_request_context("/", environ_overrides={"juntos.language": "en"}):
        assert i18n.language() == "en"
    with site.test_request_context("/", headers={"Accept-Language": "en"}):
        assert i18n.language() == "es"
        assert request.path == "/"


def test_the_bare_prefix_is_the_front_page() -> None:
    seen: list[tuple[str, str]] = []
    site = LanguagePrefix(
        lambda environ, _: seen.append((environ["SCRIPT_NAME"], environ["PATH_INFO"])), ("es", "en")
    )
    site({"PATH_INFO": "/en"}, None)
    site({"PATH_INFO": "/en/"}, None)
    assert seen == [("/en", "/")] * 2


def test_dates_are_said_in_words() -> None:
    assert i18n.say_date(date(2026, 11, 12)) == "12 de noviembre de 2026"
