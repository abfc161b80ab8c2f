"""Who may use a route of staff: signed in, with the permission, and reaching only what is theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, make_response, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from admin.access import sessions
from admin.access.models import Account
from admin.access.permissions import STAFF, Permission, may
from admin.territories.queries import scope_of
from core.audit import Actor
from core.db import db
from core.policies import POLICY
from core.requests import READING
from core.scoping import use_scope
from core.web_forms import keep_private

View = TypeVar("View", bound=Callable[..., Any])


def requires(permission: Permission, *, unproven: bool = False) -> Callable[[View], View]:
    """Open a view to accounts with a permission; `unproven` also before their second factor is set up.

    Signing in, the session and the role are looked up anew at each request.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> AnyResponse:
            account = sessions.look()
            if account is None:
                return _ask_to_sign_in()
            if not may(account.known_role, permission):
                abort(403)
            if not unproven and needs_second_factor(account):
                return keep_private(cast(Any, redirect(url_for("admin.profile.phone"), 303)))
            session = db.session()
            use_scope(session, scope_of(session, account))
            response = make_response(view(*args, **kwargs))
            sessions.note_use(response)
            return keep_private(response)

        setattr(guarded, POLICY, str(permission))
        return cast(View, guarded)

    return guard


def needs_second_factor(account: Account) -> bool:
    """Whether an account must still set up what it proves itself with beside its password."""
    return account.known_role in STAFF and not account.demo and account.second_factor_since is None


def current_account() -> Account:
    """The account that is signed in; only behind `requires`."""
    return cast(Account, current_user)


def actor() -> Actor:
    """Whoever is signed in, as the audit names her."""
    return actor_of(current_account())


def actor_of(account: Account) -> Actor:
    """An account as the audit names it."""
    return Actor(account.name, account.public_id)


def _ask_to_sign_in() -> AnyResponse:
    if request.method not in READING:
        abort(401)
    asked = request.full_path.removesuffix("?")
    return keep_private(cast(Any, redirect(url_for("admin.access.enter", next=asked), 303)))
