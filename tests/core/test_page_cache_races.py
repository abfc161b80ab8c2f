"""Readers and a writer at once, on both databases: nobody is shown a page of before what was committed."""

import dataclasses
import re
import threading
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from catalog.changes import reader
from catalog.products.models import Product
from core import page_cache
from core.config import Settings
from core.db import db
from tests.support import writers

SECONDS = 2.0
READERS = 4
PRICE = re.compile(r"S/\s*([\d,.]+)")


@pytest.fixture
def keeping(settings: Settings) -> Iterator[Flask]:
    """A site that keeps its pages, in a process that others write beside."""
    site = create_app(dataclasses.replace(settings, page_cache_mb=4))
    yield site
    site.extensions[reader.KEY].close()
    with site.app_context():
        db.engine.dispose()


def shown(text: str) -> int:
    """The price that a page says first, in céntimos."""
    found = PRICE.search(text.partition("<main")[2])
    assert found is not None
    return round(float(found[1].replace(",", "")) * 100)


@pytest.mark.parametrize("page", ["/productos/{slug}", "/productos?departamento=apurimac"])
def test_no_page_is_older_than_a_commit_before_it_was_asked_for(
    app: Flask, keeping: Flask, session: Session, papa: Product, page: str
) -> None:
    number, address, committed = papa.id, page.format(slug=papa.slug), [papa.price]
    session.commit()
    session.rollback()
    # The first page of a process compiles its templates, which may take as long as all the rest here.
    keeping.test_client().get(address)
    stop = time.monotonic() + SECONDS
    turn = threading.Lock()
    roles = [True] + [False] * READERS
    seen: set[int] = set()

    def write() -> None:
        while time.monotonic() < stop:
            with app.app_context():
                db.session().get_one(Product, number).price = committed[0] + 1
                db.session().commit()
                db.session.remove()
            committed[0] += 1
            time.sleep(0.01)

    def look() -> None:
        visitor = keeping.test_client()
        while time.monotonic() < stop:
            known = committed[0]
            price = shown(visitor.get(address).text)
            assert price >= known
            seen.add(price)

    def work() -> None:
        with turn:
            writing = roles.pop(0)
        (write if writing else look)()

    writers.at_once(READERS + 1, work)
    assert len(seen) > 3
    assert shown(keeping.test_client().get(address).text) == committed[0]


def test_a_page_rendered_while_something_changes_is_not_taken_for_the_new_one(
    app: Flask, keeping: Flask, session: Session, papa: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst moment: the change is committed after the page read the old price, before it is kept."""
    number, address = papa.id, f"/productos/{papa.slug}"
    session.commit()
    session.rollback()
    put, changes = page_cache.Shelf.put, [420]

    def late(shelf: page_cache.Shelf, key: tuple[object, ...], page: page_cache.Kept) -> None:
        if changes:
            with app.app_context():
                db.session().get_one(Product, number).price = changes.pop()
                db.session().commit()
                db.session.remove()
        put(shelf, key, page)

    monkeypatch.setattr(page_cache.Shelf, "put", late)
    visitor = keeping.test_client()
    assert shown(visitor.get(address).text) == 350
    assert shown(visitor.get(address).text) == 420
