"""Who did what and when: /gestion/auditoria."""

from itertools import groupby

from flask import Blueprint, render_template, request

from admin.access.permissions import Permission
from admin.access.policies import current_account, requires
from admin.audit import presentation, queries
from admin.audit.filters import SYSTEM, read_filters
from admin.audit.presentation import Day
from admin.audit.things import things_of
from admin.audit.words import KINDS, actions_of
from core.clock import LIMA
from core.db import db
from core.i18n import say_date

bp = Blueprint("audit", __name__)


@bp.get("/gestion/auditoria")
@requires(Permission.AUDIT_READ)
def index() -> str:
    """What was done, newest first."""
    session, filters = db.session(), read_filters(request.args)
    page, accounts = queries.page_of(session, filters), queries.actors(session)
    reader = current_account()
    known = things_of(session, page.entries, reader)
    lines = [presentation.line_of(entry, reader, known) for entry in page.entries]
    days = groupby(lines, key=lambda line: line.at.astimezone(LIMA).date())
    return render_template(
        "admin/audit/index.html",
        days=[Day(say_date(day), list(of_day)) for day, of_day in days],
        filters=filters,
        before=page.before,
        accounts=accounts,
        kinds={name: kind for name, kind in KINDS.items() if actions_of(name)},
        system=SYSTEM,
        chosen=presentation.chips(filters, accounts),
        lima=LIMA,
    )
