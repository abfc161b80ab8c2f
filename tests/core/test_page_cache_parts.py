"""The parts of the page cache: what makes one address of several, which encoding is sent, how much is kept."""

import tracemalloc

import pytest

from core.page_cache import Kept, Shelf, chosen, normalised


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("b=2&a=1", "a=1&b=2"),
        ("b=2&a=z&a=y", "a=z&a=y&b=2"),
        ("q=&a=1&c", "a=1"),
        ("utm_source=x&utm_medium=&a=1&fbclid=7&gclid=8", "a=1"),
        ("a=&a=1", "a=&a=1"),
        ("a=1&a=", "a=1&a="),
        ("b=2&%61=1&a=0&q=", "b=2&%61=1&a=0&q="),
        ("b=2&a+=1", "b=2&a+=1"),
        ("a=%20&b=x=y", "a=%20&b=x=y"),
        ("&&a=1&", "a=1"),
        ("A=1&a=2", "A=1&a=2"),
    ],
)
def test_an_address_is_read_as_pages_read_it(typed: str, read: str) -> None:
    assert normalised(typed) == read
    assert normalised(read) == read


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("deflate", "identity"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("gzip;q=0.5, identity", "identity"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("gzip;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=x", "identity"),
        ("br" + ", x" * 1000, "br"),
    ],
)
def test_a_browser_gets_the_encoding_that_it_likes(accepted: str, encoding: str) -> None:
    assert chosen(accepted) == encoding


def _page(size: int) -> Kept:
    headers = [("Content-Type", "text/html"), ("ETag", '"a"')]
    return Kept(headers, headers, b"x" * size, '"a"', None)


def test_pages_stay_within_their_room() -> None:
    tracemalloc.start()
    try:
        before, _peak = tracemalloc.get_traced_memory()
        shelf = Shelf(1_000_000)
        for number in range(20_000):
            headers = [(f"X-{place}-{number}", f"{place}-{number}" * 3) for place in range(10)]
            kept = Kept(headers, headers[:5], bytes(number % 500), f'"{number}"', None)
            shelf.put((f"/productos/{number}" * 3, "q" * (number % 90)), kept)
        after, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert shelf.used <= shelf.room
    assert len(shelf) > 100
    assert after - before <= shelf.room * 1.1


def test_the_page_asked_for_longest_ago_goes_first() -> None:
    shelf = Shelf(100_000)
    for name in "abcdefgh":
        shelf.put((name,), _page(10_000))
    shelf.get(("a",))
    shelf.put(("new",), _page(10_000))
    assert shelf.get(("a",)) is not None
    assert shelf.get(("b",)) is None


def test_a_page_too_large_for_its_share_is_not_kept() -> None:
    shelf = Shelf(100_000)
    shelf.put(("small",), _page(5_000))
    shelf.put(("large",), _page(20_000))
    assert shelf.get(("large",)) is None
    assert shelf.get(("small",)) is not None


def test_the_same_page_twice_takes_room_once() -> None:
    shelf = Shelf(100_000)
    for _time in range(5):
        shelf.put(("a",), _page(5_000))
    assert shelf.used < 10_000
