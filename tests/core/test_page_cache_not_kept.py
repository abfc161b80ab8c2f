"""What is not everybody's page, whole and of today, is made anew each time."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask, Response, request
from flask import session as cookie
from flask.testing import FlaskClient

from catalog.products.models import Product
from core import page_cache
from core.policies import public

LIST = "/productos?departamento=apurimac&orden=precio"
Asked = Callable[[], AbstractContextManager[list[str]]]


def _counted(site: Flask, path: str, answer: Callable[[], Response]) -> list[str]:
    """Adds a view to a site; what is returned grows each time that it is asked."""
    times: list[str] = []

    def view() -> Response:
        times.append(request.method)
        response = answer()
        response.headers.setdefault("Cache-Control", page_cache.KEEPABLE)
        response.add_etag()
        return response

    site.add_url_rule(path, path, public(view))
    return times


def _with(name: str, value: str) -> Response:
    return Response("algo", headers={name: value})


def _of_session() -> Response:
    return Response(f"hola {cookie.get('name', '')}")


def _in_part() -> Response:
    page_cache.do_not_keep()
    return Response("algo")


@pytest.mark.parametrize(
    "answer",
    [
        _of_session,
        _in_part,
        lambda: _with("Set-Cookie", "a=1"),
        lambda: _with("Cache-Control", "no-store"),
        lambda: _with("Cache-Control", "public, max-age=60"),
        lambda: _with("Vary", "Accept-Language"),
        lambda: Response("no hay", 404),
        lambda: Response("ya no", 410),
        lambda: Response("luego", 503),
    ],
)
def test_what_is_not_everybodys_page_is_not_kept(keeping: Flask, answer: Callable[[], Response]) -> None:
    times = _counted(keeping, "/prueba/contada", answer)
    visitor = keeping.test_client()
    for _time in range(3):
        visitor.get("/prueba/contada")
    assert len(times) == 3


def test_a_page_that_streams_is_not_kept(keeping: Flask) -> None:
    times: list[int] = []

    def view() -> Response:
        times.append(1)
        headers = {"Cache-Control": page_cache.KEEPABLE, "ETag": '"a"'}
        return Response(iter(["al", "go"]), headers=headers)

    keeping.add_url_rule("/prueba/corriente", "streams", public(view))
    visitor = keeping.test_client()
    assert [visitor.get("/prueba/corriente").text for _time in range(2)] == ["algo", "algo"]
    assert len(times) == 2


def test_a_form_has_a_token_of_its_own_each_time(visitor: FlaskClient, papa: Product) -> None:
    page = f"/denunciar?producto={papa.slug}"
    assert visitor.get(page).data != visitor.get(page).data


def test_a_page_that_tells_the_time_is_made_anew(visitor: FlaskClient, papa: Product, asked: Asked) -> None:
    page = f"/productos/{papa.slug}?formato=ficha"
    visitor.get(page)
    with asked() as reached:
        assert visitor.get(page).status_code == 200
    assert reached


def test_a_post_passes(visitor: FlaskClient) -> None:
    assert visitor.post(LIST).status_code == 405


def test_a_very_long_address_is_refused_as_ever(visitor: FlaskClient) -> None:
    assert visitor.get("/productos?utm_source=" + "a" * 5000).status_code == 414
