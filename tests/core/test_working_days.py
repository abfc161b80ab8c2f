"""Working days of Peru, as the terms of the law are counted."""

from datetime import date

import pytest

from core.config import ConfigError, from_environment
from core.working_days import after, is_working_day, until


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-12-07", True),
        ("2026-12-08", False),  # Immaculate Conception
        ("2026-12-09", False),  # Ayacucho
        ("2026-07-23", False),  # the air force's day, since 2023
        ("2026-08-06", False),  # Junín, since 2022
        ("2026-04-02", False),  # Maundy Thursday
        ("2026-11-14", False),  # a Saturday
    ],
)
def test_holidays_and_weekends_do_not_count(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) == works


def test_a_term_begins_on_the_day_after() -> None:
    # From Tuesday 24 November: two weeks with both holidays of December in them.
    assert after(date(2026, 11, 24), 10) == date(2026, 12, 10)
    assert after(date(2026, 11, 28), 1) == date(2026, 11, 30)


def test_a_day_free_by_decree_does_not_count() -> None:
    assert after(date(2026, 11, 24), 10, {date(2026, 12, 7)}) == date(2026, 12, 11)


def test_what_is_left_of_a_term() -> None:
    assert until(date(2026, 12, 4), date(2026, 12, 10)) == 2
    assert until(date(2026, 12, 10), date(2026, 12, 10)) == 0
    assert until(date(2026, 12, 11), date(2026, 12, 10)) == -1


def test_terms_and_free_days_are_settings() -> None:
    keys = {
        name: f"{name}-0123456789-abcdefghij-klmnop"
        for name in ("SECRET_KEY", "ENCRYPTION_KEYS", "LOOKUP_KEY")
    }
    made = from_environment(keys | {"FREE_DAYS": "2026-01-02, 2026-07-27", "PRIVACY_OTHER_DAYS": "8"})
    assert (made.privacy_other_days, len(made.free_days)) == (8, 2)
    for wrong in ({"FREE_DAYS": "2/1/2026"}, {"PRIVACY_ACCESS_DAYS": "0"}):
        with pytest.raises(ConfigError, match=next(iter(wrong))):
            from_environment(keys | wrong)
