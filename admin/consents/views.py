"""What a producer agreed to show: /gestion/emprendimientos/<emprendimiento>/consentimientos."""

from contextvars import Context

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.consents import operations, queries
from admin.consents.pages import ALL, GiveForm, WithdrawForm, channels, field_names
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.portraits import products_showing
from admin.products import photos
from core import jobs
from core.db import db, take_turns
from core.errors import InputError
from core.i18n import say_date, say_moment

bp = Blueprint("consents", __name__)
Answer = Response | str | tuple[str, int]


def find(public_id: str) -> EnterpriseRecord:
    """The record within one's scope; what is foreign is missing."""
    return queries.record_by_id(db.session(), public_id) or abort(404)


@bp.get("/gestion/emprendimientos/<enterprise>/consentimientos")
@requires(Permission.ENTERPRISES_VIEW)
def show(enterprise: str) -> Answer:
    """What is shown of her, the words to read aloud, and what she agreed to when."""
    record = find(enterprise)
    page = _page(record, GiveForm())
    seen.note_view(db.session(), "enterprise.view", record, actor())
    return page


@bp.post("/gestion/emprendimientos/<enterprise>/consentimientos/anotar")
@requires(Permission.CONSENTS_RECORD)
def give(enterprise: str) -> Answer:
    """Write down what she agrees to show; sent twice it stands once."""
    session, record, form = db.session(), find(enterprise), GiveForm()
    if not form.validate():
        return _page(record, form), 422
    take_turns(session, f"consents {record.id}")
    text = queries.words_to_read(session, record.enterprise)
    if not queries.has_titular(session, record):
        form.troubles.append(
            _("Falta la titular: solo ella puede autorizar. Anótela primero en el emprendimiento.")
        )
        return _page(record, form), 422
    if text is None or text.version != form.text.data:
        form.troubles.append(
            _("El texto cambió mientras usted lo leía. Léale el nuevo y vuelva a preguntar.")
        )
        return _page(record, form), 409
    try:
        for field in form.agreed:
            operations.give_consent(
                session, record, field, given_on=form.day.data, channel=form.channel.data, by=actor()
            )
    except InputError as error:
        session.rollback()
        form.troubles.append(error.message)
        return _page(find(enterprise), form), 422
    session.commit()
    flash(_("Anotado. Se muestra en unos segundos, si el emprendimiento está publicado."))
    return redirect(url_for(".show", enterprise=enterprise), 303)


@bp.post("/gestion/emprendimientos/<enterprise>/consentimientos/retirar")
@requires(Permission.CONSENTS_WITHDRAW)
def withdraw(enterprise: str) -> Answer:
    """Take one field, or all in one act, off the public side at once: pages, search, feeds and files."""
    session, record, form = db.session(), find(enterprise), WithdrawForm()
    if not form.validate():
        return _page(record, GiveForm(formdata=None), form), 422
    take_turns(session, f"consents {record.id}")
    gone = [
        field
        for field in form.fields
        if operations.withdraw_consent(session, record, field, by=actor(), reason=form.why.data or "")
    ]
    still = products_showing(session, record.portrait_token) if "portrait" in gone else []
    session.commit()
    _take_files_off()
    if gone:
        names = ", ".join(field_names()[field].lower() for field in gone)
        flash(_("Retirado: %(fields)s. Ya no se ve en el catálogo.", fields=names))
    if still:
        words = _(
            "La misma foto sigue a la vista en %(products)s: cambie la de esos productos.",
            products=", ".join(still),
        )
        flash(words, "wrong")
    return redirect(url_for(".show", enterprise=enterprise), 303)


def _take_files_off() -> None:
    """Delete the files of a portrait now, not when the worker comes; by a session of their own, as the worker would."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 werkzeug's way

    def work() -> None:
        with app.app_context():
            jobs.run_due([photos.WITHDRAW])

    Context().run(work)


def _page(record: EnterpriseRecord, form: GiveForm, taken: WithdrawForm | None = None) -> str:
    session, role = db.session(), current_account().known_role
    consents = queries.consents_of(session, record)
    return render_template(
        "admin/consents/show.html",
        record=record, enterprise=record.enterprise, form=form, taken=taken or WithdrawForm(formdata=None), all=ALL,
        consents=consents, fields=queries.fields_of(record, consents), names=field_names(), channels=channels(),
        text=queries.words_to_read(session, record.enterprise), titular=queries.titular_of(session, record),
        asked_of=queries.has_titular(session, record),
        gives=may(role, Permission.CONSENTS_RECORD), takes=may(role, Permission.CONSENTS_WITHDRAW),
        say_date=say_date, say_moment=say_moment,
    )  # fmt: skip
