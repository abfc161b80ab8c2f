"""Asking for a link: it is mailed to whoever has an account, and nobody else learns whether there is one."""

from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from admin.access import links, throttle
from admin.access.operations import VISITOR
from admin.access.queries import account_by_email
from admin.recovery.emails import reset_letter
from core import jobs
from core.config import Settings
from core.crypto import vault
from core.outbox.operations import PRIORITY, send

MAIL = "recovery.mail"


def register_jobs() -> None:
    """Let the worker look up who asked for a link."""
    jobs.register(MAIL, mail_link)


def ask_for_link(session: Session, email: str, path: str) -> None:
    """Promise a link to an e-mail; whether there is such an account is looked up afterwards, where nobody waits.

    `path` is where links begin. What was typed is nobody's business: the job holds it sealed.
    """
    if throttle.begin_attempt(session, throttle.RESET, email):
        jobs.enqueue(session, MAIL, {"email": vault().seal(email), "path": path}, priority=PRIORITY)


def mail_link(session: Session, payload: dict[str, Any]) -> None:
    """Mail a link to the account of an e-mail, if there is one that may come in."""
    account = account_by_email(session, vault().open(payload["email"]))
    if account is None or account.suspended_at is not None or account.demo:
        return
    settings: Settings = current_app.config["SETTINGS"]
    token = links.make_link(session, account, links.RESET, by=VISITOR)
    letter = reset_letter(account.name, f"{settings.base_url}{payload['path']}/{token}", settings.brand_name)
    send(session, to=account.email, purpose="reset", **vars(letter))
