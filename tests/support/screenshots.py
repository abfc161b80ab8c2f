"""`make pictures`: every public page type on a phone, a tablet and a desk, into docs/pictures/."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from core.config import ROOT
from tests.support.browser import CHROMIUM_ARGS, chromium
from tests.support.demo_site import demo_site
from tests.support.pages import DEMO, PAGE_TYPES

FOLDER = ROOT / "docs" / "pictures"
WINDOWS = {360: 780, 768: 1024, 1280: 900}
KB = 1024
MOST_FOR_ONE = 40 * KB
MOST_FOR_ALL = 2700 * KB
# The first way that makes a picture small enough is taken, or the last: pages of words and flat colours stay crisp
# with few colours, pages of photos do not.
COLOURS = 256
QUALITIES = (80, 70, 60, 50, 40)
SETTLED = """() => [...document.images]
  .filter((one) => one.checkVisibility())
  .filter((one) => { const at = one.getBoundingClientRect(); return at.top < innerHeight && at.left < innerWidth; })
  .every((one) => one.complete)"""


def main() -> int:
    """Take them all; 1 where they weigh too much."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    print("==> Loading the demo and drawing its pictures", flush=True)
    with demo_site() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGS)
        taken = [path for width in WINDOWS for path in _take(browser, url, width)]
        browser.close()
    total = sum(path.stat().st_size for path in taken)
    print(f"{len(taken)} pictures, {total / KB:.0f} KB")
    if total > MOST_FOR_ALL:
        print(f"More than the {MOST_FOR_ALL / KB:.0f} KB that the folder may weigh.")
        return 1
    return 0


def _take(browser: Browser, url: str, width: int) -> list[Path]:
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": WINDOWS[width]},
        locale="es-PE",
        timezone_id="America/Lima",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    taken = []
    for kind in PAGE_TYPES:
        answer = page.goto(kind.at(DEMO), wait_until="load")
        if answer is None or answer.status != kind.status:
            raise SystemExit(f"{kind.at(DEMO)} is not what tests/support/pages.py says of {kind.name}")
        taken.append(_keep(page, FOLDER / f"{kind.name}-{width}.webp"))
    context.close()
    return taken


def _keep(page: Page, path: Path) -> Path:
    """Write what the window shows, and say how much it weighs."""
    page.wait_for_function(SETTLED)
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shown.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB").save(path, lossless=True, method=6)
    for quality in QUALITIES:
        if path.stat().st_size <= MOST_FOR_ONE:
            break
        shown.save(path, quality=quality, method=6)
    print(f"{path.stat().st_size / KB:>6.1f} KB  {path.relative_to(ROOT)}", flush=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
