"""The plans of an enterprise: /gestion/emprendimientos/<emprendimiento>/planes."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.audit import seen
from admin.enterprise_plans import operations
from admin.enterprise_plans.files import plans
from admin.enterprise_plans.pages import PlanPage, RemovePage
from admin.enterprises.models import BusinessPlan, EnterpriseRecord
from admin.enterprises.queries import record_by_id
from admin.households.attempts import DONE, attempt
from catalog.enterprises.models import Enterprise
from core.db import db
from core.document_files import as_download
from core.errors import InputError
from core.security import takes_files

bp = Blueprint("enterprise_plans", __name__)
Answer = Response | str | tuple[str, int]


def find(public_id: str) -> EnterpriseRecord:
    """The record within one's scope."""
    return record_by_id(db.session(), public_id) or abort(404)


def find_plan(record: EnterpriseRecord, public_id: str) -> BusinessPlan:
    """A plan of the record that was not taken off."""
    query = select(BusinessPlan).where(
        BusinessPlan.record_id == record.id,
        BusinessPlan.public_id == public_id,
        BusinessPlan.removed_at.is_(None),
    )
    return db.session.scalar(query) or abort(404)


@bp.route("/gestion/emprendimientos/<enterprise>/planes/nuevo", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
@takes_files
def new(enterprise: str) -> Answer:
    """Keep a plan, once however often its file is sent."""
    session, record, form = db.session(), find(enterprise), PlanPage()
    if record.merged_into_id is not None:
        abort(404)
    if request.method == "POST":
        sent = request.files.get("file")
        valid = form.validate()
        data = form.read_file(sent, missing=_("Elija el archivo del plan."))
        if valid and sent is not None and data is not None:
            try:
                operations.add_plan(
                    session, record, data, sent.filename or "", made_on=form.made_on.data, by=actor()
                )
                session.commit()
            except InputError as error:
                session.rollback()
                form.refuse("file", error.message)
            else:
                flash(_("Plan subido."))
                return redirect(url_for("admin.enterprises.show", enterprise=enterprise), 303)
        form.ask_again()
        return _shown("new", form, find(enterprise)), 422
    return _shown("new", form, record)


@bp.get("/gestion/emprendimientos/<enterprise>/planes/<plan>")
@requires(Permission.ENTERPRISES_VIEW)
def download(enterprise: str, plan: str) -> Response:
    """A plan as a file to keep; who took it is written down before it leaves."""
    session, record = db.session(), find(enterprise)
    found = find_plan(record, plan)
    name, token = found.file_name, found.file_token
    seen.note_act(session, "enterprise.plan_open", record, actor(), {"plan": found.public_id})
    return as_download(plans(), token=token, name=name)


@bp.route("/gestion/emprendimientos/<enterprise>/planes/<plan>/quitar", methods=["GET", "POST"])
@requires(Permission.ENTERPRISES_EDIT)
def remove(enterprise: str, plan: str) -> Answer:
    """Take a plan off the page."""
    session, record, form, status = db.session(), find(enterprise), RemovePage(), 200
    found = find_plan(record, plan)
    if request.method == "POST":
        reason = form.why.data or ""
        status = attempt(
            session, form, lambda: operations.remove_plan(session, record, found, reason=reason, by=actor())
        )
        if status == DONE:
            session.commit()
            flash(_("Plan quitado."))
            return redirect(url_for("admin.enterprises.show", enterprise=enterprise), DONE)
        record = find(enterprise)
        found = find_plan(record, plan)
    return _shown("remove", form, record, plan=found), status


def _shown(template: str, form: Any, record: EnterpriseRecord, **more: Any) -> str:
    public = db.session().get_one(Enterprise, record.enterprise_id)
    return render_template(
        f"admin/enterprise_plans/{template}.html", form=form, record=record, enterprise=public, **more
    )
