"""The registry of households: /gestion/hogares."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.doubles.asking import question
from admin.doubles.queries import alike_of_household, who_is
from admin.households import operations, presentation, queries, story
from admin.households.attempts import DONE, as_shown, attempt
from admin.households.conflicts import compare
from admin.households.filters import read_filters
from admin.households.forms import Ground, choices, household_typed
from admin.households.models import Household
from admin.households.operations import CodeTakenError
from admin.households.pages import CORRECT, ActPage, DniPage, HouseholdEdit, HouseholdPage, MovePage
from admin.households.paging import MOST_COUNTED
from admin.members import queries as members
from admin.members.lookup import look_up
from admin.members.operations import DniTakenError
from admin.members.telling import alike_told, of_code, of_dni, of_phone, refuse_taken, refused
from catalog.places.queries import gazetteer
from core.db import db
from core.errors import ConflictError
from core.scoping import scope_of_session

bp = Blueprint("households", __name__)
FIELDS = ("code", "area", "joined_year")
Answer = Response | str | tuple[str, int]


def find(public_id: str) -> Household:
    """The household within one's scope; what is foreign is missing."""
    return queries.household_by_id(db.session(), public_id) or abort(404)


def ground() -> Ground:
    """What forms know of places."""
    return Ground(gazetteer(db.session()), scope_of_session(db.session()))


@bp.get("/gestion/hogares")
@requires(Permission.HOUSEHOLDS_VIEW)
def index() -> Answer:
    """The households of one's territory."""
    return _list(DniPage(formdata=None))


@bp.post("/gestion/hogares/por-dni")
@requires(Permission.HOUSEHOLDS_VIEW)
def by_dni() -> Answer:
    """Open the household of whoever has a DNI, which stands in no address; who looked is written down."""
    session, form = db.session(), DniPage()
    if not form.validate():
        return _list(form), 422
    member = look_up(session, form)
    household = members.household_of(session, member) if member else None
    opened = household.public_id if household else ""
    session.commit()
    if opened:
        return redirect(url_for(".show", household=opened), 303)
    form.refuse("dni", _("Nadie de su territorio tiene ese DNI en el registro."))
    return _list(form), 404


def _list(form: DniPage) -> str:
    session = db.session()
    filters = read_filters(request.args, gazetteer(session))
    page = queries.list_page(session, filters)
    return render_template(
        "admin/households/index.html",
        page=page, filters=filters, form=form, most=MOST_COUNTED, gazetteer=gazetteer(session),
        narrowing=presentation.narrowing(filters, ground()), chosen=presentation.chosen(filters, ground()),
        edits=_may(Permission.HOUSEHOLDS_EDIT), takes=_may(Permission.REGISTRY_EXPORT),
    )  # fmt: skip


@bp.get("/gestion/hogares/nuevo")
@requires(Permission.HOUSEHOLDS_EDIT)
def new() -> Answer:
    """The empty form."""
    return _new(HouseholdPage(ground(), data={"place": presentation.only_place(ground())}))


@bp.post("/gestion/hogares/nuevo")
@requires(Permission.HOUSEHOLDS_EDIT)
def create() -> Answer:
    """Register a household, once however often the form is sent; first ask about who looks alike."""
    session, form, by = db.session(), HouseholdPage(ground()), actor()
    if CORRECT in request.form:
        return _new(form)
    if not form.validate():
        return _new(form), 422
    key = operations.form_key(form.key, by)
    household = operations.earlier_household(session, key)
    if household is None:
        first, values = form.member(), form.household()
        numbers = {"dni": of_dni(first.dni), "phone": of_phone(first.phone), "code": of_code(values.code)}
        if refused(session, form, *numbers.values()):
            return _new(form), 422
        alike = () if form.different.given else alike_told(session, who_is(first, values.district_code))
        if alike and not any("dni" in one.why for one in alike):
            page, saw = question(form, first, values.district_code, alike)
            session.commit()
            seen.note_views(session, "household.view", saw, by)
            return page, 409
        try:
            demo = current_account().demo
            household = operations.create_household(session, values, first, by=by, key=key, demo=demo)
        except (DniTakenError, CodeTakenError) as error:
            taken = numbers["dni" if isinstance(error, DniTakenError) else "code"]
            refuse_taken(session, form, taken, error.message)
            return _new(form), 422
        opened = household.public_id
        session.commit()
        flash(_("Hogar registrado."))
    else:
        opened = household.public_id
    return redirect(url_for(".show", household=opened), 303)


def _new(form: HouseholdPage) -> str:
    session = db.session()
    holder = members.member_by_dni(session, form.dni.data) if form.dni.errors and form.dni.data else None
    home = members.household_of(session, holder) if holder else None
    return render_template(
        "admin/households/new.html",
        form=form, choices=choices(), holder=home, places=presentation.place_names(ground()),
    )  # fmt: skip


