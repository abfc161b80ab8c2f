"""A browser where somebody of staff is signed in, without typing a password."""

from collections.abc import Iterable

from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page
from sqlalchemy import select

from admin.access import sessions
from admin.access.models import Account
from admin.access.permissions import Role
from core.db import db
from tests.support import staff
from tests.support.browser import Site


def enter_as(
    page: Page, site: Site, name: str, role: Role, *, unit: str = "", districts: Iterable[str] = ()
) -> Page:
    """Let a browser be that person's; her account is made the first time."""
    with site.app.app_context():
        session = db.session()
        email = f"{name}@juntos.test"
        known = session.scalars(select(Account).where(Account.email == email)).one_or_none()
        account = known or staff.make_account(session, name, role, unit=unit, districts=districts)
        token = staff.session_token(site.app, account)
        db.session.remove()
    signer = SecureCookieSessionInterface().get_signing_serializer(site.app)
    assert signer
    cookie = {
        "name": site.app.config["SESSION_COOKIE_NAME"],
        "value": str(signer.dumps({sessions.TOKEN: token})),
    }
    page.context.add_cookies([{**cookie, "url": site.url}])  # type: ignore[typeddict-item]  # all it needs
    return page
