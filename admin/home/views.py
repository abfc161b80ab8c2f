"""The page where staff begin."""

from flask import Blueprint, render_template

from admin.access.permissions import Permission, may
from admin.access.policies import current_account, requires
from admin.home import queries
from admin.territories.queries import scope_of
from core.db import db

bp = Blueprint("home", __name__)


@bp.get("/gestion")
@requires(Permission.SIGNED_IN)
def index() -> str:
    """What this person may do, where she works and what waits."""
    session, account = db.session(), current_account()
    sees = may(account.known_role, Permission.HOUSEHOLDS_VIEW)
    return render_template(
        "admin/home/index.html",
        name=account.name,
        territory=queries.territory_of(session, account, scope_of(session, account)),
        waiting=queries.waiting_for(session, account.known_role),
        opened=queries.opened_lately(session, account) if sees else [],
        sees=sees,
    )
