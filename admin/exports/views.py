"""Taking lists out as spreadsheets: /gestion/exportaciones."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, current_account, requires
from admin.enterprises.filters import read_filters as read_record_filters
from admin.enterprises.queries import matching as matching_records
from admin.exports import operations, queries
from admin.exports.presentation import say_filters
from admin.households.filters import read_filters
from admin.households.queries import matching
from admin.imports import drafts
from admin.imports.kinds import BY_NAME, KINDS, Kind
from catalog.places.queries import gazetteer
from catalog.sectors.queries import sector_tree
from core import throttling
from core.clock import LIMA, today
from core.db import db, read_only
from core.web_forms import TokenForm

bp = Blueprint("exports", __name__)
EXPORTS = "30 per hour; 100 per day"
MOST_CHOSEN = 1_000


@bp.get("/gestion/exportaciones")
@requires(Permission.REGISTRY_EXPORT)
def index() -> str:
    """Who took which list out."""
    asked = request.args.get("antes", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    found, more = queries.exports_page(db.session(), before)
    places = gazetteer(db.session())
    return render_template(
        "admin/exports/index.html", lima=LIMA,
        found=[(one, say_filters(one.filters, places)) for one in found], kinds=BY_NAME, before=before,
        after=found[-1].id if found and more else 0,
    )  # fmt: skip


@bp.post("/gestion/exportaciones/hogares")
@requires(Permission.REGISTRY_EXPORT)
def households() -> Response:
    """The households that were ticked, or all that the list's filters find."""
    chosen = request.form.getlist("elegido")[:MOST_CHOSEN]
    if chosen:
        return _export(KINDS["hogares"], queries.chosen_households(chosen), {"elegidos": str(len(chosen))})
    filters = read_filters(request.form, gazetteer(db.session()))
    return _export(KINDS["hogares"], matching(filters), filters.address(orden=""))


@bp.post("/gestion/exportaciones/emprendimientos")
@requires(Permission.REGISTRY_EXPORT)
def enterprises() -> Response:
    """The enterprises that were ticked, or all that the list's filters find."""
    session, kind = db.session(), KINDS["emprendimientos"]
    chosen = request.form.getlist("elegido")[:MOST_CHOSEN]
    if chosen:
        return _export(kind, queries.chosen_enterprises(chosen), {"elegidos": str(len(chosen))})
    filters = read_record_filters(request.form, gazetteer(session), sector_tree(session))
    return _export(kind, matching_records(session, filters), filters.address(orden=""))


def _export(kind: Kind, wanted: Select[Any], filters: dict[str, str]) -> Response:
    session, account, by = db.session(), current_account(), actor()
    back = url_for(f"admin.{kind.name}.index")
    if not TokenForm().validate():
        flash(_("No se descargó: la página estaba abierta hace mucho. Pídalo otra vez."), "wrong")
        return redirect(back, 303)
    if throttling.seconds_to_wait(f"export {account.public_id}", EXPORTS):
        abort(429)
    with drafts.working_file() as path:
        # Writing a long sheet takes a while: meanwhile nobody else should wait for the database.
        session.rollback()
        with read_only():
            taken = operations.write_export(session, kind, wanted, path)
            session.rollback()
        if not taken.records:
            flash(_("No había nada que bajar: ninguna ficha de su territorio es así."), "wrong")
            return redirect(back, 303)
        operations.note_export(session, kind, taken, account, filters=filters, by=by)
        session.commit()
        return drafts.sent(path, f"{str(kind.words).lower()}-{today().isoformat()}")
