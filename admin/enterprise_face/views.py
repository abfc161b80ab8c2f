"""What the catalogue says of an enterprise: /gestion/emprendimientos/<emprendimiento>/ficha."""

import hashlib
import json

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.audit import seen
from admin.enterprise_face import pages
from admin.enterprise_face.pages import CHOICES, FacePage
from admin.enterprises.models import EnterpriseRecord, EnterpriseRevision
from admin.enterprises.operations import propose_enterprise, proposed_values
from admin.enterprises.queries import record_by_id
from admin.households.conflicts import compare
from admin.households.presentation import conflict_page
from admin.products import words
from admin.review.deciding import send_enterprise
from admin.review.operations import newest_revision, open_revision
from catalog.enterprises.models import Enterprise
from core.db import db, take_turns
from core.errors import ConflictError

bp = Blueprint("enterprise_face", __name__)
Answer = Response | str | tuple[str, int]


def find(public_id: str) -> EnterpriseRecord:
    """The record within one's scope, where it was not merged into another."""
    record = record_by_id(db.session(), public_id)
    return record if record and record.merged_into_id is None else abort(404)


def stamp_of(session: Session, enterprise: Enterprise) -> str:
    """What a form sends along, so that what changes is what was shown."""
    revision = newest_revision(session, EnterpriseRevision, enterprise_id=enterprise.id)
    told = json.dumps([revision.id, revision.snapshot] if revision else [], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@bp.get("/gestion/emprendimientos/<enterprise>/ficha")
@requires(Permission.ENTERPRISES_EDIT)
def edit(enterprise: str) -> Answer:
    """The newest version in a form."""
    record = find(enterprise)
    return _page(record, _kept(record))


@bp.post("/gestion/emprendimientos/<enterprise>/ficha")
@requires(Permission.ENTERPRISES_EDIT)
def update(enterprise: str) -> Answer:
    """Keep what is proposed as a draft, and send it where that is asked; both side by side where two wrote."""
    session, record = db.session(), find(enterprise)
    public, form, by = _public(record), pages.face_page(session), actor()
    if not form.validate():
        return _page(record, form), 422
    take_turns(session, f"enterprise {public.id}")
    if stamp_of(session, public) != form.version.data:
        return _conflict(record, form), 409
    saved = propose_enterprise(session, public, form.proposed(), by=by)
    session.flush()
    sent = request.form.get("act") == "enviar" and send_enterprise(session, public, by=by)
    session.commit()
    if sent:
        flash(_("Guardado y enviado a revisión."))
    else:
        flash(_("Borrador guardado.") if saved else _("No hay cambios que guardar ni que enviar."))
    return redirect(url_for(".edit", enterprise=enterprise), 303)


def _public(record: EnterpriseRecord) -> Enterprise:
    return db.session.get_one(Enterprise, record.enterprise_id)


def _kept(record: EnterpriseRecord) -> FacePage:
    session, public = db.session(), _public(record)
    typed = pages.typed_of(pages.face_page(session, {}), proposed_values(session, public))
    return pages.face_page(session, typed | {"version": stamp_of(session, public)})


def _conflict(record: EnterpriseRecord, form: FacePage) -> str:
    session, public = db.session(), _public(record)
    kept = pages.typed_of(form, proposed_values(session, public))
    conflict = compare(form, pages.COMPARED, kept, pages.say)
    if not conflict.differences:
        now = _kept(record)
        now.troubles.append(ConflictError.message)
        return _page(record, now)
    shown = url_for("admin.enterprises.show", enterprise=record.public_id)
    trail = [(_("Emprendimientos"), url_for("admin.enterprises.index")), (public.name, shown)]
    page = conflict_page(form, conflict, stamp_of(session, public), shown, trail)
    return _seen(page, record)


def _page(record: EnterpriseRecord, form: FacePage) -> str:
    session, public = db.session(), _public(record)
    revision = open_revision(session, EnterpriseRevision, enterprise_id=public.id)
    state = revision.state if revision else public.status
    page = render_template(
        "admin/enterprise_face/edit.html",
        record=record, enterprise=public, form=form, choices=CHOICES, state=state, said=words.states()[state],
        remarks=revision.remarks if revision else {},
    )  # fmt: skip
    return _seen(page, record)


def _seen(page: str, record: EnterpriseRecord) -> str:
    seen.note_view(db.session(), "enterprise.view", record, actor())
    return page
