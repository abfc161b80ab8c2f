"""How long the office has to answer, in working days after the request came.

What we rest on: the rights are articles 19, 20 and 22 of Ley 29733; portability came with the reglamento in force, D.S.
016-2024-JUS. Twenty days for access, ten for rectification, cancellation and opposition, and once more as many with the
reason told, are the numbers of articles 55 and 57 of the former reglamento, D.S. 003-2013-JUS, as we remember them.
None was confirmed against D.S. 016-2024-JUS, whose text was not at hand. For portability no number was found: it has
the shorter term, which errs on her side. They are configuration, PRIVACY_ACCESS_DAYS and PRIVACY_OTHER_DAYS: the
programme's lawyers must confirm them.
"""

from datetime import date

from flask import current_app

from core import working_days
from core.config import Settings


def days_for(kind: str) -> int:
    """The working days that the law gives for a kind of request."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.privacy_access_days if kind == "access" else settings.privacy_other_days


def last_day(kind: str, begins: date) -> date:
    """The last day to answer a request that came on a day, or whose term is extended from there."""
    return working_days.after(begins, days_for(kind), working_days.decreed())


def days_left(day: date, due_on: date) -> int:
    """Working days left; negative once the term is over."""
    return working_days.until(day, due_on, working_days.decreed())
