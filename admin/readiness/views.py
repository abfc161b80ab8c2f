"""How ready a product is: /gestion/productos/<producto>/preparacion."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.households.attempts import DONE, attempt
from admin.products.operations import proposed_values
from admin.products.values import ProductValues
from admin.readiness import operations, queries
from admin.readiness.files import documents
from admin.readiness.models import ProductDocument
from admin.readiness.pages import PaperPage, RemovePage, SealPage, typed_paper, typed_seal
from admin.readiness.presentation import ladder
from admin.readiness.words import KINDS, PAPER_STATES
from catalog.products.models import Product, Seal, SealAward
from core.clock import today
from core.db import db
from core.document_files import as_download
from core.document_forms import FileForm
from core.errors import ConflictError
from core.security import takes_files

bp = Blueprint("readiness", __name__)
Answer = Response | str | tuple[str, int]
BASE = "/gestion/productos/<product>/preparacion"


def find(public_id: str) -> Product:
    """A product within one's scope."""
    return queries.product_by_id(db.session(), public_id) or abort(404)


def find_seal(slug: str) -> Seal:
    """A seal by its name in addresses."""
    return queries.seal_by_slug(db.session(), slug) or abort(404)


def _award(product: Product, seal: Seal) -> SealAward | None:
    return next((one for one in product.seal_awards if one.seal_id == seal.id), None)


def _proposed(product: Product) -> ProductValues | None:
    try:
        return proposed_values(db.session(), product)
    except LookupError:
        return None


@bp.get(BASE)
@requires(Permission.PRODUCTS_VIEW)
def show(product: str) -> Answer:
    """The ladder: where each rung stands, what it means, who helps and what to do."""
    session, found = db.session(), find(product)
    role = current_account().known_role
    return _shown(
        "show", found,
        rungs=ladder(found, _proposed(found), today()),
        helpers=queries.helpers(session, found.enterprise.province_code[:2]),
        documents=queries.documents_of(session, found), seals=queries.seals(session),
        awards={one.seal_id: one for one in found.seal_awards}, today=today(),
        edits=may(role, Permission.PRODUCTS_EDIT), reviews=may(role, Permission.REVIEW),
    )  # fmt: skip


@bp.route(f"{BASE}/papel", methods=["GET", "POST"])
@requires(Permission.PRODUCTS_EDIT)
@takes_files
def paper(product: str) -> Answer:
    """Say the sanitary paper in the product's open version, and keep its document."""
    session, found = db.session(), find(product)
    values = _proposed(found) or abort(404)
    if request.method == "GET":
        return _paper_page(found, PaperPage(data=typed_paper(values.sanitary)))
    form = PaperPage()

    def act(data: bytes | None) -> None:
        changed = operations.change_paper(
            session, found, form.reading().typed(), shown=form.shown.typed, by=actor()
        )
        if data is not None:
            operations.add_document(session, found, data, _name_sent(), by=actor())
        flash(
            _("Guardado. Se verá en la página pública cuando se apruebe la versión.")
            if changed
            else _("Guardado.")
        )

    status = _with_file(form, act)
    if status == DONE:
        return redirect(url_for(".show", product=product), DONE)
    found = find(product)
    if status == 409 and (now := _proposed(found)):
        form.troubles = [
            _("Otra persona escribió «%(now)s» mientras tanto. Si lo suyo vale, guárdelo otra vez.", now=now.sanitary)
        ]  # fmt: skip
        form.shown.typed = now.sanitary
    return _paper_page(found, form), status


@bp.route(f"{BASE}/sellos/<seal>", methods=["GET", "POST"])
@requires(Permission.REVIEW)
@takes_files
def seal(product: str, seal: str) -> Answer:
    """Verify that the product meets the criteria of a seal; it shows at once where the product is public."""
    session, found, mark = db.session(), find(product), find_seal(seal)
    if request.method == "GET":
        form = SealPage(data=typed_seal(_award(found, mark), found.version, actor().name))
        return _seal_page(found, mark, form)
    form = SealPage()

    def act(data: bytes | None) -> None:
        if found.version != form.version.data:
            raise ConflictError
        operations.award_seal(session, found, mark, form.facts(), by=actor())
        if data is not None:
            operations.add_document(session, found, data, _name_sent(), seal=mark, by=actor())
        flash(_("Sello guardado."))

    status = _with_file(form, act)
    if status == DONE:
        return redirect(url_for(".show", product=product), DONE)
    found = find(product)
    form.version.typed = str(found.version)
    return _seal_page(found, find_seal(seal), form), status


@bp.route(f"{BASE}/sellos/<seal>/quitar", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def remove_seal(product: str, seal: str) -> Answer:
    """Take a seal off the product."""
    session, found, mark, form = db.session(), find(product), find_seal(seal), RemovePage()
    if _award(found, mark) is None:
        abort(404)
    status = 200
    if request.method == "POST":
        reason = form.why.data or ""
        status = attempt(
            session, form, lambda: operations.remove_seal(session, found, mark, reason=reason, by=actor())
        )
        if status == DONE:
            session.commit()
            flash(_("Sello quitado."))
            return redirect(url_for(".show", product=product), DONE)
        found, mark = find(product), find_seal(seal)
    return _shown("remove_seal", found, form=form, seal=mark), status


@bp.get(f"{BASE}/documentos/<document>")
@requires(Permission.PRODUCTS_VIEW)
def download(product: str, document: str) -> Response:
    """A document as a file to keep; who took it is written down before it leaves."""
    session, found = db.session(), find(product)
    kept = _find_document(found, document)
    name, token, number = kept.file_name, kept.file_token, kept.public_id
    seen.note_act(session, "product.document_open", found, actor(), {"document": number})
    return as_download(documents(), token=token, name=name)


@bp.route(f"{BASE}/documentos/<document>/quitar", methods=["GET", "POST"])
@requires(Permission.PRODUCTS_EDIT)
def remove_document(product: str, document: str) -> Answer:
    """Take a document off the page."""
    session, found, form, status = db.session(), find(product), RemovePage(), 200
    kept = _find_document(found, document)
    if request.method == "POST":
        reason = form.why.data or ""
        status = attempt(
            session, form, lambda: operations.remove_document(session, found, kept, reason=reason, by=actor())
        )
        if status == DONE:
            session.commit()
            flash(_("Documento quitado."))
            return redirect(url_for(".show", product=product), DONE)
        found = find(product)
        kept = _find_document(found, document)
    return _shown("remove_document", found, form=form, document=kept), status


def _find_document(product: Product, public_id: str) -> ProductDocument:
    return queries.document_by_id(db.session(), product, public_id) or abort(404)


def _name_sent() -> str:
    sent = request.files.get("file")
    return (sent.filename or "") if sent else ""


def _with_file(form: FileForm, act: Callable[[bytes | None], None]) -> int:
    """Do what a form asks with the file that came along, and commit; else the status of its page."""
    session, valid = db.session(), form.validate()
    data = form.read_file(request.files.get("file"))
    status = 422
    if valid and not form.errors:
        status = attempt(session, form, lambda: act(data))
    if status == DONE:
        session.commit()
    elif data is not None:
        form.ask_again()
    return status


def _paper_page(product: Product, form: PaperPage) -> str:
    return _shown("paper", product, form=form, kinds=KINDS.items(), states=PAPER_STATES.items())


def _seal_page(product: Product, seal: Seal, form: SealPage) -> str:
    return _shown("seal", product, form=form, seal=seal)


def _shown(template: str, product: Product, **more: Any) -> str:
    record = queries.record_of(db.session(), product)
    return render_template(f"admin/readiness/{template}.html", product=product, record=record, **more)
