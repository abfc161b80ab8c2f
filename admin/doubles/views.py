"""Doubles: shown while somebody types, compared side by side, and made one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.doubles import operations
from admin.doubles.pages import MergePage, Sides, sides_of_household, sides_of_member
from admin.doubles.queries import Who, find_alike
from admin.households import queries as households
from admin.households.pages import HouseholdPage
from admin.households.views import ground
from admin.members import queries as members
from core.db import db
from core.errors import ConflictError, InputError

bp = Blueprint("doubles", __name__)
Answer = Response | str | tuple[str, int]


@bp.post("/gestion/hogares/parecidos")
@requires(Permission.HOUSEHOLDS_EDIT)
def alike() -> Answer:
    """Who looks like what is typed so far, as a piece of a page; what cannot be read yet is left out."""
    form = HouseholdPage(ground())
    form.validate()
    if form["csrf_token"].errors:
        abort(400)
    given = form.given()
    names = [given.get(name) or "" for name in ("surnames", "given_names")]
    who = Who(" ".join(names), given.get("place", ""), given.get("dni", ""), given.get("phone", ""))
    return render_template("admin/doubles/alike.html", alike=find_alike(db.session(), who))


@dataclass(frozen=True)
class Pair:
    """Two records side by side: who they are, where they differ, and the household to go back to."""

    kept: Any
    second: Any
    sides: Sequence[Sides]
    names: tuple[str, str]
    back: str


@bp.route("/gestion/hogares/<household>/unir/<other>", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_MERGE)
def households_merge(household: str, other: str) -> Answer:
    """Two households side by side; of each fact one stays, and the second household is only pointed from."""

    def load() -> Pair:
        session = db.session()
        kept = households.household_by_id(session, household) or abort(404)
        second = households.household_by_id(session, other) or abort(404)
        names = (_names(households.members_of(session, kept)), _names(households.members_of(session, second)))
        return Pair(kept, second, sides_of_household(kept, second), names, household)

    return _merge(operations.merge_households, load)


@bp.route("/gestion/integrantes/<member>/unir/<other>", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_MERGE)
def members_merge(member: str, other: str) -> Answer:
    """Two records of one person side by side."""

    def load() -> Pair:
        session = db.session()
        kept = members.member_by_id(session, member) or abort(404)
        second = members.member_by_id(session, other) or abort(404)
        home = members.household_of(session, kept) or abort(404)
        names = (kept.full_name, second.full_name)
        return Pair(kept, second, sides_of_member(kept, second), names, home.public_id)

    return _merge(operations.merge_members, load)


def _merge(act: Callable[..., None], load: Callable[[], Pair]) -> Answer:
    session, form, pair, status = db.session(), MergePage(), load(), 200
    shown = url_for("admin.households.show", household=pair.back)
    if request.method == "POST":
        status = 422
        if form.validate():
            theirs = {one.name for one in pair.sides if request.form.get(one.name) == "theirs"}
            try:
                act(session, pair.kept, pair.second, theirs, versions=form.versions, by=actor())
                session.commit()
            except InputError as error:
                form.troubles.append(error.message)
            except (ConflictError, StaleDataError):
                form.troubles.append(ConflictError.message)
                status = 409
            else:
                flash(_("Los dos registros son uno desde ahora."))
                return redirect(shown, 303)
            session.rollback()
            pair = load()
    page = render_template("admin/doubles/merge.html", form=form, pair=pair, back=shown, action=request.path)
    return (page, status) if status != 200 else page


def _names(people: Sequence[Any]) -> str:
    return " · ".join(one.full_name for one in people if one.left_on is None)
