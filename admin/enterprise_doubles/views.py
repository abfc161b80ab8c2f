"""Enterprises that are registered twice: shown while somebody types, compared side by side, and made one."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.audit import seen
from admin.doubles.pages import Sides
from admin.enterprise_doubles import operations
from admin.enterprise_doubles.pages import sides_of_record
from admin.enterprise_doubles.telling import alike_told
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import proposed_values
from admin.enterprises.pages import RecordPage
from admin.enterprises.queries import record_by_id
from admin.enterprises.views import ground
from admin.households.attempts import DONE, attempt
from admin.households.pages import PairPage
from catalog.enterprises.models import Enterprise
from core.db import db

bp = Blueprint("enterprise_doubles", __name__)
Answer = Response | str | tuple[str, int]


@bp.post("/gestion/emprendimientos/parecidos")
@requires(Permission.ENTERPRISES_EDIT)
def alike() -> Answer:
    """What looks like what is typed so far, as a piece of a page; what cannot be read yet is left out."""
    form = RecordPage(ground())
    form.validate()
    if form["csrf_token"].errors:
        abort(400)
    given = form.given()
    found = alike_told(db.session(), given.get("name", ""), given.get("place", ""), given.get("ruc", ""))
    page = render_template("admin/enterprise_doubles/alike.html", alike=found)
    db.session().commit()
    return page


@dataclass(frozen=True)
class Pair:
    """Two records side by side: what they are called, and where they differ."""

    kept: EnterpriseRecord
    second: EnterpriseRecord
    names: tuple[str, str]
    sides: Sequence[Sides]


@bp.route("/gestion/emprendimientos/<enterprise>/unir/<other>", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_MERGE)
def merge(enterprise: str, other: str) -> Answer:
    """Two enterprises side by side; of each fact one stays, and the second is only pointed from."""
    session, form, pair, status = db.session(), PairPage(), _pair(enterprise, other), 200
    shown = url_for("admin.enterprises.show", enterprise=enterprise)
    if request.method == "POST":
        theirs = {one.name for one in pair.sides if request.form.get(one.name) == "theirs"}

        def act() -> None:
            operations.merge_records(
                session, pair.kept, pair.second, theirs, versions=form.versions, by=actor()
            )

        status = attempt(session, form, act)
        if status == DONE:
            session.commit()
            flash(_("Los dos registros son uno desde ahora."))
            return redirect(shown, DONE)
        pair = _pair(enterprise, other)
    page = render_template(
        "admin/enterprise_doubles/merge.html",
        form=form, pair=pair, back=shown, turned=url_for(".merge", enterprise=other, other=enterprise),
    )  # fmt: skip
    seen.note_views(session, "enterprise.view", (pair.kept, pair.second), actor())
    return page, status


def _pair(enterprise: str, other: str) -> Pair:
    session, known = db.session(), ground()
    kept = record_by_id(session, enterprise) or abort(404)
    second = record_by_id(session, other) or abort(404)
    mine, hers = (
        proposed_values(session, session.get_one(Enterprise, one.enterprise_id)).name
        for one in (kept, second)
    )
    sides = sides_of_record(kept, second, (mine, hers), operations.FACTS, known.gazetteer, known.sectors)
    return Pair(kept, second, (mine, hers), sides)
