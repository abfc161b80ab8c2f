"""The pages of accounts: /gestion/cuentas."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from admin.access.models import Account
from admin.access.permissions import STAFF, Permission
from admin.access.policies import actor, current_account, requires
from admin.access.words import role_names
from admin.accounts import operations, queries
from admin.accounts.emails import link_letter
from admin.accounts.forms import LONGEST, AccountForm
from admin.households.conflicts import Conflict, Difference, Side
from admin.territories.models import TerritorialUnit
from admin.territories.queries import Work, districts_of, unit_names, work_of
from core.clock import LIMA
from core.config import Settings
from core.db import db
from core.errors import ConflictError, InputError
from core.forms import ParsedField
from core.i18n import say_date
from core.outbox.operations import send
from core.web_forms import TokenForm

bp = Blueprint("accounts", __name__)
Answer = str | Response | tuple[str, int]
# A link is shown to the administrator once: until then her own browser keeps it.
LINK = "enlace"


@bp.get("/gestion/cuentas")
@requires(Permission.ACCOUNTS_MANAGE)
def index() -> Answer:
    """The accounts of staff, filtered by the address."""
    session = db.session()
    units = unit_names(session)
    filters = queries.read_filters(request.args, units)
    return render_template(
        "admin/accounts/index.html",
        accounts=queries.accounts(session, filters), filters=filters, units=units, roles=role_names(),
        role_words=queries.ROLE_WORDS, states=queries.STATES, state_of=queries.state_of, none=queries.NONE,
        trail=[],
    )  # fmt: skip


@bp.get("/gestion/cuentas/nueva")
@requires(Permission.ACCOUNTS_MANAGE)
def new() -> Answer:
    """The empty form of an invitation."""
    return _form_page(AccountForm(), None)


@bp.post("/gestion/cuentas/nueva")
@requires(Permission.ACCOUNTS_MANAGE)
def invite() -> Answer:
    """Invite somebody: the link is shown once, and mailed where mail is configured."""
    form = _filled()
    if not form.validate():
        return _form_page(form, None), 422
    session = db.session()
    try:
        account, token = operations.invite(session, form.values, by=actor())
    except InputError as error:
        return _refused(form, error, None)
    _hand_over(account, token)
    db.session.commit()
    return redirect(url_for(".show", account=account.public_id), 303)


@bp.get("/gestion/cuentas/<account>")
@requires(Permission.ACCOUNTS_MANAGE)
def show(account: str) -> Answer:
    """An account: what it is, how it is used, and what can be done with it."""
    found = _account_or_404(account)
    held: dict[str, str] = cookie.get(LINK, {})
    link = held.get("link", "") if held.get("of") == found.public_id else ""
    if link:
        cookie.pop(LINK)
    use = queries.use_of(db.session(), found)
    seen = say_date(use.seen_at.astimezone(LIMA).date()) if use.seen_at else ""
    return render_template(
        "admin/accounts/show.html",
        account=found, state=queries.state_of(found), role=role_names()[found.known_role], use=use, seen=seen,
        own=found.id == current_account().id, link=link, mailed=bool(held.get("mailed")),
        work=work_of(db.session(), found), say_date=say_date,
        since=say_date(found.created_at.astimezone(LIMA).date()),
        trail=[(_("Cuentas"), url_for(".index"))],
    )  # fmt: skip


@bp.get("/gestion/cuentas/<account>/editar")
@requires(Permission.ACCOUNTS_MANAGE)
def edit(account: str) -> Answer:
    """The form of an account, as it is now."""
    found = _account_or_404(account)
    return _form_page(AccountForm(data=_kept(found) | {"version": str(found.version)}), found)


@bp.post("/gestion/cuentas/<account>/editar")
@requires(Permission.ACCOUNTS_MANAGE)
def update(account: str) -> Answer:
    """Change name, e-mail, role and unit."""
    found = _account_or_404(account)
    form = _filled()
    if not form.validate() or form.version.data is None:
        return _form_page(form, found), 422
    work, before = work_of(db.session(), found), (found.email, found.role, found.unit_id)
    try:
        operations.update_account(db.session(), found, form.values, version=form.version.data, by=actor())
    except InputError as error:
        return _refused(form, error, found)
    except ConflictError:
        db.session.rollback()
        return _conflict_page(form, found), 409
    db.session.commit()
    flash(_("Se guardó la cuenta de %(name)s.", name=found.name))
    if before != (found.email, found.role, found.unit_id) and queries.state_of(found) == "invitada":
        flash(_("La clave y los enlaces de antes ya no sirven. Haga otro enlace."), "wrong")
    _tell_left_alone(found, work)
    return redirect(url_for(".show", account=found.public_id), 303)


@bp.post("/gestion/cuentas/<account>/suspender")
@requires(Permission.ACCOUNTS_MANAGE)
def suspend(account: str) -> Answer:
    """Let somebody in no more, at once."""
    return _act(account, operations.suspend, _("%(name)s ya no puede ingresar."))


@bp.post("/gestion/cuentas/<account>/reactivar")
@requires(Permission.ACCOUNTS_MANAGE)
def reactivate(account: str) -> Answer:
    """Let somebody in again."""
    return _act(account, operations.reactivate, _("%(name)s puede ingresar otra vez. Revise sus distritos."))


@bp.post("/gestion/cuentas/<account>/celular-perdido")
@requires(Permission.ACCOUNTS_MANAGE)
def lost_phone(account: str) -> Answer:
    """Let somebody set up another telephone."""
    return _act(account, operations.lost_phone, _("%(name)s podrá registrar otro celular cuando ingrese."))


@bp.post("/gestion/cuentas/<account>/enlace")
@requires(Permission.ACCOUNTS_MANAGE)
def link(account: str) -> Answer:
    """Another link; the earlier ones are good no more."""

    def renew(session: object, found: Account, *, by: object) -> None:  # noqa: ARG001 as the other acts
        _hand_over(found, operations.renew_link(db.session(), found, by=actor()))

    return _act(account, renew, "")


def _act(public_id: str, act: object, done: str) -> Answer:
    found = _account_or_404(public_id)
    form, work = TokenForm(), work_of(db.session(), found)
    try:
        if not form.validate():
            raise InputError(form.troubles[0])
        act(db.session(), found, by=actor())  # type: ignore[operator]  # one of the operations on one account
        db.session.commit()
        if done:
            flash(done.replace("%(name)s", found.name))
        _tell_left_alone(found, work)
    except InputError as error:
        db.session.rollback()
        flash(error.message, "wrong")
    return redirect(url_for(".show", account=public_id), 303)


def _tell_left_alone(account: Account, before: Work) -> None:
    """Say which districts nobody works in any more, now that this account left them."""
    if before.alone and not districts_of(db.session(), account):
        names = ", ".join(place.name for place in before.alone)
        flash(_("Quedaron sin gestor: %(names)s. Asígnelos a otra persona.", names=names), "wrong")


def _account_or_404(public_id: str) -> Account:
    return queries.account_by(db.session(), public_id) or abort(404)


def _filled() -> AccountForm:
    form = AccountForm()
    rows = db.session.execute(select(TerritorialUnit.public_id, TerritorialUnit.id))
    form.units = {row.public_id: row.id for row in rows}
    return form


def _hand_over(account: Account, token: str) -> None:
    """Keep the link for the next page, and mail it where mail is configured."""
    settings: Settings = current_app.config["SETTINGS"]
    address = settings.base_url + url_for("admin.recovery.choose", secret=token)
    mailed = settings.mail_server is not None
    if mailed:
        letter = link_letter(account.name, address, settings.brand_name, invited=not account.password)
        send(db.session(), to=account.email, purpose="invitation", **vars(letter))
    cookie[LINK] = {"of": account.public_id, "link": address, "mailed": mailed}


def _kept(account: Account) -> dict[str, str]:
    unit = account.unit.public_id if account.unit else ""
    return {"name": account.name, "email": account.email, "role": str(account.role), "unit": unit}


def _refused(form: AccountForm, error: InputError, account: Account | None) -> Answer:
    db.session.rollback()
    form.refuse("email" if isinstance(error, operations.EmailTakenError) else "role", error.message)
    return _form_page(form, account), 422


def _form_page(form: AccountForm, account: Account | None) -> str:
    trail = [(_("Cuentas"), url_for(".index"))]
    if account is not None:
        trail.append((account.name, url_for(".show", account=account.public_id)))
    return render_template(
        "admin/accounts/edit.html",
        form=form, account=account, trail=trail, longest=LONGEST, units=unit_names(db.session()),
        own=account is not None and account.id == current_account().id,
        roles=[(str(role), words) for role, words in role_names().items() if role in STAFF],
    )  # fmt: skip


def _conflict_page(form: AccountForm, account: Account) -> str:
    """What both wrote, field by field."""
    found = _account_or_404(account.public_id)
    said = {**{str(role): words for role, words in role_names().items()}, **dict(unit_names(db.session()))}
    same: dict[str, str] = {}
    differences: list[Difference] = []
    for name, theirs in _kept(found).items():
        field = form[name]
        if not isinstance(field, ParsedField) or field.typed == theirs:
            same[name] = theirs
            continue
        mine = Side(field.typed, said.get(field.typed, field.typed))
        differences.append(
            Difference(name, str(field.label.text), mine, Side(theirs, said.get(theirs, theirs)))
        )
    return render_template(
        "admin/accounts/conflict.html",
        form=form, account=found, conflict=Conflict(differences, same), version=found.version,
        trail=[(_("Cuentas"), url_for(".index")), (found.name, url_for(".show", account=found.public_id))],
    )  # fmt: skip
