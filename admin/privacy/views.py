"""What people ask about their data: /gestion/derechos, the national office's alone."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.audit import seen
from admin.households.pages import ReasonPage
from admin.households.words import mask
from admin.members.queries import household_of, member_by_id
from admin.members.views import REVEALS
from admin.privacy import operations, queries
from admin.privacy.held import Person, parts, person_of, say_day
from admin.privacy.pages import AnswerForm, CaseForm, ExtendForm, IdentityForm, channels, ends, ways
from admin.privacy.queries import Row
from admin.privacy.spreadsheet import copy_of
from admin.privacy.trail import looks_of
from catalog.places.queries import gazetteer
from catalog.privacy.forms import kind_words
from catalog.privacy.terms import days_left
from catalog.reports.queries import read_number, say_number
from core import throttling
from core.clock import today
from core.contacts import email_in
from core.db import db
from core.errors import ConflictError, InputError
from core.i18n import say_date, say_moment
from core.text import clean
from core.web_forms import TokenForm

bp = Blueprint("privacy", __name__)
Answer = Response | str | tuple[str, int]
LONGEST_NAME = 80


def find(number: str) -> Row:
    """The request of a number."""
    return queries.find(db.session(), read_number(number)) or abort(404)


@bp.get("/gestion/derechos")
@requires(Permission.PRIVACY_REQUESTS)
def index() -> Answer:
    """The inbox: what waits by its term, or what was answered."""
    answered = request.args.get("estado") == "respondidos"
    after = read_number(request.args.get("desde", ""))
    page = queries.inbox(db.session(), answered=answered, after=after)
    return render_template(
        "admin/privacy/index.html",
        page=page, answered=answered, kinds=kind_words(), ends=ends(), day=today(), left=days_left, say_day=say_day,
    )  # fmt: skip


@bp.get("/gestion/derechos/<asked>")
@requires(Permission.PRIVACY_REQUESTS)
def show(asked: str) -> Answer:
    """One request, who may have sent it, and what is left to do."""
    return _seen(find(asked))


@bp.route("/gestion/derechos/<asked>/documento", methods=["GET", "POST"])
@requires(Permission.PRIVACY_REQUESTS)
def reveal(asked: str) -> Answer:
    """Ask what for, and show the document of whoever asks once; who saw it and why is written down."""
    session, row, form, shown = db.session(), find(asked), ReasonPage(), ""
    asked = row.asked.public_id
    if row.asked.document is None:
        abort(404)
    if request.method == "POST" and form.validate():
        if throttling.seconds_to_wait(f"dni shown {actor().account}", REVEALS):
            abort(429)
        shown = operations.reveal_document(session, row.asked, reason=form.why.data, by=actor())
        session.commit()
    number = say_number(asked)
    page = render_template("admin/privacy/reveal.html", asked=asked, number=number, form=form, shown=shown)
    return (page, 422) if form.errors or form.troubles else page


@bp.post("/gestion/derechos/<asked>/identidad")
@requires(Permission.PRIVACY_REQUESTS)
def identity(asked: str) -> Answer:
    """Write down how it was seen who she is, and whom of the registry she is."""
    form = IdentityForm()

    def act(row: Row) -> str:
        key = form.member.data
        member = (member_by_id(db.session(), key) or abort(404)) if key else None
        how, version = form.how.data, form.version.data
        operations.check_identity(db.session(), row.asked, how, member, version=version, by=actor())
        return _("Anotado.")

    return _act(asked, form, act)


@bp.post("/gestion/derechos/<asked>/ampliar")
@requires(Permission.PRIVACY_REQUESTS)
def extend(asked: str) -> Answer:
    """Take as much time once more."""
    form = ExtendForm()

    def act(row: Row) -> str:
        version, why = form.version.data, form.why.data
        mailed = operations.extend(db.session(), row.asked, why, version=version, by=actor())
        if mailed:
            return _("Plazo ampliado. Se le avisa por correo.")
        return _("Plazo ampliado. Avísele hoy por teléfono, con el motivo: no dejó correo.")

    return _act(asked, form, act)


@bp.post("/gestion/derechos/<asked>/responder")
@requires(Permission.PRIVACY_REQUESTS)
def answer(asked: str) -> Answer:
    """Answer, for good."""
    form = AnswerForm()

    def act(row: Row) -> str:
        operations.answer(
            db.session(), row.asked, form.words.data, granted=form.end.data == "granted",
            through=form.through.data, version=form.version.data, by=actor(),
        )  # fmt: skip
        return _("Pedido respondido.")

    return _act(asked, form, act)


@bp.get("/gestion/derechos/<asked>/datos")
@requires(Permission.PRIVACY_REQUESTS)
def held(asked: str) -> Answer:
    """All that is held about her and who saw it, to be read and printed."""
    return _held(asked, TokenForm(formdata=None))


def _held(asked: str, form: TokenForm) -> str:
    row, person = _known(asked)
    session = db.session()
    page = render_template(
        "admin/privacy/held.html",
        row=row, person=person, form=form, parts=parts(session, person, dni=False), looks=looks_of(session, person),
        number=say_number(row.asked.public_id), say_moment=say_moment, day=say_date(today()),
    )  # fmt: skip
    seen.note_view(session, "privacy.dossier", person.member, actor())
    return page


@bp.post("/gestion/derechos/<asked>/copia")
@requires(Permission.PRIVACY_REQUESTS)
def copy(asked: str) -> Answer:
    """The same as a file for herself, her DNI in full; that it was taken is written down."""
    row, person = _known(asked)
    session, form = db.session(), TokenForm()
    if not form.validate():
        return _held(asked, form), 422
    operations.note_copy(session, person.member, by=actor())
    session.flush()
    number = say_number(row.asked.public_id)
    packed = copy_of(parts(session, person, dni=True), looks_of(session, person), number)
    session.commit()
    return packed


def _known(number: str) -> tuple[Row, Person]:
    """A request whose sender was found to be somebody of the registry; else there is nothing to see."""
    row = find(number)
    member = queries.member_of(db.session(), row.case)
    if member is None or row.case is None or row.case.identity_checked_at is None:
        abort(404)
    return row, person_of(db.session(), member)


def _act(number: str, form: CaseForm, act: Any) -> Answer:
    session, row = db.session(), find(number)
    if not form.validate():
        return _seen(row, form), 422
    try:
        said = act(row)
    except InputError as error:
        session.rollback()
        form.troubles.append(error.message)
        return _seen(find(number), form), 422
    except (ConflictError, StaleDataError):
        session.rollback()
        form.troubles.append(
            _(
                "Otra persona cambió este pedido mientras usted escribía. Vea cómo está ahora; lo suyo sigue aquí."
            )
        )
        return _seen(find(number), form), 409
    session.commit()
    flash(said)
    return redirect(url_for(".show", asked=number), 303)


def _seen(row: Row, sent: CaseForm | None = None) -> str:
    """The page of a request, which whoever reads it has seen."""
    page, asked = _page(row, sent), row.asked
    seen.note_view(db.session(), "privacy.view", asked, actor())
    return page


def _page(row: Row, sent: CaseForm | None = None) -> str:
    session = db.session()
    forms = {
        kind.__name__: sent if isinstance(sent, kind) else kind(formdata=None)
        for kind in (IdentityForm, ExtendForm, AnswerForm)
    }
    member = queries.member_of(session, row.case)
    name = clean(request.args.get("nombre", ""))[:LONGEST_NAME]
    return render_template(
        "admin/privacy/show.html",
        row=row, asked=row.asked, case=row.case, forms=forms, sent=sent, ways=ways(), channels=channels(), ends=ends(),
        kind=kind_words()[row.asked.kind], member=member, masked=mask(row.asked.document),
        household=household_of(session, member) if member else None,
        alike=queries.may_be(session, row.asked, name) if row.state == "open" else (), name=name,
        left=days_left(today(), row.due_on), day=today(), mail=email_in(row.asked.contact),
        number=say_number(row.asked.public_id), say_date=say_date, say_moment=say_moment,
        gazetteer=gazetteer(session),
    )  # fmt: skip
