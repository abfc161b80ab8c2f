"""Reporting a listing: the one public form that writes."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from catalog import metadata
from catalog.photos.presentation import small_picture
from catalog.products.presentation import hue
from catalog.products.queries import any_demo
from catalog.reports import operations, queries
from catalog.reports.forms import LONGEST_CONTACT, LONGEST_MESSAGE, ReportForm, reason_words
from catalog.reports.queries import Subject
from catalog.sectors.queries import sector_tree
from core import throttling
from core.db import db
from core.policies import public
from core.web_forms import keep_private, say_wait

bp = Blueprint("reports", __name__)

MAX_BODY = 64 * 1024
# Of what one address sends: everything, and what becomes a report.
ATTEMPTS = "60 per hour"
REPORTS = "5 per hour; 20 per day"


@bp.get("/denunciar")
@public
def show() -> Response:
    """The empty form about one listing."""
    subject = queries.find_subject(db.session(), request.args) or abort(404)
    return _page(subject, ReportForm())


@bp.post("/denunciar")
@public
def send() -> AnyResponse:
    """Take the report in, once however often it is sent, and show its number."""
    request.max_content_length = MAX_BODY
    if throttling.seconds_to_wait("denunciar: intentos", ATTEMPTS):
        abort(429)
    session = db.session()
    subject = queries.find_subject(session, request.form) or abort(404)
    form = ReportForm()
    if not form.validate():
        return _page(subject, form, 422)
    key = operations.report_key(form.key, subject, form.values)
    report = operations.earlier_report(session, key)
    if report is None:
        seconds = throttling.seconds_to_wait("denunciar", REPORTS)
        if seconds:
            form.troubles.append(say_wait(seconds))
            response = _page(subject, form, 429)
            response.headers["Retry-After"] = str(seconds)
            return response
        report = operations.send_report(session, subject, form.values, key=key, by=operations.VISITOR)
        db.session.commit()
    return redirect(url_for(".thanks", n=report.public_id), 303)


@bp.get("/denunciar/gracias")
@public
def thanks() -> Response:
    """The number of a report and what happens next; of a number nobody was given, only thanks."""
    number = queries.known_number(db.session(), request.args.get("n", ""))
    meta = metadata.meta(
        _("Gracias por avisar"),
        _("Recibimos su denuncia."),
        url_for(".thanks"),
        crumbs=(metadata.home_crumb(), (_("Gracias por avisar"), "")),
        indexed=False,
    )
    page = render_template(
        "catalog/reports/thanks.html",
        meta=meta, number=queries.say_number(number), demo=any_demo(db.session()),
    )  # fmt: skip
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(subject: Subject, form: ReportForm, status: int = 200) -> Response:
    session = db.session()
    kinds = {"producto": "catalog.products.show", "emprendimiento": "catalog.enterprises.show"}
    listing = url_for(kinds[subject.kind], slug=subject.slug)
    title = _("Denunciar esta ficha")
    page = render_template(
        "catalog/reports/form.html",
        meta=metadata.meta(
            title,
            _("Avise si algo está mal en una ficha del catálogo."),
            url_for(".show"),
            crumbs=(metadata.home_crumb(), (subject.name, listing), (title, "")),
            indexed=False,
        ),
        subject=subject,
        picture=small_picture(subject.photo) if subject.photo else None,
        hue=hue(sector_tree(session).by_id.get(subject.sector_id or 0)),
        form=form,
        wrong=form.wrong(("reason", "message", "contact")),
        reasons=reason_words(),
        longest_message=LONGEST_MESSAGE,
        longest_contact=LONGEST_CONTACT,
        demo=any_demo(session),
    )
    return keep_private(make_response(page, status))
