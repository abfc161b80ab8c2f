"""/gestion/revision: what waits to be decided, each as buyers will see it, and several plain changes at once."""

import io
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, Role, may
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.products.photos import renditions
from admin.review import pages, preview, queries, telling
from admin.review.cases import Case, case_by_id
from admin.review.deciding import CHECKS, Decision, publish, return_version, sent_by_oneself
from admin.review.forms import ROWS, ManyPage, PublishPage, ReturnPage
from catalog.photos.views import TYPES
from catalog.places.queries import gazetteer
from core.db import db
from core.errors import ConflictError, InputError

bp = Blueprint("review", __name__)
Answer = Response | str | tuple[str, int]
MOST_AT_ONCE = 50


def find(public_id: str) -> Case:
    """The version within one's scope; what is foreign is missing."""
    return case_by_id(db.session(), public_id) or abort(404)


@bp.get("/gestion/revision")
@requires(Permission.REVIEW)
def index() -> str:
    """What waits in one's territory, the oldest first."""
    session, filters = db.session(), queries.read_filters(request.args)
    found = queries.queue(session, filters)
    return render_template(
        "admin/review/index.html",
        filters=filters, found=found, rows=pages.rows_of(session, found.cases, current_account().public_id),
        gazetteer=gazetteer(session), say_days=pages.say_days, kinds=queries.KINDS,
    )  # fmt: skip


@bp.get("/gestion/revision/<revision>")
@requires(Permission.PRODUCTS_VIEW)
def show(revision: str) -> Answer:
    """A version as buyers will see it, beside what it changes; who may decide finds the forms below."""
    return _page(find(revision))


@bp.post("/gestion/revision/<revision>/publicar")
@requires(Permission.REVIEW)
def decide(revision: str) -> Answer:
    """Publish exactly what was shown."""
    session, case, form = db.session(), find(revision), PublishPage()
    if not form.validate():
        return _page(case, form), 422
    if form.stamp.data != pages.stamp_of(session, case):
        return _stale(case)
    name, over_own = case.name, current_account().known_role is Role.NATIONAL
    try:
        publish(session, case, Decision(actor(), form.checked, form.reason.data or "", over_own=over_own))
        session.commit()
    except InputError as error:
        session.rollback()
        form.troubles.append(error.message)
        return _page(find(revision), form), 422
    except ConflictError:
        session.rollback()
        return _stale(find(revision))
    flash(_("Publicado: %(name)s. Ya se ve en el catálogo.", name=name))
    return redirect(url_for(".index"), 303)


@bp.post("/gestion/revision/<revision>/devolver")
@requires(Permission.REVIEW)
def send_back(revision: str) -> Answer:
    """Return it to whoever sent it, with what is to be mended."""
    session, case, form = db.session(), find(revision), ReturnPage()
    if not form.validate():
        return _page(case, back=form), 422
    if form.stamp.data != pages.stamp_of(session, case):
        return _stale(case)
    name, known = case.name, dict(pages.remark_places(case))
    try:
        return_version(session, case, form.remarks(known), by=actor())
        session.commit()
    except ConflictError:
        session.rollback()
        return _stale(find(revision))
    flash(_("Devuelto: %(name)s. Quien lo envió verá las observaciones.", name=name))
    return redirect(url_for(".index"), 303)


def _stale(case: Case) -> Answer:
    """What was shown is not what stands: it is shown anew, and nothing was decided."""
    form = PublishPage(formdata=None)
    form.troubles.append(
        _("Esta versión cambió mientras usted la miraba. No se decidió nada: mírela otra vez.")
        if case.version.state == "in_review"
        else _("Ya la decidió otra persona. Usted no cambió nada.")
    )
    return _page(case, form), 409


