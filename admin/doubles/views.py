"""Doubles: shown while somebody types, compared side by side, and made one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.audit import seen
from admin.doubles import operations
from admin.doubles.pages import Sides, sides_of_household, sides_of_member
from admin.doubles.queries import Who, find_alike
from admin.households import queries as households
from admin.households.attempts import DONE, attempt
from admin.households.filters import LONGEST_WORDS
from admin.households.models import Household, Member
from admin.households.pages import DniPage, HouseholdPage, PairPage
from admin.households.views import ground
from admin.members import queries as members
from admin.members.lookup import look_up
from admin.members.telling import alike_told
from catalog.places.queries import gazetteer
from core.audit import Subject
from core.db import db
from core.text import clean

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
    page = render_template("admin/doubles/alike.html", alike=alike_told(db.session(), who))
    db.session.commit()
    return page


@dataclass(frozen=True)
class Pair:
    """Two records side by side: who they are, where they differ, what happens, and the households one sees by it."""

    kept: Any
    second: Any
    sides: Sequence[Sides]
    names: tuple[str, str]
    told: str
    homes: tuple[Household, Household]
    two_cards: bool = False


@bp.route("/gestion/hogares/<household>/unir/<other>", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_MERGE)
def households_merge(household: str, other: str) -> Answer:
    """Two households side by side; of each fact one stays, and the second household is only pointed from."""

    def load() -> Pair:
        session = db.session()
        kept = households.household_by_id(session, household) or abort(404)
        second = households.household_by_id(session, other) or abort(404)
        told = _("Sus integrantes, emprendimientos e historia pasan al primero.")
        names = (_names(households.members_of(session, kept)), _names(households.members_of(session, second)))
        return Pair(kept, second, sides_of_household(kept, second), names, told, (kept, second))

    turned = url_for(".households_merge", household=other, other=household)
    return _merge(operations.merge_households, load, turned)


@bp.route("/gestion/integrantes/<member>/unir", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_MERGE)
def members_seek(member: str) -> Answer:
    """Look for the other record of a person: in her household, among those who look alike, by name or by DNI."""
    session, form, status = db.session(), DniPage(), 200
    kept = members.member_by_id(session, member) or abort(404)
    home = _home(kept)
    words = clean(request.args.get("q", ""))[:LONGEST_WORDS]
    found: Sequence[Member] | None = members.named(session, words) if words else None
    if request.method == "POST":
        status, found = (200, _with_dni(form)) if form.validate() else (422, None)
    who = Who(f"{kept.surnames} {kept.given_names}", kept.district_code, kept.dni or "", kept.phone)
    alike = [one for one in find_alike(session, who, but=[kept.id]) if one.household.id != home.id]
    page = render_template(
        "admin/doubles/seek.html",
        member=kept, household=home, form=form, words=words, alike=alike, gazetteer=gazetteer(session),
        mates=[one for one in households.members_of(session, home) if one.id != kept.id],
        found=None if found is None else [one for one in found if one.id != kept.id],
    )  # fmt: skip
    saw = Subject.of(home)
    if request.method == "POST":
        session.commit()
    seen.note_view(session, "household.view", saw, actor())
    return page, status


def _with_dni(form: DniPage) -> list[Member]:
    holder = look_up(db.session(), form)
    return [holder] if holder else []


@bp.route("/gestion/integrantes/<member>/unir/<other>", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_MERGE)
def members_merge(member: str, other: str) -> Answer:
    """Two records of one person side by side."""

    def load() -> Pair:
        session = db.session()
        kept = members.member_by_id(session, member) or abort(404)
        second = members.member_by_id(session, other) or abort(404)
        homes = _home(kept), _home(second)
        told = _("Sus emprendimientos pasan a la primera ficha, que se queda en su hogar.")
        names = (kept.full_name, second.full_name)
        cards = {kept.dni, second.dni} - {None}
        sides = sides_of_member(kept, second)
        return Pair(kept, second, sides, names, told, homes, two_cards=len(cards) == 2)

    turned = url_for(".members_merge", member=other, other=member)
    return _merge(operations.merge_members, load, turned)


def _merge(act: Callable[..., None], load: Callable[[], Pair], turned: str) -> Answer:
    session, form, pair, status = db.session(), PairPage(), load(), 200
    shown = url_for("admin.households.show", household=pair.homes[0].public_id)
    if request.method == "POST":
        theirs = {one.name for one in pair.sides if request.form.get(one.name) == "theirs"}
        status = attempt(
            session,
            form,
            lambda: act(session, pair.kept, pair.second, theirs, versions=form.versions, by=actor()),
        )
        if status == DONE:
            session.commit()
            flash(_("Los dos registros son uno desde ahora."))
            return redirect(shown, DONE)
        pair = load()
    page = render_template(
        "admin/doubles/merge.html", form=form, pair=pair, back=shown, turned=turned, action=request.path
    )
    seen.note_views(session, "household.view", dict.fromkeys(pair.homes), actor())
    return page, status


def _home(member: Member) -> Household:
    return members.household_of(db.session(), member) or abort(404)


def _names(people: Sequence[Any]) -> str:
    return " · ".join(one.full_name for one in people if one.left_on is None)
