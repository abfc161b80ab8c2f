"""How long the office has to answer, in working days after the request came.

What we rest on, and how sure we are (2026): the rights are articles 19, 20 and 22 of Ley 29733 and the reglamento of
D.S. 016-2024-JUS, which adds portability (sure). Twenty days for access, ten for rectification, cancellation and
opposition, once more as many with the reason told: articles 55 and 57 of the former reglamento, D.S. 003-2013-JUS
(sure); that the reglamento in force keeps these numbers is what secondary sources say, and its article numbers were
not at hand (fairly sure). For portability no number was found: it has the shorter term, which errs on her side.
The programme's lawyers settle it by PRIVACY_ACCESS_DAYS and PRIVACY_OTHER_DAYS.
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
