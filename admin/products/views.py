"""Products as staff list them: /gestion/productos, and their private photos."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from admin.access.permissions import Permission, may
from admin.access.policies import actor, current_account, requires
from admin.consents.files import take_files_off
from admin.enterprises import queries as enterprises
from admin.enterprises.filters import RecordFilters
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.record_forms import RecordGround, sector_choices
from admin.households.attempts import DONE, attempt
from admin.households.operations import form_key
from admin.households.paging import MOST_COUNTED
from admin.households.presentation import conflict_page
from admin.products import advice, conflicts, pages, presentation, queries, saving, uploads, words
from admin.products.filters import read_filters
from admin.products.operations import archive_product, proposed_values, unpublish_product
from admin.products.pages import ProductEdit, ProductFields, ProductPage, SendPage, WithdrawPage
from admin.products.queries import Row
from admin.products.uploads import PhotoRow
from admin.products.values import PhotoValue
from catalog.enterprises.models import Enterprise
from catalog.places.queries import gazetteer
from catalog.products.models import Product
from catalog.sectors.queries import sector_tree
from core.audit import Actor
from core.clock import LIMA
from core.db import db
from core.errors import ConflictError
from core.scoping import scope_of_session
from core.security import takes_photos

bp = Blueprint("products", __name__)
Answer = Response | str | tuple[str, int]
SEND = "enviar"


def find(public_id: str) -> Row:
    """A product within one's scope; what is foreign is missing."""
    return queries.row_by_id(db.session(), public_id) or abort(404)


def find_standing(public_id: str) -> Row:
    """The same, where it is offered or may be: what was closed or merged away is not worked on."""
    row = find(public_id)
    closed = row.product.status == "archived" or row.product.merged_into_id is not None
    return abort(404) if closed else row


def find_maker(public_id: str) -> EnterpriseRecord:
    """The record of an enterprise that may have one more product."""
    record = enterprises.record_by_id(db.session(), public_id)
    return record if record and record.merged_into_id is None else abort(404)


@bp.get("/gestion/productos")
@requires(Permission.PRODUCTS_VIEW)
def index() -> Answer:
    """The products of one's territory."""
    session = db.session()
    ground = RecordGround(gazetteer(session), scope_of_session(session), sector_tree(session))
    filters = read_filters(request.args, ground.gazetteer, ground.sectors)
    return render_template(
        "admin/products/index.html",
        page=queries.list_page(session, filters), filters=filters, ground=ground, most=MOST_COUNTED,
        narrowing=presentation.narrowing(filters, ground), chosen=presentation.chosen(filters, ground),
        marks=presentation.marks, price_of=presentation.price_of, lima=LIMA, edits=_may(Permission.PRODUCTS_EDIT),
    )  # fmt: skip


@bp.get("/gestion/productos/<product>")
@requires(Permission.PRODUCTS_VIEW)
def show(product: str) -> Answer:
    """What is live beside what is proposed, where it stands, and what comes next."""
    session, row = db.session(), find(product)
    form = pages.edit_page(session, {})
    live, proposed = queries.sides(session, row)
    both = [one.token for values in (live, proposed) if values for one in values.photos]
    files, own = queries.uploads_of(session, [row.enterprise.id], both), row.enterprise.id
    revision, offered = row.revision, proposed or live
    photos = presentation.photos_of(offered, files, own)
    remarks = dict(revision.remarks) if revision else {}
    standing = row.product.status != "archived" and row.product.merged_into_id is None
    return render_template(
        "admin/products/show.html",
        row=row, live=live, proposed=proposed, photos=photos, live_photos=presentation.photos_of(live, files, own),
        facts=presentation.facts(form, live, proposed, remarks), remarks=remarks, labels=words.fields(),
        marks=presentation.marks(row.product, revision), step=words.next_steps(), lima=LIMA, form=SendPage(),
        advice=advice.of_version(session, row, offered) if standing and revision else {},
        place=presentation.place_of(row, gazetteer(session)),
        edits=standing and _may(Permission.PRODUCTS_EDIT), withdraws=standing and _may(Permission.REVIEW),
    )  # fmt: skip


