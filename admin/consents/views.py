"""What a producer agreed to show: /gestion/emprendimientos/<emprendimiento>/consentimientos."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.consents import operations, queries
from admin.consents.files import take_files_off, warn_of_products
from admin.consents.pages import ALL, GiveForm, WithdrawForm, channels, field_names
from admin.enterprises.models import EnterpriseRecord
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
    return _page(find(enterprise), GiveForm())


@bp.post("/gestion/emprendimientos/<enterprise>/consentimientos/anotar")
@requires(Permission.CONSENTS_RECORD)
def give(enterprise: str) -> Answer:
    """Write down what she agrees to show; sent twice it stands once."""
    session, record, form = db.session(), find(enterprise), GiveForm()
    if not form.validate():
        return _page(record, form), 422
    take_turns(session, f"consents {record.id}")
    if changed := _changed_since(record, form):
        form.troubles += changed
        return _page(record, form), 409
    text = queries.words_to_read(session, record.enterprise)
    if not queries.has_titular(session, record):
        form.troubles.append(
            _("Falta titular: solo esa persona puede autorizar. Anótela primero en el emprendimiento.")
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
    warn_of_products(session, record, gone)
    session.commit()
    take_files_off()
    if gone:
        names = ", ".join(field_names()[field].lower() for field in gone)
        flash(_("Retirado: %(fields)s. Ya no se ve en el catálogo.", fields=names))
    return redirect(url_for(".show", enterprise=enterprise), 303)


def _changed_since(record: EnterpriseRecord, form: GiveForm) -> list[str]:
    """What happened since the page was shown; nothing where all that it asks for stands already: sent twice is once."""
    session, seen = db.session(), form.mark.data
    consents, titular = queries.consents_of(session, record), queries.titular_id(session, record)
    standing = {one.field for one in consents if one.withdrawn_at is None}
    if queries.mark_of(consents, titular) == seen or standing.issuperset(form.agreed):
        return []
    names = field_names()
    told = [_("Esta página cambió mientras usted la llenaba. Revise, pregúntele otra vez y envíe de nuevo.")]
    if (titular or 0) != seen.titular:
        told.append(_("Cambió de titular: solo vale lo que acepte la persona de ahora."))
    for at, one in queries.ended_since(consents, seen):
        said = {"what": names[one.field], "when": say_moment(at), "who": one.withdrawn_by}
        told.append(_("%(what)s: se retiró el %(when)s, lo anotó %(who)s.", **said))
    new = [one for one in consents if one.id > seen.newest and one.withdrawn_at is None]
    return told + [_("%(what)s: lo anotó %(who)s.", what=names[one.field], who=one.taken_by) for one in new]


def _page(record: EnterpriseRecord, form: GiveForm, taken: WithdrawForm | None = None) -> str:
    session, role = db.session(), current_account().known_role
    consents, titular = queries.consents_of(session, record), queries.titular_id(session, record)
    page = render_template(
        "admin/consents/show.html",
        record=record, enterprise=record.enterprise, form=form, taken=taken or WithdrawForm(formdata=None), all=ALL,
        consents=consents, fields=queries.fields_of(record, consents, titular),
        titular_id=titular, mark=queries.mark_of(consents, titular),
        names=field_names(), channels=channels(),
        text=queries.words_to_read(session, record.enterprise), titular=queries.titular_of(session, record),
        asked_of=queries.has_titular(session, record),
        gives=may(role, Permission.CONSENTS_RECORD), takes=may(role, Permission.CONSENTS_WITHDRAW),
        say_date=say_date, say_moment=say_moment,
    )  # fmt: skip
    # However it came to be shown: also where what was sent is refused, she was seen.
    seen.note_view(session, "enterprise.view", record, actor())
    return page
