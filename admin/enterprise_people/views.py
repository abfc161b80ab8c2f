"""The people behind an enterprise: /gestion/emprendimientos/<emprendimiento>/personas."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.consents.files import take_files_off, warn_of_products
from admin.consents.models import FIELDS
from admin.consents.projection import standing_fields
from admin.enterprises import links
from admin.enterprises.lookup import people_found
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord
from admin.enterprises.pages import JoinPage, TitularPage
from admin.enterprises.queries import record_by_id
from admin.enterprises.words import shown_fields
from admin.households.attempts import DONE, attempt
from admin.households.models import Member
from admin.households.pages import DayPage, DniPage
from admin.members import queries as members
from catalog.enterprises.models import Enterprise
from catalog.places.queries import gazetteer
from core.db import db

bp = Blueprint("enterprise_people", __name__)
Answer = Response | str | tuple[str, int]


def find(public_id: str) -> EnterpriseRecord:
    """The record within one's scope that is not another one's double."""
    found = record_by_id(db.session(), public_id)
    return found if found and found.merged_into_id is None else abort(404)


def find_member(public_id: str) -> Member:
    """A member within one's scope."""
    found = members.member_by_id(db.session(), public_id)
    return found if found and found.merged_into_id is None else abort(404)


@bp.route("/gestion/emprendimientos/<enterprise>/personas/agregar", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
def seek(enterprise: str) -> Answer:
    """Look for somebody of one's territory, by her DNI or her name."""
    session, record, form = db.session(), find(enterprise), DniPage()
    found, typed, status = people_found(session, form)
    page = _shown("seek", form, record, people=found, words=typed)
    if request.method == "POST":
        session.commit()
    return page, status


@bp.route("/gestion/emprendimientos/<enterprise>/personas/agregar/<member>", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
def join(enterprise: str, member: str) -> Answer:
    """Put somebody behind an enterprise, since a day; sent twice, she is there once."""
    session, record, person, form = db.session(), find(enterprise), find_member(member), JoinPage()
    if person.left_on is not None:
        abort(404)
    if any(one.member_id == person.id for one in links.standing_links(session, record)):
        flash(_("Esa persona ya participa."))
        return redirect(url_for("admin.enterprises.show", enterprise=enterprise), DONE)

    def act() -> None:
        titular = bool(form.titular.given)
        links.link_member(
            session, record, person, titular=titular, led=form.led.data or "", on=form.day.data, by=actor()
        )

    return _happened("join", form, enterprise, member, act, _("Persona agregada."))


@bp.route("/gestion/emprendimientos/<enterprise>/personas/<member>/salida", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
def leave(enterprise: str, member: str) -> Answer:
    """Write down that somebody takes no part any more; what she did stays hers."""
    session, record, person, form = db.session(), find(enterprise), find_member(member), DayPage()
    link = _link(record, person)

    def act() -> None:
        reason, by = form.why.data or "", actor()
        links.unlink_member(session, record, link, on=form.day.data, reason=reason, by=by, member=member)

    return _happened("leave", form, enterprise, member, act, _("Anotado."))


@bp.route("/gestion/emprendimientos/<enterprise>/personas/<member>/titular", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
def titular(enterprise: str, member: str) -> Answer:
    """Make somebody who takes part the titular."""
    session, record, person, form = db.session(), find(enterprise), find_member(member), TitularPage()
    link = _link(record, person)

    def act() -> None:
        links.make_titular(session, record, link, led=form.led.data or "", by=actor(), member=member)

    return _happened("titular", form, enterprise, member, act, _("Es titular desde ahora."))


def _link(record: EnterpriseRecord, person: Member) -> EnterpriseMember:
    standing = (one for one in links.standing_links(db.session(), record) if one.member_id == person.id)
    return next(standing, None) or abort(404)


def _happened(
    template: str, form: Any, enterprise: str, member: str, act: Callable[[], None], told: str
) -> Answer:
    status, session = 200, db.session()
    if request.method == "POST":
        agreed = standing_fields(session, record := find(enterprise))
        status = attempt(session, form, act)
        if status == DONE:
            gone = agreed - standing_fields(session, record)
            warn_of_products(session, record, gone)
            session.commit()
            flash(told)
            _tell_withdrawn(gone)
            return redirect(url_for("admin.enterprises.show", enterprise=enterprise), DONE)
    record = find(enterprise)
    standing = links.standing_links(session, record)
    page = _shown(
        template, form, record, member=find_member(member), led=links.led_by(standing),
        agreed=standing_fields(session, record),
    )  # fmt: skip
    return page, status


def _tell_withdrawn(gone: set[str]) -> None:
    """Say what buyers see no more because another one is titular, and delete its files."""
    if not gone:
        return
    take_files_off()
    shown = shown_fields()
    names = ", ".join(shown[field] for field in FIELDS if field in gone)
    flash(
        _("De la persona titular anterior ya no se muestra %(fields)s. Pregunte a la de ahora.", fields=names)
    )


def _shown(template: str, form: Any, record: EnterpriseRecord, **more: Any) -> str:
    session = db.session()
    return render_template(
        f"admin/enterprise_people/{template}.html",
        form=form, record=record, enterprise=session.get_one(Enterprise, record.enterprise_id),
        gazetteer=gazetteer(session), **more,
    )  # fmt: skip