@bp.get("/gestion/productos/nuevo")
@requires(Permission.PRODUCTS_EDIT)
def new() -> Answer:
    """The empty form of a maker's product, with what her last one says of any; or whose it is."""
    session, maker = db.session(), request.args.get("emprendimiento", "")
    if not maker:
        filters = RecordFilters(words=request.args.get("q", "")[:80])
        found = enterprises.list_page(session, filters)
        return render_template(
            "admin/products/seek.html", page=found, filters=filters, gazetteer=gazetteer(session)
        )
    record = find_maker(maker)
    enterprise = session.get_one(Enterprise, record.enterprise_id)
    last = next(iter(queries.products_of(session, enterprise)), None)
    values = proposed_values(session, last.product) if last else None
    form = pages.new_page(session, {})
    if values:
        typed = pages.typed_of(form, values)
        form = pages.new_page(session, {name: typed[name] for name in pages.CARRIED})
    return _new(record, form, [], carried=last)


@bp.post("/gestion/productos/nuevo")
@requires(Permission.PRODUCTS_EDIT)
@takes_photos
def create() -> Answer:
    """Add a product, once however often the form is sent; its photos stay, whatever is wrong with the rest."""
    session, by, maker = db.session(), actor(), request.form.get("emprendimiento", "")
    form, owner = pages.new_page(session), find_maker(maker).enterprise_id
    valid, added = _read(session, form, owner, by)
    record, enterprise = find_maker(maker), session.get_one(Enterprise, owner)
    photos = uploads.rows_sent(session, owner, request.form, added)
    if not valid:
        return _new(record, form, photos), 422
    key = form_key(f"{maker} {form.key}", by)
    product = saving.earlier(session, key)
    if product is None:
        alike = advice.called_alike(queries.products_of(session, enterprise), form.name.data)
        if alike and not form.different.given:
            return _new(record, form, photos, alike=alike), 409
        values = form.read_page(None, uploads.named(photos, form.name.data))
        product = saving.create(session, enterprise, values, current_account().id, key=key, by=by)
        _send_if_asked(session, product, by)
    opened = product.public_id
    session.commit()
    return redirect(url_for(".show", product=opened), 303)


@bp.get("/gestion/productos/<product>/editar")
@requires(Permission.PRODUCTS_EDIT)
def edit(product: str) -> Answer:
    """The newest version of a product in a form."""
    row = find_standing(product)
    return _edit(row, *_kept(row))


@bp.post("/gestion/productos/<product>/editar")
@requires(Permission.PRODUCTS_EDIT)
@takes_photos
def update(product: str) -> Answer:
    """Keep the changes as a draft; where somebody else was faster, both side by side."""
    session, by = db.session(), actor()
    form, owner = pages.edit_page(session), find_standing(product).enterprise.id
    valid, added = _read(session, form, owner, by)
    row = find_standing(product)
    photos = uploads.rows_sent(session, owner, request.form, added)
    if form.values is None or not form.version.given:
        return _edit(row, form, photos), 422
    shown = uploads.named(photos, form.name.data)
    if saving.is_stale(session, row.product, form.version.data):
        return _conflict(row, form, shown), 409
    if not valid:
        return _edit(row, form, photos), 422
    values = form.read_page(proposed_values(session, row.product), shown)
    saving.change(session, row.product, values, by=by)
    _send_if_asked(session, row.product, by)
    session.commit()
    return redirect(url_for(".show", product=product), 303)


def _read(session: Session, form: ProductFields, owner: int, by: Actor) -> tuple[bool, list[str]]:
    """Whether a form is right, and the tokens of its files: they are kept by themselves, so that nobody sends them
    again whatever is wrong with the rest."""
    valid = form.validate()
    if form["csrf_token"].errors:
        return False, []
    room = uploads.room_in(request.form)
    taken = uploads.take_in(session, owner, request.files.getlist("files"), room, by=by)
    session.commit()
    for refused in taken.refused:
        form.refuse("photos", refused)
    return valid and not taken.refused, taken.tokens


def _send_if_asked(session: Session, product: Product, by: Actor) -> None:
    sent = request.form.get("act") == SEND and saving.send(session, product, by=by)
    flash(_("Guardado y enviado a revisión.") if sent else _("Borrador guardado."))


