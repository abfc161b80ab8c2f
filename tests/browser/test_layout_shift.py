"""Nothing moves under the reader's thumb while a page arrives and while it is scrolled."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import Browse
from tests.support.pages import CAST, PAGE_TYPES, PageType

pytestmark = pytest.mark.browser
MOST = 0.01
# Slow enough that styles, scripts and photos arrive one after another, as on a phone in the hills.
CONNECTION = {"offline": False, "latency": 100, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
# Photos beside the window, as in a gallery, may wait until one turns to them.
ARRIVED = """[...document.images]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().left < innerWidth)
  .every((one) => one.complete)"""
WATCH = """
window.shifts = [];
new PerformanceObserver((seen) => {
  for (const one of seen.getEntries())
    window.shifts.push([one.value, ...one.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "")]);
}).observe({ type: "layout-shift", buffered: true });
"""


def read_slowly(page: Page, path: str) -> None:
    """Open a page over a slow connection and scroll to its end, until all its photos are there."""
    connection = page.context.new_cdp_session(page)
    connection.send("Network.enable")
    connection.send("Network.emulateNetworkConditions", CONNECTION)
    page.add_init_script(WATCH)
    page.goto(path)
    while page.evaluate(
        "scrollBy(0, innerHeight / 2), scrollY + innerHeight < document.body.scrollHeight - 1"
    ):
        page.wait_for_timeout(60)
    page.wait_for_function(ARRIVED)
    page.wait_for_timeout(100)


@pytest.mark.parametrize("kind", PAGE_TYPES, ids=lambda kind: kind.name)
def test_nothing_moves(browse: Browse, kind: PageType) -> None:
    page = browse(360)
    read_slowly(page, kind.at(CAST))
    shifts = page.evaluate("window.shifts")
    assert sum(shift[0] for shift in shifts) < MOST, shifts
