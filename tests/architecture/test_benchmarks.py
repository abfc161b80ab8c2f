"""What the README says of speed is what was measured."""

import json

from benchmarks import run, table


def test_the_readme_shows_the_run_that_is_kept() -> None:
    shown = table.README.read_text().partition(table.START)[2].partition(table.END)[0]
    assert shown.strip() == table.markdown(json.loads(table.RESULTS.read_text()))


def test_every_part_is_explained() -> None:
    explained = table.RESULTS.with_name("README.md").read_text()
    assert [part for part in run.PARTS if f"`{part}.py`" not in explained] == []


def test_a_row_says_plainly_what_was_missed() -> None:
    rows = [table.Row("list", "2 ms", "1: ≥ 50 %", passed=False), table.Row("home", "3 ms")]
    assert table.table(rows).splitlines() == ["list  2 ms  1: ≥ 50 %  MISSED", "home  3 ms"]
    assert "| list | 2 ms | 1: ≥ 50 % | **missed** |" in table.markdown(table.results(200, 5, rows))
