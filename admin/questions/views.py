"""/gestion/productos/<producto>/preguntar, where a link is made, and /p/<enlace>, where it is answered."""

from datetime import datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from admin.access.permissions import Permission
from admin.access.policies import actor, requires
from admin.questions import operations, queries
from admin.questions.forms import AnswerForm, AskForm, shown
from admin.questions.links import secret_of
from admin.questions.presentation import ASKING, Sent, message, question_words, said_words, whatsapp
from admin.questions.queries import Asked
from catalog import metadata
from catalog.products.models import Product
from core import throttling
from core.audit import Actor
from core.clock import LIMA, now
from core.config import Settings
from core.db import db
from core.i18n import say_date
from core.policies import public
from core.web_forms import keep_private

bp = Blueprint("questions", __name__)
Answer = Response | str | tuple[str, int]

ATTEMPTS = "60 per hour"
MAX_BODY = 16 * 1024


def find(public_id: str) -> Product:
    """A product within one's scope."""
    return queries.product_by_id(db.session(), public_id) or abort(404)


@bp.get("/gestion/productos/<product>/preguntar")
@requires(Permission.PRODUCTS_EDIT)
def ask(product: str) -> Answer:
    """What may be asked, what was asked, and the links to send."""
    return _ask_page(find(product), AskForm(formdata=None))


@bp.post("/gestion/productos/<product>/preguntar")
@requires(Permission.PRODUCTS_EDIT)
def make(product: str) -> Answer | AnyResponse:
    """Make the link of a question; asked twice on a day it is the same."""
    form, found = AskForm(), find(product)
    if not form.validate():
        return _ask_page(found, form), 422
    try:
        operations.ask(db.session(), found, form.kind.data, by=actor())
    except LookupError:
        form.troubles.append(_("Todavía no está publicado: no hay precio que confirmar."))
        return _ask_page(found, form), 422
    db.session.commit()
    return redirect(url_for(".ask", product=product), 303)


def _ask_page(product: Product, form: AskForm) -> str:
    session, brand = db.session(), _brand()
    phone = queries.phone_for(session, product.enterprise)
    sent = []
    for one in queries.questions_of(session, product):
        waits = one.answered_at is None and one.expires_at > now()
        address = metadata.absolute(url_for(".show", secret=secret_of(one.public_id))) if waits else ""
        words = message(one, product, address, brand)
        day = one.answered_at or one.expires_at
        sent.append(
            Sent(
                ASKING[one.kind], _day(one.asked_at), one.asked_by, said_words(one), _day(day),
                address, whatsapp(phone, words) if waits else "", words,
            )
        )  # fmt: skip
    return render_template(
        "admin/questions/ask.html",
        product=product, form=form, sent=sent, phone=phone, asking=ASKING,
        record=queries.record_of(session, product),
    )  # fmt: skip


@bp.get("/p/<secret>")
@public
def show(secret: str) -> AnyResponse:
    """The question of a link and its answers; reading it writes nothing, since messengers look at links too."""
    asked = queries.open_link(db.session(), secret)
    return _closed(None) if asked is None else _show(asked, _empty(asked))


@bp.post("/p/<secret>")
@public
def answer(secret: str) -> AnyResponse:
    """Take the answer in, once; what it says is live at once."""
    request.max_content_length = MAX_BODY
    if throttling.seconds_to_wait("pregunta", ATTEMPTS):
        abort(429)
    session = db.session()
    asked = queries.open_link(session, secret)
    if asked is None:
        return _closed(None)
    if asked.answered or asked.closed:
        return _show(asked, _empty(asked))
    form = AnswerForm(asked.question.kind, asked.product, request.form)
    if not form.validate():
        return _show(asked, form, 422, changing=form.answer.data == "changed")
    if form.stale:
        return _show(asked, _empty(asked), 409)
    try:
        operations.answer(
            session, asked.question, asked.product, form.answer.data, form.change, by=_by(asked)
        )
        session.commit()
    except StaleDataError:
        session.rollback()
        asked = queries.open_link(session, secret)
        return _closed(None) if asked is None else _show(asked, _empty(asked), 409)
    return _private(make_response(redirect(url_for(".show", secret=secret), 303)))


def _by(asked: Asked) -> Actor:
    return Actor(_("Quien produce, por un enlace (%(name)s)", name=asked.product.enterprise.name)[:120])


def _empty(asked: Asked) -> AnswerForm:
    return AnswerForm(asked.question.kind, asked.product)


def _show(asked: Asked, form: AnswerForm, status: int = 200, *, changing: bool = False) -> Response:
    if asked.answered:
        return _done(asked)
    if asked.closed:
        return _closed(asked)
    product = asked.product
    page = render_template(
        "admin/questions/answer.html",
        product=product, question=asked.question, form=form, words=question_words(asked.question, product),
        changing=changing or "cambiar" in request.args or bool(form.value.errors), stale=status == 409,
        shown=shown(product), demo=product.enterprise.demo,
    )  # fmt: skip
    return _private(make_response(page, status))


def _done(asked: Asked) -> Response:
    page = render_template(
        "admin/questions/done.html",
        product=asked.product, said=said_words(asked.question), demo=asked.product.enterprise.demo,
    )  # fmt: skip
    return _private(make_response(page))


def _closed(asked: Asked | None) -> Response:
    """A link that is too old, of what is not public, or of nothing: how to go on."""
    page = render_template("admin/questions/closed.html", product=asked.product if asked else None)
    return _private(make_response(page, 410 if asked else 404))


def _private(response: Response | AnyResponse) -> Response:
    """The address answers for somebody: it is kept nowhere, and no other site is told it."""
    kept = keep_private(response)  # type: ignore[arg-type]  # a redirect has the same headers
    kept.headers["Referrer-Policy"] = "no-referrer"
    kept.headers["X-Robots-Tag"] = "noindex, nofollow"
    return kept


def _day(at: datetime) -> str:
    return say_date(at.astimezone(LIMA).date())


def _brand() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.brand_name
