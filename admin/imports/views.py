"""Reading sheets of the registry in: /gestion/importaciones."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from admin.access.permissions import Permission
from admin.access.policies import actor, current_account, requires
from admin.audit import seen
from admin.households.forms import Ground
from admin.imports import drafts, queries, registry
from admin.imports.drafts import Draft
from admin.imports.kinds import BY_NAME, KINDS, SUMS, Kind
from admin.imports.pages import ConfirmPage, UploadPage
from admin.imports.rows import ImportRefused, write_problems
from admin.imports.telling import Telling
from admin.members.lookup import seconds_to_wait_for_some
from admin.members.telling import write_down
from catalog.places.queries import gazetteer
from core import audit, throttling
from core.clock import LIMA
from core.db import db, read_only
from core.errors import ConflictError, InputError
from core.scoping import scope_of_session
from core.security import takes_files
from core.web_forms import TokenForm, say_wait

bp = Blueprint("imports", __name__)
UPLOADS = "30 per hour; 100 per day"
# A sheet of 2,000 rows that is put right and sent again four times.
ROWS = "10000 per day"
# A review shows so many of each; the sheet itself holds the rest.
SHOWN = 100
Answer = Response | str | tuple[str, int]


@bp.get("/gestion/importaciones")
@requires(Permission.REGISTRY_IMPORT)
def index() -> Answer:
    """What was read in, and the form that sends a sheet."""
    asked = request.args.get("hoja", "")
    return _index(UploadPage(formdata=None, data={"sheet": asked if asked in KINDS else next(iter(KINDS))}))


def _index(form: UploadPage) -> str:
    asked = request.args.get("antes", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    found, more = queries.imports_page(db.session(), before)
    return render_template(
        "admin/imports/index.html", found=found, lima=LIMA, kinds=KINDS, form=form,
        pairs=[(name, kind.words) for name, kind in KINDS.items()],
        before=before, after=found[-1].id if found and more else 0,
    )  # fmt: skip


@bp.get("/gestion/importaciones/plantilla/<sheet>")
@requires(Permission.REGISTRY_IMPORT)
def template(sheet: str) -> Response:
    """The template without rows, to be filled in."""
    kind = KINDS.get(sheet) or abort(404)
    with drafts.working_file() as path:
        kind.write(db.session(), path, None, lambda _number, _district: None)
        return drafts.sent(path, f"{sheet}-plantilla")


@bp.post("/gestion/importaciones")
@requires(Permission.REGISTRY_IMPORT)
@takes_files
def upload() -> Answer:
    """Take a sheet and show what it would do; nothing of it is in the registry yet."""
    session, account, by, form = db.session(), current_account(), actor(), UploadPage()
    kind, file = _kind(form), request.files.get("archivo")
    if not form.validate() or file is None or not file.filename:
        form.refuse("file", _("Elija el archivo que quiere traer."))
        return _index(form), 422
    owner, named = account.public_id, Draft("", kind.name, file.filename, file.read())
    if throttling.seconds_to_wait(f"import {owner}", UPLOADS):
        abort(429)
    # Reading a file takes a while: meanwhile nobody else should wait for the database.
    session.rollback()
    telling = Telling()
    try:
        sheet = registry.open_sheet(named)
        if waits := throttling.seconds_to_wait_anywhere(f"sheet rows {owner}", ROWS, len(sheet.rows)):
            return _wait(form, waits)
        with read_only():
            registry.check(session, named, sheet, telling)
            session.rollback()
    except InputError as error:
        other = registry.other_kind(named)
        told = error.message
        if other is not None:
            told = _("Esta hoja es de %(things)s. Marque esa opción y súbala otra vez.", things=other.words)
        form.refuse("file", f"{told} {_('No se importó ninguna fila.')}")
        return _index(form), 422
    waits = seconds_to_wait_for_some(telling.cost)
    changes = {"rows": len(sheet.rows), "sha256": named.digest, "kind": kind.name, "asked": telling.asked}
    audit.record(session, "import.review", current_account(), by=by, changes=changes)
    _write_down(telling)
    session.commit()
    if waits:
        return _wait(form, waits)
    written = [one.public_id for one in telling.found]
    draft = drafts.keep(owner, kind.name, named.file_name, named.data, written)
    return redirect(url_for(".review", draft=draft.token), 303)


def _write_down(telling: Telling) -> None:
    """Whom a sheet finds is looked up by its sender, also where the sheet says only that there are more."""
    people = {one: None for one in telling.found if one.__tablename__ == "member"}
    write_down(db.session(), "member.lookup", people)
    write_down(db.session(), "household.lookup", [one for one in telling.found if one not in people])


def _wait(form: UploadPage, seconds: int) -> Answer:
    """Too much was asked of: nothing of the sheet is told, whether somebody was found or not."""
    form.refuse("file", say_wait(seconds))
    return _index(form), 422


def _kind(form: UploadPage) -> Kind:
    return KINDS.get(form.sheet.typed) or next(iter(KINDS.values()))


def _draft(token: str) -> Draft:
    return drafts.find(current_account().public_id, token) or abort(404)


@bp.get("/gestion/importaciones/revision/<draft>")
@requires(Permission.REGISTRY_IMPORT)
def review(draft: str) -> Answer:
    """What a sheet would do, or all that is wrong with it."""
    return _review(_draft(draft))


def _review(draft: Draft, told: str = "") -> str:
    session = db.session()
    # Reading: nobody waits for the database meanwhile.
    session.rollback()
    sheet = registry.open_sheet(draft)
    with read_only():
        checked, by = registry.check(session, draft, sheet), actor()
        page = render_template(
            "admin/imports/review.html", draft=draft, sheet=sheet, review=checked.review, told=told,
            form=ConfirmPage(formdata=None), shown=SHOWN, sums=SUMS,
        )  # fmt: skip
        session.rollback()
    # What stands of people and enterprises is on the page: each of them may ask who read it.
    seen.note_views(session, "import.review", checked.review.shown(SHOWN), by)
    return page


@bp.get("/gestion/importaciones/revision/<draft>/errores")
@requires(Permission.REGISTRY_IMPORT)
def problems(draft: str) -> Response:
    """The sheet as it was sent, with what is wrong marked in its cells."""
    found = _draft(draft)
    sheet = registry.open_sheet(found)
    checked = registry.check(db.session(), found, sheet)
    wrong = checked.review.problems or abort(404)
    with drafts.working_file() as path:
        write_problems(path, sheet, wrong)
        return drafts.sent(path, "errores-de-la-hoja")


@bp.post("/gestion/importaciones/revision/<draft>")
@requires(Permission.REGISTRY_IMPORT)
def confirm(draft: str) -> Answer:
    """Import a sheet, whole or not at all, once however often it is confirmed."""
    session, account, by, form = db.session(), current_account(), actor(), ConfirmPage()
    owner = account.public_id
    waiting = drafts.find(owner, draft)
    if waiting is None:
        # Sent twice: the first one took the sheet away.
        done = registry.earlier(session, Draft(draft, "", "", b""), by) or abort(404)
        return redirect(url_for(".show", imported=done.public_id), 303)
    if not form.validate():
        return _review(waiting, form.troubles[0] if form.troubles else ""), 422
    session.rollback()
    sheet = registry.open_sheet(waiting)
    try:
        made = registry.earlier(session, waiting, by)
        if made is None:
            checked = registry.check(session, waiting, sheet)
            if checked.review.doubts and not form.different.given:
                return _review(waiting, _("Diga abajo si quienes se parecen son otras personas.")), 422
            made = registry.save(session, waiting, checked, current_account(), seen=form.seen.typed, by=by)
        imported = made.public_id
        session.commit()
    except (ConflictError, StaleDataError):
        session.rollback()
        said = _(
            "El registro cambió mientras usted miraba. No se importó nada; revise otra vez lo que cambiaría."
        )
        return _review(waiting, said), 409
    except ImportRefused as refused:
        session.rollback()
        said = _("No se importó ninguna fila. %(why)s", why=str(refused.problems[0]))
        return _review(waiting, said), 409
    except InputError as error:
        session.rollback()
        return _review(waiting, error.message), 422
    drafts.drop(owner, draft)
    flash(_("Hoja importada."))
    return redirect(url_for(".show", imported=imported), 303)


@bp.post("/gestion/importaciones/revision/<draft>/descartar")
@requires(Permission.REGISTRY_IMPORT)
def discard(draft: str) -> Answer:
    """Forget a sheet without importing it."""
    found = _draft(draft)
    if TokenForm().validate():
        drafts.drop(current_account().public_id, found.token)
        flash(_("La hoja se borró. No se importó nada."))
    return redirect(url_for(".index"), 303)


@bp.get("/gestion/importaciones/<imported>")
@requires(Permission.REGISTRY_IMPORT)
def show(imported: str) -> Answer:
    """One import: who, when, which file, what changed; and the way to undo it."""
    return _show(imported)


def _show(imported: str, hindrances: tuple[str, ...] = ()) -> str:
    session = db.session()
    made = queries.import_by_id(session, imported) or abort(404)
    kind = BY_NAME[made.kind]
    changes, total = queries.changes_of(session, made)
    ground = Ground(gazetteer(session), scope_of_session(session))
    touched = kind.touched(session, changes, ground)
    page = render_template(
        "admin/imports/show.html", made=made, lima=LIMA, total=total, form=TokenForm(formdata=None),
        records=touched, sums=SUMS, counted=queries.sums_of(session, made),
        hindrances=hindrances, kind=kind,
    )  # fmt: skip
    if made.account_id != current_account().id:
        # Whoever sent the sheet knows what it holds: that she sent it is what people are told.
        pages = {one.page.public_id: one.page for one in touched if one.page}
        seen.note_views(session, kind.look, pages.values(), actor())
    return page


@bp.post("/gestion/importaciones/<imported>/deshacer")
@requires(Permission.REGISTRY_IMPORT)
def undo(imported: str) -> Answer:
    """Put back what was there before an import, while nothing was built on it."""
    session, form = db.session(), TokenForm()
    made = queries.import_by_id(session, imported) or abort(404)
    if not form.validate():
        return _show(imported, tuple(form.troubles)), 422
    try:
        hindrances = registry.undo(session, made, by=actor())
    except StaleDataError:
        hindrances = [_("Alguien cambió una de sus fichas en este momento. Pruebe otra vez.")]
    if hindrances:
        session.rollback()
        return _show(imported, tuple(hindrances)), 409
    session.commit()
    flash(_("Importación deshecha: todo quedó como estaba antes."))
    return redirect(url_for(".show", imported=imported), 303)
