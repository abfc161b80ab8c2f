"""The private records of enterprises: /gestion/emprendimientos."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.enterprise_doubles.queries import alike_of_record
from admin.enterprise_doubles.telling import alike_told, of_ruc
from admin.enterprises import presentation, queries, record_operations, scales, story, words
from admin.enterprises.filters import read_filters
from admin.enterprises.lookup import people_found, records_of_number
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import proposed_values
from admin.enterprises.pages import NumberPage, RecordEdit, RecordPage, RucPage
from admin.enterprises.record_forms import RecordGround, record_choices, record_typed, say_fact
from admin.households.attempts import DONE, attempt
from admin.households.conflicts import Difference, Side, compare
from admin.households.models import Member
from admin.households.operations import form_key
from admin.households.pages import CORRECT, DniPage
from admin.households.paging import MOST_COUNTED, Page
from admin.households.presentation import conflict_page, place_names, typed_fields
from admin.members import queries as members
from admin.members.telling import refused
from admin.products.presentation import marks, price_of
from admin.products.queries import products_of
from catalog.enterprises.models import Enterprise
from catalog.places.queries import gazetteer
from catalog.sectors.queries import sector_tree
from core import throttling
from core.db import db
from core.errors import ConflictError
from core.scoping import scope_of_session

bp = Blueprint("enterprises", __name__)
REVEALS = "30 per hour; 100 per day"
# What may stand side by side where two changed one record; a RUC is compared covered.
COMPARED = (
    "name", "place", "sector", "stage", "started_year", "digital_maturity", "logistic_maturity", "gap", "area",
    "in_association", "has_account",
)  # fmt: skip
Answer = Response | str | tuple[str, int]


def find(public_id: str) -> EnterpriseRecord:
    """The record within one's scope; what is foreign is missing."""
    return queries.record_by_id(db.session(), public_id) or abort(404)


def find_standing(public_id: str) -> EnterpriseRecord:
    """The same, where it was not merged into another: that one is to be changed."""
    found = find(public_id)
    return found if found.merged_into_id is None else abort(404)


def find_member(public_id: str) -> Member:
    """A member within one's scope who may be behind an enterprise."""
    found = members.member_by_id(db.session(), public_id)
    return found if found and found.left_on is None and found.merged_into_id is None else abort(404)


def ground() -> RecordGround:
    """What forms know of places and sectors."""
    session = db.session()
    return RecordGround(gazetteer(session), scope_of_session(session), sector_tree(session))


@bp.get("/gestion/emprendimientos")
@requires(Permission.ENTERPRISES_VIEW)
def index() -> Answer:
    """The enterprises of one's territory."""
    return _list(NumberPage(formdata=None))


@bp.post("/gestion/emprendimientos/por-numero")
@requires(Permission.ENTERPRISES_VIEW)
def by_number() -> Answer:
    """Find by a DNI or a RUC, which stands in no address; who looked is written down."""
    session, form = db.session(), NumberPage()
    if not form.validate():
        return _list(form), 422
    found = records_of_number(session, form.number.data)
    ids = [record.public_id for record in found]
    session.commit()
    if len(ids) == 1:
        return redirect(url_for(".show", enterprise=ids[0]), 303)
    if ids:
        return _list(form, only=[find(one) for one in ids])
    form.refuse("number", _("Nadie de su territorio tiene un emprendimiento con ese número."))
    return _list(form), 404


def _list(form: NumberPage, only: Sequence[EnterpriseRecord] = ()) -> str:
    session = db.session()
    filters = read_filters(request.args, gazetteer(session), sector_tree(session))
    page = Page(queries.rows_of(session, only), len(only)) if only else queries.list_page(session, filters)
    return render_template(
        "admin/enterprises/index.html",
        page=page, filters=filters, form=form, most=MOST_COUNTED, ground=ground(),
        narrowing=presentation.narrowing(filters, ground()), chosen=presentation.chosen(filters, ground()),
        stages=words.stages(), statuses=words.statuses(), edits=_may(Permission.ENTERPRISES_EDIT),
        exports=_may(Permission.REGISTRY_EXPORT),
    )  # fmt: skip


