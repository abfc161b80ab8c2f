"""The page cache as a visitor meets it: the same page, sooner; and never one of before."""

import dataclasses
import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import brotli
import pytest
import structlog
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalog.products.models import Product
from core import logs, page_cache
from core.clock import LIMA
from core.config import Settings

LIST = "/productos?departamento=apurimac&orden=precio"
PLAIN = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
Asked = Callable[[], AbstractContextManager[list[str]]]


def test_a_page_is_rendered_once(visitor: FlaskClient, asked: Asked) -> None:
    first = visitor.get(LIST)
    with asked() as reached:
        second = visitor.get(LIST)
    assert reached == []
    assert second.data == first.data
    assert dict(second.headers) == {name: value for name, value in first.headers if name != "Date"}


def test_a_head_is_answered_from_the_page(visitor: FlaskClient, asked: Asked) -> None:
    page = visitor.get(LIST)
    with asked() as reached:
        head = visitor.head(LIST)
    assert reached == []
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(page.data))


def test_a_head_of_what_is_not_kept_says_what_the_page_would(visitor: FlaskClient) -> None:
    head = visitor.head(LIST)
    page = visitor.get(LIST)
    assert head.headers["ETag"] == page.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(page.data))


@pytest.mark.parametrize("encoding", PLAIN)
def test_each_encoding_is_kept_by_itself(visitor: FlaskClient, asked: Asked, encoding: str) -> None:
    plain = visitor.get(LIST)
    first = visitor.get(LIST, headers={"Accept-Encoding": encoding})
    with asked() as reached:
        second = visitor.get(LIST, headers={"Accept-Encoding": encoding})
    assert reached == []
    assert first.data == second.data
    assert PLAIN[encoding](second.data) == plain.data
    assert second.headers.get("Content-Encoding", "identity") == encoding
    assert second.headers["Vary"] == "Accept-Encoding"
    assert (second.headers["ETag"] == plain.headers["ETag"]) == (encoding == "identity")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("encoding", PLAIN)
@pytest.mark.parametrize("kept", [True, False], ids=("kept", "not kept"))
def test_who_has_the_page_is_told_so(keeping: Flask, encoding: str, method: str, kept: bool) -> None:
    visitor = keeping.test_client()
    known = visitor.get(LIST, headers={"Accept-Encoding": encoding}).headers
    if not kept:
        keeping.wsgi_app.shelf = page_cache.Shelf(1_000_000)  # type: ignore[attr-defined]  # the cache is outermost
    for has in (known["ETag"], f'"other", W/{known["ETag"]}', "*"):
        again = visitor.open(LIST, method=method, headers={"Accept-Encoding": encoding, "If-None-Match": has})
        assert again.status_code == 304
        assert again.data == b""
        for name in ("ETag", "Vary", "Cache-Control", "Content-Security-Policy"):
            assert again.headers[name] == known[name]
        assert {"Content-Length", "Content-Encoding", "Content-Type"}.isdisjoint(again.headers.keys())


def test_who_has_another_encoding_gets_the_page(visitor: FlaskClient) -> None:
    plain = visitor.get(LIST).headers["ETag"]
    again = visitor.get(LIST, headers={"Accept-Encoding": "br", "If-None-Match": plain})
    assert (again.status_code, again.headers["Content-Encoding"]) == (200, "br")


def test_asking_anew_with_what_one_has_fills_the_cache(visitor: FlaskClient, asked: Asked) -> None:
    assert visitor.get(LIST, headers={"If-None-Match": '"old"'}).status_code == 200
    with asked() as reached:
        visitor.get(LIST)
    assert reached == []


def test_a_change_is_seen_at_once(visitor: FlaskClient, session: Session, papa: Product) -> None:
    page = f"/productos/{papa.slug}"
    session.commit()
    assert "S/ 3.50" in visitor.get(page).text
    papa.price = 420
    session.commit()
    assert "S/ 4.20" in visitor.get(page).text
    papa.status = "unpublished"
    session.commit()
    assert visitor.get(page).status_code == 404


def test_a_rollback_changes_nothing(
    visitor: FlaskClient, session: Session, papa: Product, asked: Asked
) -> None:
    before = visitor.get(LIST).data
    papa.price = 420
    session.flush()
    session.rollback()
    with asked() as reached:
        assert visitor.get(LIST).data == before
    assert reached == []


def test_at_midnight_in_lima_pages_are_new(visitor: FlaskClient, asked: Asked) -> None:
    with time_machine.travel(datetime(2026, 11, 30, 23, 59, 58, tzinfo=LIMA), tick=False) as clock:
        assert '<body class="m11">' in visitor.get(LIST).text
        clock.shift(1)
        with asked() as reached:
            assert '<body class="m11">' in visitor.get(LIST).text
        assert reached == []
        clock.shift(1)
        assert '<body class="m12">' in visitor.get(LIST).text


def test_what_others_track_and_what_is_empty_makes_no_other_page(visitor: FlaskClient, asked: Asked) -> None:
    visitor.get(LIST)
    with asked() as reached:
        same = visitor.get("/productos?utm_source=x&orden=precio&mes=&fbclid=1&departamento=apurimac&gclid=2")
    assert reached == []
    assert same.status_code == 200


def test_what_others_track_is_in_no_page(visitor: FlaskClient) -> None:
    assert "utm_" not in visitor.get(f"{LIST}&utm_source=malo").text


def test_the_order_of_the_values_of_one_name_counts(visitor: FlaskClient, papa: Product) -> None:
    one = visitor.get("/buscar?q=papa&q=queso").text
    other = visitor.get("/buscar?q=queso&q=papa").text
    assert "<title>«papa»" in one
    assert "<title>«queso»" in other


def test_languages_and_hosts_have_pages_of_their_own(visitor: FlaskClient, asked: Asked) -> None:
    visitor.get(LIST)
    for path, host in ((f"/en{LIST}", "localhost"), (LIST, "127.0.0.1")):
        with asked() as reached:
            assert visitor.get(path, headers={"Host": host}).status_code == 200
        assert reached
    assert 'lang="en"' in visitor.get(f"/en{LIST}").text


def test_a_host_that_is_not_ours_is_refused_all_the_same(visitor: FlaskClient) -> None:
    visitor.get(LIST)
    assert visitor.get(LIST, headers={"Host": "malo.example"}).status_code == 400


def test_cookies_play_no_part(keeping: Flask, asked: Asked) -> None:
    page = keeping.test_client().get(LIST)
    with_cookie = keeping.test_client()
    with_cookie.set_cookie("juntos", "algo")
    with asked() as reached:
        assert with_cookie.get(LIST).data == page.data
    assert reached == []


def test_what_is_kept_is_logged_without_its_address(visitor: FlaskClient, settings: Settings) -> None:
    visitor.get(LIST)
    logs.configure(dataclasses.replace(settings, log_level="INFO"))
    try:
        with structlog.testing.capture_logs() as lines:
            visitor.get(LIST)
    finally:
        logs.configure(settings)
    assert [(one["endpoint"], one["status"]) for one in lines] == [("catalog.products.index", 200)]
    assert "apurimac" not in str(lines)


def test_a_site_that_keeps_nothing_has_no_cache(make_site: Callable[..., Flask]) -> None:
    assert not isinstance(make_site(page_cache_mb=0).wsgi_app, page_cache.PageCache)
