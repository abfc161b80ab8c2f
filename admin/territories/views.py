"""The pages of territorial units: /gestion/unidades."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.models import Account
from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.access.words import role_names
from admin.territories import operations, queries
from admin.territories.forms import LONGEST_NAME, DistrictsForm, SubstitutionForm, UnitForm
from admin.territories.models import TerritorialUnit
from catalog.places.queries import gazetteer
from core.clock import today
from core.db import db
from core.errors import ConflictError, InputError
from core.i18n import say_date
from core.web_forms import TokenForm

bp = Blueprint("territories", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/gestion/unidades")
@requires(Permission.TERRITORIES_EDIT)
def index() -> Answer:
    """Every unit, and the provinces that none covers."""
    session = db.session()
    units = queries.units(session)
    covered = {place.code for row in units for place in row.provinces}
    return render_template(
        "admin/territories/index.html", units=units, orphans=queries.without_unit(session, covered), trail=[]
    )


@bp.get("/gestion/unidades/nueva")
@requires(Permission.TERRITORIES_EDIT)
def new() -> Answer:
    """The empty form of a unit."""
    return _unit_page(UnitForm(), None)


@bp.post("/gestion/unidades/nueva")
@requires(Permission.TERRITORIES_EDIT)
def create() -> Answer:
    """Make a unit."""
    form = UnitForm()
    if not form.validate():
        return _unit_page(form, None), 422
    try:
        unit = operations.create_unit(db.session(), form.name.data, form.provinces.data, by=actor())
    except InputError as error:
        return _refused(form, error, None)
    db.session.commit()
    flash(_("Se creó la unidad %(name)s.", name=unit.name))
    return redirect(url_for(".show", unit=unit.public_id), 303)


@bp.get("/gestion/unidades/<unit>")
@requires(Permission.TERRITORIES_EDIT)
def show(unit: str) -> Answer:
    """A unit: who works in it, in which districts, and who stands in for whom."""
    form = SubstitutionForm(data={"from_on": today().isoformat()})
    return _team_page(_unit_or_404(unit), form)


@bp.get("/gestion/unidades/<unit>/editar")
@requires(Permission.TERRITORIES_EDIT)
def edit(unit: str) -> Answer:
    """The form of a unit, as it is now."""
    found = _unit_or_404(unit)
    provinces = [code for code, one in queries.covered_by(db.session()).items() if one.id == found.id]
    data = {"name": found.name, "version": str(found.version), "provinces": provinces}
    return _unit_page(UnitForm(data=data), found)


@bp.post("/gestion/unidades/<unit>/editar")
@requires(Permission.TERRITORIES_EDIT)
def update(unit: str) -> Answer:
    """Rename a unit and set its provinces."""
    found = _unit_or_404(unit)
    form = UnitForm()
    if not form.validate() or form.version.data is None:
        return _unit_page(form, found), 422
    try:
        operations.update_unit(
            db.session(), found, form.name.data, form.provinces.data, version=form.version.data, by=actor()
        )
    except InputError as error:
        return _refused(form, error, found)
    except ConflictError as error:
        db.session.rollback()
        form.troubles.append(error.message)
        form.version.typed = str(found.version)
        return _unit_page(form, found, stale=True), 409
    db.session.commit()
    flash(_("Se guardó la unidad."))
    return redirect(url_for(".show", unit=found.public_id), 303)


@bp.get("/gestion/unidades/<unit>/gestores/<account>")
@requires(Permission.TERRITORIES_EDIT)
def districts(unit: str, account: str) -> Answer:
    """The districts of a gestor, to be ticked."""
    found, agent = _agent_or_404(unit, account)
    ticked = queries.districts_of(db.session(), agent)
    form = DistrictsForm(data={"districts": ticked, "version": str(agent.version)})
    return _districts_page(found, agent, form)


@bp.post("/gestion/unidades/<unit>/gestores/<account>")
@requires(Permission.TERRITORIES_EDIT)
def assign(unit: str, account: str) -> Answer:
    """Set the districts of a gestor."""
    found, agent = _agent_or_404(unit, account)
    form = DistrictsForm()
    if not form.validate() or form.version.data is None:
        return _districts_page(found, agent, form), 422
    try:
        operations.assign_districts(
            db.session(), agent, form.districts.data, version=form.version.data, by=actor()
        )
    except InputError as error:
        db.session.rollback()
        form.troubles.append(error.message)
        return _districts_page(found, agent, form), 422
    except ConflictError as error:
        db.session.rollback()
        form.troubles.append(error.message)
        form.version.typed = str(agent.version)
        return _districts_page(found, agent, form, stale=True), 409
    db.session.commit()
    flash(_("Se guardaron los distritos de %(name)s.", name=agent.name))
    return redirect(url_for(".show", unit=found.public_id), 303)


@bp.post("/gestion/unidades/<unit>/reemplazos")
@requires(Permission.TERRITORIES_EDIT)
def add_substitution(unit: str) -> Answer:
    """Let somebody stand in for a person of the unit."""
    found = _unit_or_404(unit)
    form = SubstitutionForm()
    valid = form.validate()
    session = db.session()
    absent = _chosen(form, "absent", queries.may_be_absent(session, found))
    other = _chosen(form, "substitute", queries.may_stand_in(session))
    if not valid or absent is None or other is None:
        return _team_page(found, form), 422
    try:
        operations.substitute(session, absent, other, form.from_on.data, form.until_on.data, by=actor())
    except InputError as error:
        db.session.rollback()
        form.troubles.append(error.message)
        return _team_page(found, form), 422
    db.session.commit()
    words = _("%(other)s reemplaza a %(absent)s hasta el %(day)s.", other=other.name, absent=absent.name, day=say_date(form.until_on.data))  # fmt: skip  # noqa: E501
    flash(words)
    return redirect(url_for(".show", unit=found.public_id), 303)


@bp.post("/gestion/unidades/<unit>/reemplazos/<substitution>/terminar")
@requires(Permission.TERRITORIES_EDIT)
def end_substitution(unit: str, substitution: str) -> Answer:
    """End a substitution early."""
    found = _unit_or_404(unit)
    standing = queries.substitution_by(db.session(), found, substitution) or abort(404)
    form = TokenForm()
    if form.validate():
        operations.end_substitution(db.session(), standing, by=actor())
        db.session.commit()
        flash(_("El reemplazo terminó."))
    else:
        flash(form.troubles[0], "wrong")
    return redirect(url_for(".show", unit=found.public_id), 303)


def _unit_or_404(public_id: str) -> TerritorialUnit:
    return queries.unit_by(db.session(), public_id) or abort(404)


def _agent_or_404(unit: str, account: str) -> tuple[TerritorialUnit, Account]:
    found = _unit_or_404(unit)
    return found, queries.agent_by(db.session(), found, account) or abort(404)


def _chosen(form: SubstitutionForm, name: str, people: Any) -> Account | None:
    """The person of a list whom a field names; one who is not on it is refused as one who does not exist."""
    found = next((one for one in people if one.public_id == form[name].data), None)
    if found is None and not form[name].errors:
        form.refuse(name, _("Elija una persona de la lista."))
    return found


def _refused(form: UnitForm, error: InputError, unit: TerritorialUnit | None) -> Answer:
    db.session.rollback()
    form.refuse("provinces" if isinstance(error, operations.PlaceError) else "name", error.message)
    return _unit_page(form, unit), 422


def _unit_page(form: UnitForm, unit: TerritorialUnit | None, *, stale: bool = False) -> str:
    session = db.session()
    places, covered = gazetteer(session), queries.covered_by(session)
    own = {code for code, one in covered.items() if unit and one.id == unit.id}
    trail = [(_("Unidades territoriales"), url_for(".index"))]
    if unit:
        trail.append((unit.name, url_for(".show", unit=unit.public_id)))
    return render_template(
        "admin/territories/edit.html",
        form=form, unit=unit, stale=stale, own=own, trail=trail, longest=LONGEST_NAME,
        departments=[(one, places.under(one.code)) for one in places.departments],
        elsewhere={code: one.name for code, one in covered.items() if not unit or one.id != unit.id},
    )  # fmt: skip


def _districts_page(
    unit: TerritorialUnit, agent: Account, form: DistrictsForm, *, stale: bool = False
) -> str:
    session = db.session()
    team = queries.team_of(session, unit)
    others: dict[str, list[str]] = {}
    for row in team.agents:
        for place in row.districts if row.account.id != agent.id else ():
            others.setdefault(place.code, []).append(row.account.name)
    places = gazetteer(session)
    return render_template(
        "admin/territories/districts.html",
        form=form, unit=unit, agent=agent, stale=stale, others=others,
        now=queries.districts_of(session, agent) if stale else set(),
        provinces=[(one, places.under(one.code)) for one in team.provinces],
        trail=[
            (_("Unidades territoriales"), url_for(".index")),
            (unit.name, url_for(".show", unit=unit.public_id)),
        ],
    )  # fmt: skip


def _team_page(unit: TerritorialUnit, form: SubstitutionForm) -> str:
    session = db.session()
    roles = role_names()
    return render_template(
        "admin/territories/show.html",
        unit=unit, form=form, team=queries.team_of(session, unit), say_date=say_date, today=today(),
        substitutions=queries.substitutions(session, unit),
        absent=[(one.public_id, one.name) for one in queries.may_be_absent(session, unit)],
        substitutes=[
            (one.public_id, f"{one.name} · {one.unit.name if one.unit else roles[one.known_role]}")
            for one in queries.may_stand_in(session)
        ],
        trail=[(_("Unidades territoriales"), url_for(".index"))],
    )  # fmt: skip
