"""What axe finds wrong on a page, in light and in dark: one look at all, and a second one at the colours alone.

Nothing but the colours depends on the scheme (the stylesheets of static/css change no size by it), so that the same
page is looked at in both without being opened anew.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")
# Where a list was looked at whole, its ninth row and all after it are drawn like the first eight.
REPEATED = ["main li:nth-child(n+9)", "main tbody tr:nth-child(n+9)"]
LOOK = """([away, options]) => axe.run(away.length ? { exclude: away.map((one) => [one]) } : document, options)
  .then(({ violations }) => violations.map(({ id, help, nodes }) =>
    `${id}: ${help} — ${nodes.map((node) => node.target.join(" ")).join(" | ")}`))"""
# A colour that is still on its way to the other scheme's is neither's.
ARRIVE = "document.getAnimations().forEach((one) => { try { one.finish() } catch { /* it never ends */ } })"


class Looker:
    """`axe(page) == []`: nothing is wrong on a page that has JavaScript on, in either scheme."""

    def __init__(self) -> None:
        self.source = Axe().axe_script

    def __call__(self, page: Page, *, colours: bool = True, repeated: bool = True) -> list[str]:
        """One line a violation; `colours` off where they are those of another width, `repeated` where lists are."""
        away = [] if repeated else REPEATED
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.source)
        if not colours:
            return self._look(page, away, rules={rule: {"enabled": False} for rule in COLOURS})
        found = self._look(page, away)
        page.emulate_media(color_scheme="dark")
        page.evaluate(ARRIVE)
        found += [f"dark: {one}" for one in self._look(page, REPEATED, runOnly=COLOURS)]
        page.emulate_media(color_scheme="light")
        page.evaluate(ARRIVE)
        return found

    def _look(self, page: Page, away: list[str], **options: Any) -> list[str]:
        found: list[str] = page.evaluate(LOOK, [away, {"resultTypes": ["violations"], **options}])
        return found


@pytest.fixture(scope="session")
def axe() -> Looker:
    """What axe finds wrong on a page."""
    return Looker()