@bp.get("/gestion/hogares/<household>")
@requires(Permission.HOUSEHOLDS_VIEW)
def show(household: str) -> Answer:
    """One household and its story; that somebody saw it is part of the story."""
    session, found = db.session(), find(household)
    people = queries.members_of(session, found)
    told, looks = story.tell(
        story.events_of(session, found), story.trail_of(session, found, people), people, gazetteer(session)
    )
    page = render_template(
        "admin/households/show.html",
        household=found, people=people, links=queries.enterprises_of(session, found),
        story=told, looks=looks,
        into=queries.merged_into(session, found), gazetteer=gazetteer(session),
        doubles=alike_of_household(session, found), say=presentation.facts,
        edits=_may(Permission.HOUSEHOLDS_EDIT), merges=_may(Permission.HOUSEHOLDS_MERGE),
        reveals=_may(Permission.DNI_REVEAL),
    )  # fmt: skip
    return _seen(page, found)


@bp.get("/gestion/hogares/<household>/editar")
@requires(Permission.HOUSEHOLDS_EDIT)
def edit(household: str) -> Answer:
    """The household's facts in a form."""
    found = find(household)
    typed = household_typed(found, gazetteer(db.session())) | {"version": str(found.version)}
    return _edit(found, HouseholdEdit(data=typed))


@bp.post("/gestion/hogares/<household>/editar")
@requires(Permission.HOUSEHOLDS_EDIT)
def update(household: str) -> Answer:
    """Keep the changes; where somebody else was faster, both side by side."""
    session, found, form = db.session(), find(household), HouseholdEdit()
    if not form.validate():
        return _edit(found, form), 422
    values = form.values(found.district_code)
    if refused(session, form, of_code(values.code, own=found.code)):
        return _edit(find(household), form), 422
    try:
        operations.update_household(session, found, values, version=form.version.data, by=actor())
    except CodeTakenError as error:
        refuse_taken(session, form, of_code(values.code), error.message)
        return _edit(find(household), form), 422
    except (ConflictError, StaleDataError):
        session.rollback()
        found = find(household)
        conflict = compare(form, FIELDS, household_typed(found, gazetteer(session)))
        if conflict.differences:
            back = url_for(".show", household=household)
            return _seen(presentation.conflict_page(form, conflict, found.version, back), found), 409
    session.commit()
    flash(_("Hogar guardado."))
    return redirect(url_for(".show", household=household), 303)


def _edit(found: Household, form: HouseholdEdit) -> str:
    page = render_template("admin/households/edit.html", household=found, form=form, choices=choices())
    return _seen(page, found)


def _seen(page: str, found: Household) -> str:
    seen.note_view(db.session(), "household.view", found, actor())
    return page


@bp.route("/gestion/hogares/<household>/mudanza", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_EDIT)
def move(household: str) -> Answer:
    """Move a household to another district; out of one's territory, it is handed over."""

    def act(found: Household, form: Any) -> None:
        note = form.why.data or ""
        operations.move_household(
            db.session(), found, form.place.data, on=form.day.data, note=note, by=actor()
        )

    return _happened(household, MovePage(ground()), act, "move", _("Mudanza anotada."))


@bp.route("/gestion/hogares/<household>/salida", methods=["GET", "POST"])
@requires(Permission.HOUSEHOLDS_EDIT)
def leave(household: str) -> Answer:
    """Write down that a household left Juntos, or that it came back."""

    def act(found: Household, form: Any) -> None:
        change = operations.return_to_programme if found.left_on else operations.leave_programme
        change(db.session(), found, on=form.day.data, why=form.why.data or "", by=actor())

    return _happened(household, ActPage(), act, "leave", _("Anotado."))


def _happened(
    household: str, form: ActPage, act: Callable[[Household, Any], None], template: str, told: str
) -> Answer:
    session, found, status = db.session(), find(household), 200
    if request.method == "POST":

        def act_as_shown() -> None:
            as_shown(found, form)
            act(found, form)

        status = attempt(session, form, act_as_shown)
        if status == DONE:
            session.commit()
            kept = queries.household_by_id(session, household)
            # Only a move ends beyond one's territory.
            flash(told if kept else _("Mudanza anotada. El hogar ya es del equipo de su nuevo distrito."))
            return redirect(url_for(".show", household=household) if kept else url_for(".index"), DONE)
        found = find(household)
    page = render_template(
        f"admin/households/{template}.html",
        household=found, form=form, places=presentation.place_names(ground()), gazetteer=gazetteer(session),
    )  # fmt: skip
    return page, status


def _may(permission: Permission) -> bool:
    return may(current_account().known_role, permission)
