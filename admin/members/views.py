"""The people of a household: /gestion/hogares/<hogar>/integrantes and /gestion/integrantes."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.audit import seen
from admin.doubles.asking import question
from admin.doubles.queries import who_is
from admin.households import presentation
from admin.households import queries as households
from admin.households.attempts import DONE, as_shown, attempt
from admin.households.conflicts import Conflict, Difference, Side, compare
from admin.households.filters import LONGEST_WORDS, HouseholdFilters
from admin.households.forms import MEMBER, choices, member_typed
from admin.households.models import Household, Member
from admin.households.operations import form_key
from admin.households.pages import (
    CORRECT,
    ActPage,
    DayPage,
    DniPage,
    MemberEdit,
    MemberPage,
    PassPage,
    ReasonPage,
)
from admin.households.words import mask, say_name
from admin.members import operations, queries
from admin.members.lookup import look_up
from admin.members.operations import DniTakenError
from admin.members.telling import alike_told, of_dni, of_phone, refuse_taken, refused
from catalog.places.queries import gazetteer
from core import throttling
from core.db import db, take_turns
from core.errors import ConflictError
from core.text import clean

bp = Blueprint("members", __name__)
REVEALS = "30 per hour; 100 per day"
Answer = Response | str | tuple[str, int]


def find(public_id: str) -> tuple[Member, Household]:
    """A member and her household, within one's scope; what is foreign is missing."""
    member = queries.member_by_id(db.session(), public_id) or abort(404)
    return member, queries.household_of(db.session(), member) or abort(404)


def find_household(public_id: str) -> Household:
    """The household within one's scope."""
    return households.household_by_id(db.session(), public_id) or abort(404)


@bp.get("/gestion/hogares/<household>/integrantes/nuevo")
@requires(Permission.HOUSEHOLDS_EDIT)
def new(household: str) -> Answer:
    """The empty form."""
    return _new(find_household(household), MemberPage())


@bp.post("/gestion/hogares/<household>/integrantes/nuevo")
@requires(Permission.HOUSEHOLDS_EDIT)
def create(household: str) -> Answer:
    """Add somebody, once however often the form is sent; first ask about who looks alike."""
    session, home, form, by = db.session(), find_household(household), MemberPage(), actor()
    if CORRECT in request.form:
        return _new(home, form)
    if not form.validate():
        return _new(home, form), 422
    key = form_key(f"{household} {form.key}", by)
    take_turns(session, f"member {key}")
    if queries.member_by_key(session, key) is None:
        values = form.member()
        dni = of_dni(values.dni)
        if refused(session, form, dni, of_phone(values.phone)):
            return _new(find_household(household), form), 422
        alike = () if form.different.given else alike_told(session, who_is(values, home.district_code))
        if alike and not any("dni" in one.why for one in alike):
            page, saw = question(form, values, home.district_code, alike)
            session.commit()
            seen.note_views(session, "household.view", saw, by)
            return page, 409
        try:
            added = operations.add_member(session, home, values, by=by, key=key).full_name
        except DniTakenError as error:
            refuse_taken(session, form, dni, error.message)
            return _new(find_household(household), form), 422
        session.commit()
        flash(_("Se agregó a %(who)s.", who=say_name(added)))
    return _back(household)


def _new(home: Household, form: MemberPage) -> str:
    return render_template(
        "admin/members/new.html", household=home, form=form, choices=choices(), holder=_holder(form)
    )


def _holder(form: MemberPage | MemberEdit) -> Household | None:
    """Where whoever has the DNI that was refused is, if one may see her."""
    if not (form.dni.errors and form.dni.data):
        return None
    holder = queries.member_by_dni(db.session(), form.dni.data)
    return queries.household_of(db.session(), holder) if holder else None


def _back(household: str) -> Response:
    return redirect(url_for("admin.households.show", household=household), 303)


@bp.get("/gestion/integrantes/<member>/editar")
@requires(Permission.HOUSEHOLDS_EDIT)
def edit(member: str) -> Answer:
    """A member's facts in a form; her DNI stays where it is."""
    found, home = find(member)
    form = MemberEdit(data=member_typed(found) | {"version": str(found.version)})
    return _edit(found, home, form)


@bp.post("/gestion/integrantes/<member>/editar")
@requires(Permission.HOUSEHOLDS_EDIT)
def update(member: str) -> Answer:
    """Keep the changes; where somebody else was faster, both side by side."""
    session, (found, home), form = db.session(), find(member), MemberEdit()
    if not form.validate():
        return _edit(found, home, form), 422
    back = home.public_id
    if refused(session, form, of_dni(form.dni.data, own=found.dni)):
        return _edit(*find(member), form), 422
    try:
        version = form.version.data
        operations.update_member(session, found, home, form.member(), version=version, by=actor())
    except DniTakenError as error:
        refuse_taken(session, form, of_dni(form.dni.data), error.message)
        return _edit(*find(member), form), 422
    except (ConflictError, StaleDataError):
        session.rollback()
        found, home = find(member)
        conflict = _conflict(form, found)
        if conflict.differences:
            there = url_for("admin.households.show", household=back)
            return _seen(presentation.conflict_page(form, conflict, found.version, there), home), 409
    session.commit()
    flash(_("Cambios guardados."))
    return _back(back)


