"""Bars 1 to 4: what a page costs the server, beside a bare view of 20 KB.

    python -m benchmarks.pages [--size 20000] [--rounds 7]

The gate is the server's processor time per request, read from the kernel's clock of its threads, not wall
time: the client and the rest of the machine do not count. Requests of a round are interleaved by address.
"""

import contextlib
import http.client
import itertools
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.fixture import Environ, fixture, has_search, index, processor_seconds, server, slugs
from benchmarks.server import CONST
from benchmarks.table import USUAL_SIZE, Row, part

REQUESTS = 40
# What costs next to nothing is asked for more often, to be measured at all.
MANY = 200
# Of pages without a bar, some of which cost a hundred times what others do.
FEWER = 5
# How a page is asked for: never before, as it is kept, or past the cache.
NEW, KEPT, OFF = "not kept", "kept", "cache off"
# Stand for addresses that name things of the catalogue.
PRODUCTS, COMPARED, SHEETS = "products", "compared", "sheets"
WORDS = "/buscar?q=queso+fresco"
FILTERED = "/buscar?q=papa&departamento=cajamarca&mes=mayo&orden=precio"
DEEP_SHARE = 0.70
GROWTH = 1.2


@dataclass(frozen=True)
class Page:
    """An address, how it is asked for, and its bar as a share of what const is worth."""

    name: str
    address: str
    how: str = NEW
    share: float | None = None
    bar: str = ""

    @property
    def requests(self) -> int:
        """How often it is asked for in a round."""
        if self.how == KEPT:
            return MANY
        return REQUESTS if self.bar else FEWER


PAGES = (
    Page("list", "/productos", NEW, 0.50, "1"),
    Page("list", "/productos", OFF, None, "1"),
    Page("list", "/productos", KEPT, 0.90, "1"),
    Page("list, page 150", "/productos?pagina=150", NEW, DEEP_SHARE, "2"),
    Page("product", PRODUCTS, NEW, 0.40, "3"),
    Page("product", PRODUCTS, KEPT, 0.90, "3"),
    Page("search, two words", WORDS, NEW, 0.45, "4"),
    Page("search, word, filters, price", FILTERED, NEW, 0.45, "4"),
    Page("search, two words", WORDS, KEPT),
    Page("list, filters, price", "/productos?departamento=cajamarca&mes=mayo&orden=precio"),
    Page("enterprises", "/emprendimientos"),
    Page("home", "/"),
    Page("sectors", "/rubros"),
    Page("places", "/lugares"),
    Page("department", "/lugares/cajamarca"),
    Page("compare four", COMPARED),
    Page("technical sheet", SHEETS),
)
FIRST, DEEP = PAGES[0], PAGES[3]
LARGE = Page("list, large catalogue", "/productos", NEW, None, "2")
CONST_PAGE = Page("const: a bare view of 20 KB", CONST, KEPT, None, "all")
Costs = dict[Page, float]


class Client:
    """One connection kept alive to a server, whose processor time it reads."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._numbers = itertools.count()

    def cost(self, page: Page, addresses: list[str]) -> float:
        """Processor milliseconds of a request, over these addresses."""
        before = processor_seconds(self.pid)
        for address in addresses:
            self._ask(page, address)
        return (processor_seconds(self.pid) - before) / len(addresses) * 1000

    def status(self, address: str) -> int:
        """How an address is answered."""
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def _ask(self, page: Page, address: str) -> None:
        if page.how == NEW:
            # A field that no page reads: the same page, which nobody asked for before.
            address += f"{'&' if '?' in address else '?'}n={next(self._numbers)}"
        headers = {"Accept": "text/html"} | ({"X-Bench": "off"} if page.how == OFF else {})
        self.connection.request("GET", address, headers=headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")


@contextlib.contextmanager
def _clients(environs: list[Environ]) -> Iterator[list[Client]]:
    with contextlib.ExitStack() as stack:
        yield [Client(*stack.enter_context(server(environ))) for environ in environs]


def measure(size: int, rounds: int) -> Costs:
    """Median processor milliseconds a request, for const and for each page that this version has."""
    sizes = [USUAL_SIZE, size] if size > USUAL_SIZE else [size]
    environs = [fixture(one) for one in sizes]
    if has_search():
        for environ in environs:
            index(environ)
    named = _named(slugs(environs[0], REQUESTS))
    with _clients(environs) as clients:
        first, last = clients[0], clients[-1]
        pages = [(CONST_PAGE, first), *((page, first) for page in PAGES)]
        if len(clients) > 1:
            pages.append((LARGE, last))
        tasks = [
            (page, client, _times(named.get(page.address, [page.address]), page.requests))
            for page, client in pages
            if page.address in named or client.status(page.address) == 200
        ]
        costs: dict[Page, list[float]] = {page: [] for page, *_ in tasks}
        for page, client, addresses in tasks:
            client.cost(page, addresses)
        for _round, (page, client, addresses) in itertools.product(range(rounds), tasks):
            costs[page].append(client.cost(page, addresses))
    return {page: statistics.median(values) for page, values in costs.items()}


def _times(addresses: list[str], number: int) -> list[str]:
    return list(itertools.islice(itertools.cycle(addresses), number))


def _named(found: list[str]) -> dict[str, list[str]]:
    """The addresses of pages about these products, in turn."""
    fours = [found[place : place + 4] or found[:4] for place in range(len(found))]
    return {
        PRODUCTS: [f"/productos/{slug}" for slug in found],
        SHEETS: [f"/productos/{slug}?formato=ficha" for slug in found],
        COMPARED: ["/comparar?" + "&".join(f"p={slug}" for slug in four) for four in fours],
    }


def rows(size: int, rounds: int) -> Iterator[Row]:
    """The costs, each beside its bar."""
    costs = measure(size, rounds)
    const = costs[CONST_PAGE]
    yield Row(CONST_PAGE.name, f"{const:.2f} ms")
    for page in PAGES:
        if page not in costs:
            yield Row(f"{page.name}, {page.how}", "no such page yet", _said(page))
        elif page is DEEP:
            worth = costs[FIRST] / costs[page]
            said = f"2: ≥ {DEEP_SHARE:.0%} of the first page"
            yield Row(
                f"{page.name}, {page.how}", f"{costs[page]:.2f} ms = {worth:.0%}", said, worth >= DEEP_SHARE
            )
        else:
            worth = const / costs[page]
            passed = None if page.share is None else worth >= page.share
            yield Row(
                f"{page.name}, {page.how}",
                f"{costs[page]:.2f} ms = {worth:.0%} of const",
                _said(page),
                passed,
            )
    if LARGE in costs:
        grown = costs[LARGE] / costs[FIRST]
        said = f"2: ≤ {GROWTH} × at {USUAL_SIZE:,}"
        yield Row(
            f"list at {size:,}, not kept", f"{costs[LARGE]:.2f} ms = {grown:.2f} ×", said, grown <= GROWTH
        )


def _said(page: Page) -> str:
    return f"{page.bar}: ≥ {page.share:.0%} of const" if page.share else ""


if __name__ == "__main__":
    sys.exit(part(__doc__, rows))