@bp.route("/gestion/emprendimientos/nuevo", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
def seek() -> Answer:
    """Look for who leads the enterprise, by her DNI or her name: everything begins with a person."""
    form = DniPage()
    found, typed, status = people_found(db.session(), form)
    page = render_template(
        "admin/enterprises/seek.html",
        form=form, people=found, words=typed, gazetteer=gazetteer(db.session()),
    )  # fmt: skip
    if request.method == "POST":
        db.session.commit()
    return page, status


@bp.get("/gestion/emprendimientos/nuevo/<member>")
@requires(Permission.ENTERPRISES_EDIT)
def new(member: str) -> Answer:
    """The empty form, where she lives."""
    titular, known = find_member(member), ground()
    place = known.gazetteer.full(titular.province_code, titular.district_code)
    return _new(titular, RecordPage(known, data={"place": place}))


@bp.post("/gestion/emprendimientos/nuevo/<member>")
@requires(Permission.ENTERPRISES_EDIT)
def create(member: str) -> Answer:
    """Register an enterprise, once however often the form is sent; first ask about what looks alike."""
    session, titular, form, by = db.session(), find_member(member), RecordPage(ground()), actor()
    if CORRECT in request.form:
        return _new(titular, form)
    if not form.validate():
        return _new(titular, form), 422
    key = form_key(f"{member} {form.key}", by)
    record = record_operations.earlier_record(session, key)
    if record is None:
        values = form.record()
        if refused(session, form, of_ruc(values.ruc)):
            return _new(find_member(member), form), 422
        alike = alike_told(session, values.name, values.district_code, values.ruc or "")
        if alike and not form.different.given:
            typed = typed_fields(form)
            page = render_template(
                "admin/enterprises/doubt.html", form=form, alike=alike, typed=typed, member=titular
            )
            session.commit()
            return page, 409
        record = record_operations.create_record(
            session, values, titular, by=by, key=key, demo=current_account().demo
        )
        flash(_("Emprendimiento registrado."))
    opened = record.public_id
    session.commit()
    return redirect(url_for(".show", enterprise=opened), 303)


def _new(titular: Member, form: RecordPage) -> str:
    session = db.session()
    has = queries.rows_of(session, queries.records_of_member(session, titular))
    return render_template(
        "admin/enterprises/new.html",
        form=form, member=titular, has=has, choices=record_choices(ground().sectors), places=place_names(ground()),
    )  # fmt: skip


@bp.get("/gestion/emprendimientos/<enterprise>")
@requires(Permission.ENTERPRISES_VIEW)
def show(enterprise: str) -> Answer:
    """One enterprise and its story; that somebody saw it is part of the story."""
    session, found = db.session(), find(enterprise)
    public = session.get_one(Enterprise, found.enterprise_id)
    people, plans = story.people_of(session, found), story.plans_of(session, found)
    consents, trail = story.consents_of(session, found), story.trail_of(session, found, public)
    told, looks = story.tell(people, plans, consents, trail)
    page = render_template(
        "admin/enterprises/show.html",
        record=found, enterprise=public, people=people, plans=plans, consents=consents,
        products=products_of(session, public), marks=marks, price_of=price_of,
        proposed=proposed_values(session, public).name,
        story=told, looks=looks, into=queries.merged_into(session, found),
        facts=presentation.facts(found, ground()), maturity=presentation.maturity(found),
        formality=presentation.formality(found), covered=presentation.is_personal(found.ruc),
        alike=alike_of_record(session, found) if found.merged_into_id is None else [], steps=scales.STEPS,
        shown=words.shown_fields(), statuses=words.statuses(), gazetteer=gazetteer(session),
        edits=_may(Permission.ENTERPRISES_EDIT) and found.merged_into_id is None,
        merges=_may(Permission.HOUSEHOLDS_MERGE), reveals=_may(Permission.DNI_REVEAL),
        asks=_may(Permission.PRODUCTS_EDIT),
    )  # fmt: skip
    return _seen(page, found)


@bp.get("/gestion/emprendimientos/<enterprise>/editar")
@requires(Permission.ENTERPRISES_EDIT)
def edit(enterprise: str) -> Answer:
    """What is known of an enterprise in a form; its RUC stays where it is."""
    found = find_standing(enterprise)
    return _edit(found, RecordEdit(ground(), data=_typed(found) | {"version": str(found.version)}))


@bp.post("/gestion/emprendimientos/<enterprise>/editar")
@requires(Permission.ENTERPRISES_EDIT)
def update(enterprise: str) -> Answer:
    """Keep the changes; where somebody else was faster, both side by side."""
    session, found, form = db.session(), find_standing(enterprise), RecordEdit(ground())
    if not form.validate():
        return _edit(found, form), 422
    try:
        record_operations.update_record(session, found, form.record(), version=form.version.data, by=actor())
        session.commit()
    except (ConflictError, StaleDataError):
        session.rollback()
        found = find(enterprise)
        sectors = sector_tree(session)
        conflict = compare(form, COMPARED, _typed(found), lambda name, typed: say_fact(name, typed, sectors))
        conflict.differences.extend(_ruc_difference(form, found))
        if conflict.differences:
            back = url_for(".show", enterprise=enterprise)
            trail = [(_("Emprendimientos"), url_for(".index")), (_("Emprendimiento"), back)]
            return _seen(conflict_page(form, conflict, found.version, back, trail), found), 409
    flash(_("Emprendimiento guardado."))
    return redirect(url_for(".show", enterprise=enterprise), 303)


def _ruc_difference(form: RecordEdit, found: EnterpriseRecord) -> list[Difference]:
    """A blank RUC says nothing; a typed one, or that it be taken away, stands beside what is kept, covered."""
    theirs = Side("", words.mask(found.ruc))
    if form.ruc.given and form.ruc.data != found.ruc:
        return [Difference("ruc", str(form.ruc.label.text), Side(form.ruc.typed, form.ruc.typed), theirs)]
    if form.ruc_gone.given and found.ruc is not None:
        return [Difference("ruc_gone", str(form.ruc.label.text), Side("yes", _("Quitarlo")), theirs)]
    return []


def _typed(found: EnterpriseRecord) -> dict[str, str]:
    session = db.session()
    name = proposed_values(session, session.get_one(Enterprise, found.enterprise_id)).name
    return record_typed(found, name, gazetteer(session), sector_tree(session))


def _edit(found: EnterpriseRecord, form: RecordEdit) -> str:
    public = db.session().get_one(Enterprise, found.enterprise_id)
    page = render_template(
        "admin/enterprises/edit.html",
        record=found, enterprise=public, form=form, choices=record_choices(ground().sectors),
        masked=words.mask(found.ruc), places=place_names(ground()),
    )  # fmt: skip
    return _seen(page, found)


def _seen(page: str, found: EnterpriseRecord) -> str:
    seen.note_view(db.session(), "enterprise.view", found, actor())
    return page


@bp.route("/gestion/emprendimientos/<enterprise>/ruc", methods=["GET", "POST"])
@requires(Permission.DNI_REVEAL)
def reveal(enterprise: str) -> Answer:
    """Ask what for, and show a person's RUC once, since her DNI stands in it; who saw it and why is written down."""
    session, found, form, status, shown = db.session(), find(enterprise), RucPage(), 200, ""
    if not presentation.is_personal(found.ruc):
        abort(404)
    if request.method == "POST":
        if throttling.seconds_to_wait(f"dni shown {actor().account}", REVEALS):
            abort(429)
        ruc = found.ruc or ""
        status = attempt(
            session, form, lambda: record_operations.reveal_ruc(session, found, form.why.data, by=actor())
        )
        if status == DONE:
            session.commit()
            shown, status = ruc, 200
        found = find(enterprise)
    public: Any = session.get_one(Enterprise, found.enterprise_id)
    page = render_template(
        "admin/enterprises/reveal.html", record=found, enterprise=public, form=form, shown=shown
    )
    return page, status


def _may(permission: Permission) -> bool:
    return may(current_account().known_role, permission)
