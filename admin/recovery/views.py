"""/clave: ask for a link, and choose a password by it."""

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from admin.access import links, operations, passwords
from admin.access.forms import AskForm, ChooseForm
from admin.access.models import AccessLink
from admin.recovery.operations import ask_for_link
from core import throttling
from core.db import db
from core.policies import public
from core.web_forms import keep_private

bp = Blueprint("recovery", __name__)

MAX_BODY = 16 * 1024
ATTEMPTS = "10 per hour"


@bp.get("/clave")
@public
def ask() -> Response:
    """The form; after it was sent, what happens next, which is the same whoever asked."""
    return _ask_page(AskForm(formdata=None), sent="enviado" in request.args)


@bp.post("/clave")
@public
def send() -> AnyResponse:
    """Promise a link, if there is such an account; neither the answer nor its time tells."""
    request.max_content_length = MAX_BODY
    form = AskForm()
    if not form.validate():
        return _ask_page(form, 422)
    if throttling.seconds_to_wait("clave", ATTEMPTS):
        abort(429)
    ask_for_link(db.session(), form.email.data, url_for(".ask"))
    db.session.commit()
    return keep_private(make_response(redirect(url_for(".ask", enviado=1), 303)))


@bp.get("/clave/<secret>")
@public
def choose(secret: str) -> Response:
    """The form of a link that is good; of any other, how to get one."""
    link = links.find_link(db.session(), secret)
    return _gone() if link is None else _choose_page(ChooseForm(formdata=None), link)


@bp.post("/clave/<secret>")
@public
def save(secret: str) -> AnyResponse:
    """Take the password; whoever was signed in as this account no longer is."""
    request.max_content_length = MAX_BODY
    if throttling.seconds_to_wait("clave nueva", ATTEMPTS):
        abort(429)
    session = db.session()
    link = links.find_link(session, secret)
    if link is None:
        return _gone()
    form = ChooseForm(own_words=passwords.own_words(link.account.email, link.account.name))
    if not form.validate():
        return _choose_page(form, link, 422)
    # Nothing is locked while the password is hashed.
    db.session.commit()
    hashed = passwords.hash_of(form.password.data)
    link = links.find_link(session, secret)
    if link is None or not operations.choose_password(
        session, link, hashed, request.remote_addr or "unknown"
    ):
        return _gone()
    db.session.commit()
    cookie.clear()
    return keep_private(make_response(redirect(url_for("admin.access.enter", clave=1), 303)))


def _ask_page(form: AskForm, status: int = 200, *, sent: bool = False) -> Response:
    return _answer(
        render_template("admin/recovery/ask.html", title=_("Recuperar mi clave"), form=form, sent=sent),
        status,
    )


def _choose_page(form: ChooseForm, link: AccessLink, status: int = 200) -> Response:
    page = render_template(
        "admin/recovery/choose.html",
        title=_("Elegir mi clave"),
        form=form,
        account=link.account,
        invited=link.purpose == links.INVITATION,
        shortest=passwords.SHORTEST,
    )
    return _answer(page, status)


def _gone() -> Response:
    return _answer(render_template("admin/recovery/gone.html", title=_("Este enlace ya no sirve")), 410)


def _answer(page: str, status: int) -> Response:
    """The address of these pages opens a door: no other site is told it."""
    response = keep_private(make_response(page, status))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
