"""The permission table as a page: /gestion/roles."""

from flask import Blueprint, current_app, render_template

from admin.access.permissions import ALLOWED, STAFF, TERRITORIAL, Permission
from admin.access.policies import requires
from admin.access.words import role_names
from admin.roles.words import WORDS
from core.policies import POLICY

bp = Blueprint("roles", __name__)


@bp.get("/gestion/roles")
@requires(Permission.ACCOUNTS_MANAGE)
def index() -> str:
    """Who may do what, read from the very table that decides it."""
    roles = {role: name for role, name in role_names().items() if role in STAFF}
    # A permission that no page asks for yet would promise what nobody can do.
    asked = {getattr(view, POLICY, "") for view in current_app.view_functions.values()}
    rows = [(words, ALLOWED[permission]) for permission, words in WORDS.items() if permission in asked]
    return render_template("admin/roles/index.html", roles=roles, rows=rows, territorial=TERRITORIAL)
