"""Asking for a link: it is mailed to whoever has an account, and nobody else learns whether there is one."""

from sqlalchemy.orm import Session

from admin.access import links, throttle
from admin.access.operations import VISITOR
from admin.access.queries import account_by_email
from admin.recovery.emails import reset_letter
from core.config import Settings
from core.outbox.operations import send


def ask_for_link(session: Session, settings: Settings, email: str, path: str) -> None:
    """Mail a link to the account of an e-mail, if it may come in; `path` is where links begin."""
    allowed = throttle.begin_attempt(session, throttle.RESET, email)
    account = account_by_email(session, email)
    if account is None or account.suspended_at is not None or account.demo or not allowed:
        return
    token = links.make_link(session, account, links.RESET, by=VISITOR)
    letter = reset_letter(account.name, f"{settings.base_url}{path}/{token}", settings.brand_name)
    send(session, to=account.email, purpose="reset", **vars(letter))
