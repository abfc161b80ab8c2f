"""What a form asks for is done, or what stands in the way is said above it."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from admin.households.models import Household, Member
from admin.households.pages import ActPage
from core.errors import ConflictError, InputError
from core.web_forms import TokenForm

DONE = 303


def as_shown(record: Household | Member, form: ActPage) -> None:
    """Raise ConflictError where a record is no longer as its form showed it."""
    if record.version != form.version.data:
        raise ConflictError


def attempt(session: Session, form: TokenForm, act: Callable[[], None]) -> int:
    """Do what a valid form asks, for the caller to commit: DONE; else the status of its page, and nothing written.

    After a refusal the session begins anew: whatever a page shows is to be read again.
    """
    if not form.validate():
        return 422
    try:
        act()
        session.flush()
    except InputError as error:
        form.troubles.append(error.message)
        status = 422
    except (ConflictError, StaleDataError):
        form.troubles.append(ConflictError.message)
        status = 409
    else:
        return DONE
    session.rollback()
    return status