def _conflict(form: MemberEdit, found: Member) -> Conflict:
    """A blank DNI says nothing; a typed one stands beside what is kept of the other, covered."""
    names = [name for name in MEMBER if name != "dni"]
    conflict = compare(form, names, member_typed(found))
    if form.dni.given and form.dni.data != found.dni:
        label = str(form.dni.label.text)
        yours = Side(form.dni.typed, form.dni.typed)
        conflict.differences.append(Difference("dni", label, yours, Side("", mask(found.dni))))
    return conflict


def _edit(found: Member, home: Household, form: MemberEdit) -> str:
    page = render_template(
        "admin/members/edit.html",
        member=found, household=home, form=form, choices=choices(), masked=mask(found.dni), holder=_holder(form),
    )  # fmt: skip
    return _seen(page, home)


def _seen(page: str, home: Household) -> str:
    """A page that shows more of somebody than her name: whoever reads it saw her household."""
    seen.note_view(db.session(), "household.view", home, actor())
    return page


@bp.route("/gestion/integrantes/<member>/salida", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_EDIT)
def leave(member: str) -> Answer:
    """Write down that somebody left her household, or came back to it."""
    session, (found, home), form = db.session(), find(member), ActPage()

    def act() -> None:
        as_shown(found, form)
        if found.left_on is None:
            why = form.why.data or ""
            operations.leave_household(session, found, home, on=form.day.data, reason=why, by=actor())
        else:
            operations.come_back(session, found, home, by=actor())

    return _happened("leave", form, member, act, lambda: home.public_id, _("Anotado."))


@bp.route("/gestion/integrantes/<member>/otro-hogar", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_EDIT)
def split(member: str) -> Answer:
    """Let somebody form a household of her own; what she did goes with her."""
    session, (found, home), form = db.session(), find(member), ActPage()

    def act() -> None:
        as_shown(found, form)
        operations.form_household(session, found, home, on=form.day.data, by=actor())

    def opened() -> str:
        return find(member)[1].public_id

    return _happened("split", form, member, act, opened, _("Se formó un hogar nuevo."))


@bp.route("/gestion/integrantes/<member>/pasar", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_EDIT)
def seek_household(member: str) -> Answer:
    """Look for the household where somebody lives now: by a name, its code, or the DNI of one of its people."""
    session, (found, home), form = db.session(), find(member), DniPage()
    words, status, rows = clean(request.args.get("q", ""))[:LONGEST_WORDS], 200, None
    if request.method == "POST":
        rows, status = _household_by_dni(form), 422 if form.errors or form.troubles else 200
    elif words:
        rows = households.list_page(session, HouseholdFilters(words=words)).rows
    others = None if rows is None else [row for row in rows if row.household.id != home.id]
    page = _shown("seek", form, found, home, words=words, rows=others, gazetteer=gazetteer(session))
    if request.method == "POST":
        session.commit()
    return page, status


def _household_by_dni(form: DniPage) -> Sequence[households.Row] | None:
    session = db.session()
    if not form.validate():
        return None
    holder = look_up(session, form)
    found = queries.household_of(session, holder) if holder else None
    return households.rows_of(session, [found] if found else [])


@bp.route("/gestion/integrantes/<member>/pasar/<other>", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_EDIT)
def to_household(member: str, other: str) -> Answer:
    """Say what happens when somebody passes to another household; then do it."""
    session, form = db.session(), PassPage()
    (found, home), target = find(member), find_household(other)

    def act() -> None:
        operations.pass_member(
            session, found, home, target, versions=form.versions, on=form.day.data, by=actor()
        )

    def more() -> dict[str, Any]:
        shown = [find(member)[1], find_household(other)]
        people = [households.members_of(session, one) for one in shown]
        return {"target": shown[1], "people": people, "gazetteer": gazetteer(session)}

    return _happened("pass", form, member, act, lambda: other, _("Ahora es de este hogar."), more)


def _happened(
    name: str,
    form: DayPage,
    member: str,
    act: Callable[[], None],
    opened: Callable[[], str],
    told: str,
    more: Callable[[], dict[str, Any]] = dict,
) -> Answer:
    """The form of something that happens to a member; once it is sent and done, the household that `opened` names."""
    session, status = db.session(), 200
    if request.method == "POST":
        status = attempt(session, form, act)
        if status == DONE:
            where = opened()
            session.commit()
            flash(told)
            return _back(where)
    return _shown(name, form, *find(member), **more()), status


@bp.route("/gestion/integrantes/<member>/dni", methods=["GET", "POST"])
@requires(Permission.DNI_REVEAL)
def reveal(member: str) -> Answer:
    """Ask what for, and show a DNI once; who saw it and why is written down."""
    session, (found, home), form = db.session(), find(member), ReasonPage()
    if found.dni is None:
        abort(404)
    shown = ""
    if request.method == "POST" and form.validate():
        if throttling.seconds_to_wait(f"dni shown {actor().account}", REVEALS):
            abort(429)
        shown = operations.reveal_dni(session, found, reason=form.why.data, by=actor())
        session.commit()
        found, home = find(member)
    page = _shown("reveal", form, found, home, shown=shown)
    return (page, 422) if form.errors or form.troubles else page


def _shown(name: str, form: Any, found: Member, home: Household, **more: Any) -> str:
    return render_template(f"admin/members/{name}.html", member=found, household=home, form=form, **more)
