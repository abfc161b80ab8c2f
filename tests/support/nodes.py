"""Nodes of a site: servers and workers in processes of their own, and somebody who writes all the time."""

import dataclasses
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from flask import Flask
from sqlalchemy import select

from catalog.products.models import Product
from catalog.search.documents import visible_ids
from core.config import Settings
from core.db import db
from tests.support.browser import address, free_port
from tests.support.faults import Site

PATIENCE_SECONDS = 60.0


@dataclasses.dataclass
class Node:
    """One serving process."""

    url: str

    def finds(self, words: str) -> str:
        """What it answers to a search."""
        query = urllib.parse.urlencode({"q": words})
        with urllib.request.urlopen(f"{self.url}/buscar?{query}", timeout=30) as answer:
            return str(answer.read().decode())


@contextmanager
def serving(settings: Settings, folder: Path) -> Iterator[Node]:
    """A server without a worker."""
    with free_port() as listener:
        url = address(listener)
        port = listener.getsockname()[1]
    own = dataclasses.replace(settings, app_env="development", base_url=url, port=port)
    with _process(own, folder, "serve", "--no-worker"):
        node = Node(url)
        wait_for(lambda: _answers(node))
        yield node


@contextmanager
def working(settings: Settings, folder: Path) -> Iterator[None]:
    """A worker."""
    with _process(settings, folder, "worker"):
        yield


@contextmanager
def _process(settings: Settings, folder: Path, *arguments: str) -> Iterator[None]:
    site = Site(settings, folder)
    process = site.start(*arguments)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
        site.close()


def _answers(node: Node) -> bool:
    try:
        return bool(node.finds("nada"))
    except OSError:
        return False


def wait_for(happened: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> float:
    """Wait until something is so; returns for how long."""
    started = time.monotonic()
    while not happened():
        if time.monotonic() - started > seconds:
            raise AssertionError(f"not so after {seconds} seconds")
        time.sleep(0.01)
    return time.monotonic() - started


@contextmanager
def somebody_writing(app: Flask, products: list[int], pause: float = 0.02) -> Iterator[None]:
    """Products are renamed one after the other for as long as the block runs; raises what went wrong."""
    stop, wrong = threading.Event(), list[BaseException]()

    def write() -> None:
        chance, number = Random(1), 0
        try:
            while not stop.wait(pause):
                number += 1
                rename(app, chance.choice(products), f"Oca {number}")
        except BaseException as error:  # handed to the test
            wrong.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if wrong:
        raise wrong[0]


def rename(app: Flask, product: int, name: str) -> None:
    """Commit another name of a product."""
    _change(app, product, name=name)


def set_status(app: Flask, product: int, status: str) -> None:
    """Commit another status of a product."""
    _change(app, product, status=status)


def _change(app: Flask, product: int, **values: str) -> None:
    with app.app_context():
        held = db.session.get_one(Product, product)
        for name, value in values.items():
            setattr(held, name, value)
        db.session.commit()
        db.session.remove()


def published(app: Flask) -> set[tuple[int, str]]:
    """What the database says may be seen: ids and names."""
    with app.app_context():
        ids = visible_ids(db.session())
        rows = db.session.execute(select(Product.id, Product.name).where(Product.id.in_(ids))).all()
        db.session.remove()
    return {(row.id, row.name) for row in rows}


@contextmanager
def nodes(several: list[Settings], folder: Path, servers: int) -> Iterator[list[Node]]:
    """For each of these settings, a worker and so many servers."""
    with ExitStack() as stack:
        for settings in several:
            stack.enter_context(working(settings, folder))
        yield [stack.enter_context(serving(one, folder)) for one in several for _ in range(servers)]