def _kept(row: Row) -> tuple[ProductEdit, list[PhotoRow]]:
    """The newest version as its form shows it."""
    session = db.session()
    values = proposed_values(session, row.product)
    typed = pages.typed_of(pages.edit_page(session, {}), values)
    form = pages.edit_page(session, typed | {"version": saving.stamp_of(session, row.product)})
    return form, uploads.rows_of(session, row.enterprise.id, values.photos)


def _conflict(row: Row, form: ProductEdit, photos: tuple[PhotoValue, ...]) -> str:
    """Both versions side by side; where both say the same, the form as it stands now."""
    session = db.session()
    conflict = conflicts.compare_versions(form, photos, proposed_values(session, row.product))
    if not conflict.differences:
        now, shown = _kept(row)
        now.troubles.append(ConflictError.message)
        return _edit(row, now, shown)
    back = url_for(".show", product=row.public_id)
    trail = [(_("Productos"), url_for(".index")), (row.name, back)]
    return conflict_page(form, conflict, saving.stamp_of(session, row.product), back, trail)


def _new(
    record: EnterpriseRecord,
    form: ProductPage,
    photos: Sequence[PhotoRow],
    *,
    alike: Sequence[Row] = (),
    carried: Row | None = None,
) -> str:
    session = db.session()
    enterprise = session.get_one(Enterprise, record.enterprise_id)
    return render_template(
        "admin/products/new.html",
        record=record, enterprise=enterprise, form=form, photos=photos, alike=alike, carried=carried, advice={},
        choices=pages.choices(form), sectors=sector_choices(sector_tree(session)), most=uploads.MOST, remarks={},
        suggested=uploads.suggested,
    )  # fmt: skip


def _edit(row: Row, form: ProductEdit, photos: Sequence[PhotoRow]) -> str:
    session = db.session()
    return render_template(
        "admin/products/edit.html",
        row=row, record=row.record, form=form, photos=photos, remarks=row.revision.remarks if row.revision else {},
        advice=advice.of_version(session, row, proposed_values(session, row.product)), choices=pages.choices(form),
        sectors=sector_choices(sector_tree(session)), most=uploads.MOST, suggested=uploads.suggested,
    )  # fmt: skip


@bp.post("/gestion/productos/<product>/enviar")
@requires(Permission.PRODUCTS_EDIT)
def send(product: str) -> Answer:
    """Put the open version into the queue of review, once."""
    session, row, form = db.session(), find_standing(product), SendPage()
    if not form.validate():
        flash(form.troubles[0], "wrong")
    elif saving.send(session, row.product, by=actor()):
        session.commit()
        flash(_("Enviado a revisión."))
    else:
        flash(_("No hay cambios que enviar: ya está en revisión o publicado."))
    return redirect(url_for(".show", product=product), 303)


@bp.route("/gestion/productos/<product>/retirar", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def unpublish(product: str) -> Answer:
    """Take a product off the catalogue; it may come back."""
    return _withdraw(product, unpublish_product, ("published",), _("Producto retirado del catálogo."))


@bp.route("/gestion/productos/<product>/archivar", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def archive(product: str) -> Answer:
    """Close a product that was public: its page says that it is offered no more."""
    return _withdraw(product, archive_product, ("published", "unpublished"), _("Producto archivado."))


def _withdraw(public_id: str, act: Callable[..., None], states: tuple[str, ...], done: str) -> Answer:
    session, row, form, status = db.session(), find_standing(public_id), WithdrawPage(), 200
    if row.product.status not in states or row.product.published_at is None:
        abort(404)
    if request.method == "POST":
        status = attempt(
            session, form, lambda: act(session, row.product, by=actor(), reason=form.why.data or "")
        )
        if status == DONE:
            session.commit()
            take_files_off()
            flash(done)
            return redirect(url_for(".show", product=public_id), DONE)
        row = find(public_id)
    closing = act is archive_product
    return render_template("admin/products/withdraw.html", row=row, form=form, closing=closing), status


def _may(permission: Permission) -> bool:
    return may(current_account().known_role, permission)
