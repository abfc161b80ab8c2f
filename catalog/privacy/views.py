"""Asking about one's own data: /privacidad/solicitud."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from catalog import metadata
from catalog.privacy import operations, queries, terms
from catalog.privacy.forms import LONGEST_CONTACT, LONGEST_MESSAGE, LONGEST_NAME, RequestForm, kind_words
from catalog.products.queries import any_demo
from catalog.reports.operations import VISITOR
from catalog.reports.queries import say_number
from core import throttling
from core.db import db
from core.i18n import say_date
from core.policies import public
from core.web_forms import keep_private, say_wait

bp = Blueprint("privacy", __name__)

MAX_BODY = 64 * 1024
# Of what one address sends: everything, and what becomes a request.
ATTEMPTS = "60 per hour"
REQUESTS = "5 per hour; 20 per day"


@bp.get("/privacidad/solicitud")
@public
def show() -> Response:
    """The empty form."""
    asked = request.args.get("pido", "")
    return _page(RequestForm(data={"kind": asked if asked in kind_words() else ""}))


@bp.post("/privacidad/solicitud")
@public
def send() -> AnyResponse:
    """Take the request in, once however often it is sent, and show its number and the last day to answer."""
    request.max_content_length = MAX_BODY
    form = RequestForm()
    if seconds := throttling.seconds_to_wait("derechos: intentos", ATTEMPTS):
        return _wait(form, seconds)
    if not form.validate():
        return _page(form, 422)
    session = db.session()
    key = operations.request_key(form.key, form.values)
    receipt = operations.earlier_request(session, key)
    if receipt is None:
        if seconds := throttling.seconds_to_wait("derechos", REQUESTS):
            return _wait(form, seconds)
        receipt = operations.send_request(session, form.values, key=key, by=VISITOR)
        session.commit()
    return redirect(url_for(".received", n=receipt.number), 303)


@bp.get("/privacidad/solicitud/recibida")
@public
def received() -> Response:
    """The number of a request and when it is answered; of a number nobody was given, only what happens next."""
    receipt = queries.receipt_by_number(db.session(), request.args.get("n", ""))
    title = _("Recibimos su pedido") if receipt else _("Qué pasa con un pedido")
    page = render_template(
        "catalog/privacy/received.html",
        meta=_meta(title, url_for(".received")), receipt=receipt, demo=any_demo(db.session()),
        number=say_number(receipt.number) if receipt else "",
        kind=kind_words()[receipt.kind] if receipt else "",
        due_on=say_date(receipt.due_on) if receipt else "",
    )  # fmt: skip
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(form: RequestForm, status: int = 200) -> Response:
    page = render_template(
        "catalog/privacy/form.html",
        meta=_meta(_("Pedir algo sobre mis datos"), url_for(".show")), form=form, kinds=kind_words(),
        longest={"message": LONGEST_MESSAGE, "contact": LONGEST_CONTACT, "name": LONGEST_NAME},
        days={"access": terms.days_for("access"), "other": terms.days_for("rectification")},
        demo=any_demo(db.session()),
    )  # fmt: skip
    return keep_private(make_response(page, status))


def _wait(form: RequestForm, seconds: int) -> Response:
    form.troubles.append(say_wait(seconds))
    response = _page(form, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _meta(title: str, path: str) -> metadata.Meta:
    return metadata.meta(
        title,
        _("Vea, corrija o pida que se borren los datos que este catálogo tenga de usted."),
        path,
        crumbs=(metadata.home_crumb(), (_("Privacidad"), url_for("catalog.pages.privacy")), (title, "")),
        indexed=False,
    )
