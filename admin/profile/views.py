"""/gestion/cuenta: one's own sessions, password and second factor."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from admin.access import operations, passwords, queries, second_factor, sessions, throttle
from admin.access.models import Account
from admin.access.permissions import STAFF, Permission
from admin.access.policies import current_account, requires
from admin.access.words import role_name
from admin.profile.forms import PasswordForm, ProofForm, SecondFactorForm, sealed_secret
from catalog.sharing.codes import draw
from core.clock import now
from core.config import Settings
from core.db import db
from core.i18n import say_moment
from core.web_forms import TokenForm

bp = Blueprint("profile", __name__, url_prefix="/gestion/cuenta")


@bp.get("")
@requires(Permission.SIGNED_IN)
def index() -> Response:
    """Who one is here, where one is signed in, and how one proves it."""
    return _page(PasswordForm(formdata=None))


@bp.post("/clave")
@requires(Permission.SIGNED_IN)
def change_password() -> AnyResponse:
    """Another password; all other browsers must sign in anew."""
    account = _real_account()
    form = PasswordForm(own_words=passwords.own_words(account.email, account.name))
    if not form.validate():
        return _page(form, 422)
    if not _proves("password_now", form):
        return _page(form, 422)
    hashed = passwords.hash_of(form.password.data)
    operations.change_password(db.session(), account, hashed, sessions.current_session())
    db.session.commit()
    flash(_("Clave cambiada. En los otros equipos hay que ingresar otra vez."))
    return redirect(url_for(".index"), 303)


@bp.post("/sesiones/<public_id>/cerrar")
@requires(Permission.SIGNED_IN)
def close_session(public_id: str) -> AnyResponse:
    """End one session of one's own."""
    session = db.session()
    ended = queries.own_session(session, current_account(), public_id) or abort(404)
    if TokenForm().validate():
        operations.end_session(session, current_account(), ended)
        db.session.commit()
        flash(_("Sesión cerrada."))
    return redirect(url_for(".index"), 303)


@bp.post("/sesiones/cerrar-las-demas")
@requires(Permission.SIGNED_IN)
def close_others() -> AnyResponse:
    """End all sessions of one's own but this one."""
    if TokenForm().validate():
        operations.end_others(db.session(), current_account(), sessions.current_session())
        db.session.commit()
        flash(_("Las demás sesiones están cerradas."))
    return redirect(url_for(".index"), 303)


@bp.get("/segundo-factor")
@requires(Permission.SIGNED_IN, unproven=True)
def phone() -> Response:
    """The secret for a telephone, as a code to scan and as text."""
    account = _real_account()
    form = SecondFactorForm(account.public_id, proof=account.second_factor_since is not None, formdata=None)
    return _phone_page(form, second_factor.new_secret())


@bp.post("/segundo-factor")
@requires(Permission.SIGNED_IN, unproven=True)
def set_phone() -> AnyResponse:
    """Take a telephone into use that shows the right code, and show the recovery codes, this once."""
    account = _real_account()
    form = SecondFactorForm(account.public_id, proof=account.second_factor_since is not None)
    valid = form.validate()
    secret = form.sealed.data or second_factor.new_secret()
    if not valid or (form.proof and not _proves("password_now", form)):
        return _phone_page(form, secret, 422)
    step = second_factor.step_of(secret, form.code.data, now()) if form.sealed.data else None
    if step is None:
        form.refuse(
            "code", _("Ese código no es el que toca. Revise la hora del celular y escriba el siguiente.")
        )
        return _phone_page(form, secret, 422)
    codes = operations.set_second_factor(db.session(), account, secret, step, sessions.current_session())
    db.session.commit()
    return _codes_page(codes)


@bp.post("/codigos")
@requires(Permission.SIGNED_IN)
def renew_codes() -> AnyResponse:
    """New recovery codes, shown this once."""
    account, form = _real_account(), ProofForm()
    if account.second_factor_since is None or not form.validate() or not _proves("password_now", form):
        return _page(PasswordForm(formdata=None), 422, proof=form)
    codes = operations.renew_recovery_codes(db.session(), account)
    db.session.commit()
    return _codes_page(codes)


def _real_account() -> Account:
    """The account, unless it is the demo's: everybody shares that one."""
    account = current_account()
    if account.demo:
        abort(403)
    return account


def _proves(name: str, form: TokenForm) -> bool:
    """Whether the password typed there is the account's; wrong ones are counted as at the door."""
    account, session = current_account(), db.session()
    kept = account.password
    if not throttle.begin_attempt(session, throttle.PROOF, account.email):
        form.refuse(name, _("Demasiados intentos. Espere 15 minutos y vuelva a probar."))
        return False
    # Nothing is locked while the password is looked at, nor afterwards, where the next one is hashed.
    db.session.commit()
    if not passwords.matches(kept, form[name].data or "") or account.password != kept:
        form.refuse(name, _("Esa no es su clave de ahora."))
        return False
    throttle.forget(session, account.email)
    db.session.commit()
    return True


def _page(form: PasswordForm, status: int = 200, *, proof: ProofForm | None = None) -> Response:
    session, account = db.session(), current_account()
    page = render_template(
        "admin/profile/index.html",
        account=account,
        role=role_name(account.known_role),
        here=sessions.current_session(),
        open_sessions=queries.open_sessions(session, account),
        form=form,
        proof=proof or ProofForm(formdata=None),
        codes_left=second_factor.recovery_codes_left(session, account),
        staff=account.known_role in STAFF,
        shortest=passwords.SHORTEST,
        moment=say_moment,
    )
    return make_response(page, status)


def _phone_page(form: SecondFactorForm, secret: str, status: int = 200) -> Response:
    account = current_account()
    settings: Settings = current_app.config["SETTINGS"]
    form.sealed.typed = sealed_secret(account.public_id, secret)
    page = render_template(
        "admin/profile/phone.html",
        form=form,
        first=account.second_factor_since is None,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        code=draw(second_factor.address_of(secret, account, settings.brand_name)),
    )
    return make_response(page, status)


def _codes_page(codes: list[str]) -> Response:
    return make_response(render_template("admin/profile/codes.html", codes=codes))
