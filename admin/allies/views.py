"""Who helps, and with what: /gestion/aliados."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.allies import operations, queries
from admin.allies.forms import FIELDS, LONGEST_NAME, TICKS, AllyEdit, AllyForm, say, typed
from admin.allies.models import Ally
from admin.allies.words import kind_names, rung_names
from admin.households.conflicts import compare
from admin.households.presentation import conflict_page
from catalog.places.queries import gazetteer
from core.db import db
from core.errors import ConflictError

bp = Blueprint("allies", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/gestion/aliados")
@requires(Permission.ENTERPRISES_VIEW)
def index() -> Answer:
    """All allies, and what each offers."""
    session = db.session()
    return render_template(
        "admin/allies/index.html",
        allies=queries.allies(session), kinds=kind_names(), rungs=rung_names(), places=gazetteer(session),
        edits=may(current_account().known_role, Permission.ALLIES_EDIT), trail=[],
    )  # fmt: skip


@bp.get("/gestion/aliados/nuevo")
@requires(Permission.ALLIES_EDIT)
def new() -> Answer:
    """The empty form of an ally."""
    return _page(AllyForm(gazetteer(db.session()), data={"active": "1"}))


@bp.post("/gestion/aliados/nuevo")
@requires(Permission.ALLIES_EDIT)
def create() -> Answer:
    """Add an ally, once however often the form is sent."""
    session = db.session()
    form = AllyForm(gazetteer(session))
    if not form.validate():
        return _page(form), 422
    try:
        ally = operations.create_ally(session, form.facts(), by=actor())
    except operations.NameTakenError as error:
        session.rollback()
        form.refuse("name", error.message)
        return _page(form), 422
    session.commit()
    flash(_("Se agregó a %(name)s.", name=ally.name))
    return redirect(url_for(".index"), 303)


@bp.get("/gestion/aliados/<ally>/editar")
@requires(Permission.ALLIES_EDIT)
def edit(ally: str) -> Answer:
    """The form of an ally, as it is now."""
    found = _find(ally)
    data = typed(found) | {"version": str(found.version)}
    return _page(AllyEdit(gazetteer(db.session()), data=data), found)


@bp.post("/gestion/aliados/<ally>/editar")
@requires(Permission.ALLIES_EDIT)
def update(ally: str) -> Answer:
    """Change an ally; what another person changed meanwhile is put beside it."""
    session, found = db.session(), _find(ally)
    places = gazetteer(session)
    form = AllyEdit(places)
    if not form.validate() or form.version.data is None:
        return _page(form, found), 422
    try:
        operations.update_ally(session, found, form.facts(), version=form.version.data, by=actor())
        session.commit()
    except operations.NameTakenError as error:
        session.rollback()
        form.refuse("name", error.message)
        return _page(form, _find(ally)), 422
    except (ConflictError, StaleDataError):
        session.rollback()
        found = _find(ally)
        conflict = compare(form, FIELDS, typed(found), lambda name, text: say(name, text, places))
        if conflict.differences:
            back = url_for(".index")
            return conflict_page(form, conflict, found.version, back, [(_("Aliados"), back)]), 409
    flash(_("Aliado guardado."))
    return redirect(url_for(".index"), 303)


def _find(public_id: str) -> Ally:
    return queries.ally_by_id(db.session(), public_id) or abort(404)


def _page(form: AllyForm, ally: Ally | None = None) -> str:
    places = gazetteer(db.session())
    return render_template(
        "admin/allies/edit.html",
        form=form, ally=ally, ticks=[form[name] for name in TICKS], kinds=kind_names().items(),
        departments=[(place.code, place.name) for place in places.departments], longest=LONGEST_NAME,
        trail=[(_("Aliados"), url_for(".index"))],
    )  # fmt: skip