def _page(case: Case, form: PublishPage | None = None, back: ReturnPage | None = None) -> str:
    session = db.session()
    base = telling.base_of(session, case.version)
    facts, maker = telling.facts_between(session, base, case.version), pages.enterprise_facts(session, case)
    own = sent_by_oneself(session, case, actor())
    national = current_account().known_role is Role.NATIONAL
    shown: dict[str, Any] = {}
    if case.product is not None:
        shown = preview.of_product(session, case, case.product)
    page = render_template(
        "admin/review/show.html",
        case=case, facts=facts, maker=maker, base=base, form=form or PublishPage(formdata=None),
        back=back or ReturnPage(formdata=None), stamp=pages.stamp_of(session, case), checks=CHECKS, rows=ROWS,
        own=own, national=national, decides=case.version.state == "in_review" and _may(Permission.REVIEW),
        reviews=_may(Permission.REVIEW), places=pages.remark_places(case), remarks=pages.remarks_said(case),
        doubtful=pages.doubtful([*facts, *maker]), waited=pages.say_days(pages.days_waiting(case)),
        preview=shown, territory=gazetteer(session).full(case.record.province_code, case.record.district_code),
    )  # fmt: skip
    seen.note_view(session, "enterprise.view", case.record, actor())
    return page


@bp.get("/gestion/revision/<revision>/fotos/<token:token>/<rendition:name>")
@requires(Permission.PRODUCTS_VIEW)
def photo(revision: str, token: str, name: str) -> Response:
    """A photo of a version, public or not: for who may see the version, and kept by no browser."""
    case = find(revision)
    if token not in [one["token"] for one in case.version.snapshot.get("photos", ())]:
        abort(404)
    try:
        file = io.BytesIO(renditions().read(f"{token}/{name}"))
    except FileNotFoundError:
        abort(404)
    return send_file(file, TYPES[name.rpartition(".")[2]], etag=False, max_age=0)


@bp.get("/gestion/revision/varias")
@requires(Permission.REVIEW)
def many() -> Answer:
    """Several plain changes on one page, each in full, with one list of what was looked for."""
    chosen = _chosen(request.args.getlist("elegido"))
    return _many(chosen, ManyPage(formdata=None))


@bp.post("/gestion/revision/varias")
@requires(Permission.REVIEW)
def decide_many() -> Answer:
    """Publish several, each or not at all; what changed meanwhile stays in the queue and is named."""
    form, stamps = (
        ManyPage(),
        dict(pair.split(":", 1) for pair in request.form.getlist("shown") if ":" in pair),
    )
    if not form.validate():
        return _many(_chosen(list(stamps)), form), 422
    done, left = 0, []
    for key, stamp in list(stamps.items())[:MOST_AT_ONCE]:
        session = db.session()
        case = case_by_id(session, key)
        if case is None:
            continue
        name = case.name
        row = pages.rows_of(session, [case], current_account().public_id)[0]
        if row.alone or stamp != pages.stamp_of(session, case) or not _published(case, form):
            left.append(name)
            continue
        done += 1
    flash(ngettext("%(num)s cambio publicado.", "%(num)s cambios publicados.", done))
    if left:
        flash(_("Quedan en la cola, porque cambiaron o se deciden por separado: %(names)s.", names=", ".join(left)), "wrong")  # fmt: skip  # noqa: E501
    return redirect(url_for(".index"), 303)


def _published(case: Case, form: ManyPage) -> bool:
    """Publish one of many in a transaction of its own; False, and nothing of it written, where it may not be."""
    session = db.session()
    try:
        publish(session, case, Decision(actor(), form.checked))
        session.commit()
    except (InputError, ConflictError):
        session.rollback()
        return False
    return True


def _chosen(keys: list[str]) -> list[pages.Row]:
    session = db.session()
    found = [case for key in dict.fromkeys(keys[:MOST_AT_ONCE]) if (case := case_by_id(session, key[:12]))]
    waiting = [case for case in found if case.version.state == "in_review"]
    return pages.rows_of(session, waiting, current_account().public_id)


def _many(rows: list[pages.Row], form: ManyPage) -> str:
    session = db.session()
    stamps = {row.case.version.public_id: pages.stamp_of(session, row.case) for row in rows}
    return render_template(
        "admin/review/many.html",
        together=[row for row in rows if not row.alone], alone=[row for row in rows if row.alone],
        form=form, checks=CHECKS, stamps=stamps,
    )  # fmt: skip


def _may(permission: Permission) -> bool:
    return may(current_account().known_role, permission)
