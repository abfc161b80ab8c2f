"""`make grade`: what Lighthouse's mobile profile gives every public page type; fails below the bar.

The Lighthouse pinned in package.json is the newest that runs on the Node of Debian 12 and 13 (18 and 20); 13 asks for
22. The categories, their weights and the bar are the same in both.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.support.browser import CHROMIUM_ARGS, chromium
from tests.support.demo_site import demo_site
from tests.support.pages import DEMO, PAGE_TYPES, PageType

HERE = Path(__file__).parent
BAR = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 5


@dataclass(frozen=True)
class Run:
    """What one run of Lighthouse saw."""

    scores: dict[str, int]
    lcp: float
    cls: float
    bytes: float
    failing: list[str]


@dataclass(frozen=True)
class Grade:
    """The medians of a page's runs."""

    scores: dict[str, float]
    lcp: float
    cls: float
    bytes: float
    failing: list[str]

    @property
    def below(self) -> bool:
        """Whether any category misses the bar."""
        return any(self.scores[category] < least for category, least in BAR.items())


def grade(runs: Sequence[Run]) -> Grade:
    """The medians of some runs, and every audit that failed in any of them."""
    return Grade(
        scores={category: median(run.scores[category] for run in runs) for category in BAR},
        lcp=median(run.lcp for run in runs),
        cls=median(run.cls for run in runs),
        bytes=median(run.bytes for run in runs),
        failing=sorted({audit for run in runs for audit in run.failing}),
    )


def row(page: str, given: Grade) -> str:
    """A line of the table."""
    scores = "".join(f"{given.scores[category]:>6.0f}" for category in BAR)
    line = f"{page:<18}{scores}{given.lcp / 1000:>8.2f} s{given.cls:>8.3f}{given.bytes / 1024:>8.0f} KB"
    return line + ("  BELOW THE BAR: " + ", ".join(given.failing) if given.below else "")


def main(wanted: Sequence[str]) -> int:
    """Grade the page types of these names, or all; 1 where any is below the bar."""
    graded = [page for page in PAGE_TYPES if page.status == 200]
    if unknown := set(wanted) - {page.name for page in graded}:
        raise SystemExit(
            f"No graded page type is called {', '.join(sorted(unknown))}: see tests/support/pages.py"
        )
    pages = [page for page in graded if not wanted or page.name in wanted]
    runs = int(os.environ.get("RUNS") or RUNS)
    print("==> Loading the demo and drawing its pictures", flush=True)
    with demo_site() as url:
        print(f"==> Grading {len(pages)} page types on Lighthouse's mobile profile, medians of {runs} runs")
        print(f"{'':<18}  perf  a11y  best   seo       LCP     CLS      total", flush=True)
        below = [page for page, given in _grades(url, pages, runs) if given.below]
    print(f"Below the bar: {', '.join(below)}" if below else "Every page type meets the bar.")
    return 1 if below else 0


def _grades(url: str, pages: Sequence[PageType], runs: int) -> Iterator[tuple[str, Grade]]:
    """Each page's grade, printed when it is known."""
    task = {
        "chrome": chromium(),
        "flags": [*CHROMIUM_ARGS, "--headless=new"],
        "runs": runs,
        "pages": [
            {"name": page.name, "url": url + page.at(DEMO), "skip": ["is-crawlable"] if page.noindex else []}
            for page in pages
        ],
    }
    command = ["node", "measure.js", json.dumps(task)]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout
        seen: list[Run] = []
        for line in runner.stdout:
            told = json.loads(line)
            page = told.pop("page")
            if "problem" in told:
                # Not terminate(): at an interrupt the runner closes its browser first.
                runner.send_signal(signal.SIGINT)
                raise SystemExit(f"Lighthouse could not grade {page}: {told['problem']}")
            seen.append(Run(**told))
            if len(seen) == runs:
                given, seen = grade(seen), []
                print(row(page, given), flush=True)
                yield page, given
    if runner.returncode:
        raise SystemExit("Lighthouse stopped before it had graded every page.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
