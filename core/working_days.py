"""Working days of Peru: neither weekend, nor national holiday, nor free by decree (FREE_DAYS)."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from flask import current_app

from core.config import Settings

_SATURDAY = 5


def is_working_day(day: date, free: Iterable[date] = ()) -> bool:
    """Whether offices of the State work on a day; `free` are those that a decree gave besides the law's."""
    return day.weekday() < _SATURDAY and day not in free and day not in _holidays(day.year)


def after(day: date, working_days: int, free: Iterable[date] = ()) -> date:
    """The last day of a term that begins on the day after this one."""
    last, left = day, working_days
    while left:
        last += timedelta(days=1)
        left -= is_working_day(last, free)
    return last


def until(day: date, last: date, free: Iterable[date] = ()) -> int:
    """How many working days are left after one day until the last one of a term; negative once it is over."""
    begins, ends = min(day, last), max(day, last)
    between = (begins + timedelta(days=number) for number in range(1, (ends - begins).days + 1))
    count = sum(is_working_day(one, free) for one in between)
    return count if last >= day else -count


def decreed() -> frozenset[date]:
    """The free days of the settings."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.free_days


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    import holidays  # 14 MB that only terms need

    return frozenset(holidays.country_holidays("PE", years=year))
