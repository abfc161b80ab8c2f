"""Signing in, in two steps, and out."""

from datetime import datetime, timedelta

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from admin.access import held, operations, passwords, queries, second_factor, sessions, throttle
from admin.access.devices import device_of
from admin.access.forms import CodeForm, SignInForm
from admin.access.held import Held
from admin.access.models import Account
from admin.access.policies import needs_second_factor
from admin.access.words import role_name
from admin.demo import staff as demo
from core import throttling
from core.clock import now
from core.config import Settings
from core.crypto import vault
from core.db import db
from core.policies import public
from core.web_forms import TokenForm, keep_private

bp = Blueprint("access", __name__)

# Anybody may send these forms; the largest that is carried through them fits, packed.
MAX_BODY = 128 * 1024
# A unit may have one line for thirty people: each step is counted by itself, those that succeed too.
ATTEMPTS = "60 per 15 minutes"
RETRY_AFTER = "900"
# Between the password and the code.
PENDING = "ingreso"
PENDING_FOR = timedelta(minutes=10)


@bp.get("/ingresar")
@public
def enter() -> AnyResponse:
    """The form; whoever is signed in already goes on."""
    wanted = held.own_path(request.args.get("next", ""))
    if sessions.look() is not None:
        return keep_private(make_response(redirect(wanted or _home(), 303)))
    form = SignInForm(formdata=None)
    form.next.typed = wanted
    return _enter_page(form)


@bp.post("/ingresar")
@public
def sign_in() -> AnyResponse:
    """Look at e-mail and password; the answer is the same whether there is such an account or not."""
    request.max_content_length = MAX_BODY
    form = SignInForm()
    if not form.validate():
        return _enter_page(form, 422)
    session = db.session()
    if throttling.seconds_to_wait("ingresar", ATTEMPTS) or not throttle.begin_attempt(
        session, throttle.PASSWORD, form.email.data, _address()
    ):
        return _enter_page(_too_many(form), 429)
    db.session.commit()
    claim = operations.claim(session, _settings(), form.email.data)
    # Nothing is locked while the password is looked at.
    db.session.commit()
    account = operations.admit(session, claim, passwords.proven(claim.kept, form.password.data))
    if account is None:
        db.session.commit()
        form.troubles.append(_("El correo o la clave no son correctos. Revíselos y vuelva a probar."))
        return _enter_page(form, 422)
    if account.second_factor_since is None:
        return _begin(account, form)
    cookie[PENDING] = [account.public_id, now().timestamp(), _mark(account)]
    db.session.commit()
    if form.held.data:
        # The form travels in the page.
        return _code_page(_second_step(form))
    return keep_private(make_response(redirect(url_for(".code", next=form.next.data or None), 303)))


@bp.get("/ingresar/codigo")
@public
def code() -> AnyResponse:
    """The second step, for whoever has just typed her password."""
    if _pending() is None:
        return keep_private(make_response(redirect(url_for(".enter"), 303)))
    form = CodeForm(formdata=None)
    form.next.typed = held.own_path(request.args.get("next", ""))
    return _code_page(form)


@bp.post("/ingresar/codigo")
@public
def prove() -> AnyResponse:
    """Look at the code of the telephone, or a recovery code."""
    request.max_content_length = MAX_BODY
    form, account = CodeForm(), _pending()
    if account is None:
        again = SignInForm(formdata=None)
        again.next.typed, again.held.typed = form.next.typed, form.held.typed
        again.troubles.append(_("Pasó mucho tiempo. Escriba su correo y su clave otra vez."))
        return _enter_page(again, 422)
    if not form.validate():
        return _code_page(form, 422)
    session = db.session()
    if throttling.seconds_to_wait("codigo", ATTEMPTS) or not throttle.begin_attempt(
        session, throttle.CODE, account.email
    ):
        return _code_page(_too_many(form), 429)
    db.session.commit()
    before = second_factor.recovery_codes_left(session, account)
    if not operations.prove_code(session, account, form.code.data):
        db.session.commit()
        form.code.typed = ""
        form.troubles.append(_("Ese código no es correcto o ya se usó. Espere el siguiente y escríbalo."))
        return _code_page(form, 422)
    left = second_factor.recovery_codes_left(session, account)
    answer = _begin(account, form)
    if left < before:
        flash(
            _(
                "Usó un código de recuperación. Le quedan %(left)s: puede hacer otros en «Mi cuenta».",
                left=left,
            )
        )
    return answer


@bp.post("/salir")
@public
def leave() -> AnyResponse:
    """End the session, here and in the database."""
    request.max_content_length = MAX_BODY
    form = TokenForm()
    if not form.validate():
        return keep_private(make_response(redirect(_home(), 303)))
    if sessions.look() is not None:
        operations.sign_out(db.session(), sessions.current_session())
        db.session.commit()
    cookie.clear()
    return keep_private(make_response(redirect(url_for(".enter", salio=1), 303)))


@bp.app_errorhandler(401)
def ask(_error: HTTPException) -> AnyResponse:
    """A form came without a session: sign in, and it is still there."""
    form = SignInForm(formdata=None)
    kept = held.hold(request, sessions.owner_of(db.session(), cookie.get(sessions.TOKEN, "")))
    if kept is not None:
        form.held.typed = kept.sealed
    form.troubles.append(
        _("Su sesión se cerró. Ingrese otra vez: lo que escribió sigue aquí.")
        if kept is not None
        else _("Su sesión se cerró antes de guardar. Ingrese otra vez.")
    )
    return _enter_page(form, 401)


def _begin(account: Account, form: SignInForm | CodeForm) -> AnyResponse:
    """Sign in: another token, another session, and whatever the browser held before is gone."""
    session = db.session()
    before = sessions.find(session, cookie.get(sessions.TOKEN, ""))
    if before is not None:
        operations.sign_out(session, before)
    token = operations.sign_in(session, account, device_of(request.user_agent.string), _address())
    db.session.commit()
    cookie.clear()
    g.pop("csrf_token", None)
    cookie[sessions.TOKEN] = token
    if needs_second_factor(account):
        return keep_private(make_response(redirect(url_for("admin.profile.phone"), 303)))
    kept = held.read(form.held.data or "")
    if kept is not None and kept.owner == account.public_id:
        return _held_page(kept)
    if kept is not None:
        flash(_("El formulario que estaba en esta página lo escribió otra persona. No se envió."), "wrong")
    return keep_private(make_response(redirect(held.own_path(form.next.data or "") or _home(), 303)))


def _second_step(first: SignInForm) -> CodeForm:
    form = CodeForm(formdata=None)
    form.next.typed, form.held.typed = first.next.typed, first.held.typed
    return form


def _pending() -> Account | None:
    """Whoever typed her password here some minutes ago, if it is still the same and she may come in."""
    who, at, mark = cookie.get(PENDING) or ("", 0, "")
    if not who or now() - datetime.fromtimestamp(at, now().tzinfo) > PENDING_FOR:
        return None
    account = queries.account_by_public_id(db.session(), who)
    if account is None or account.suspended_at is not None or _mark(account) != mark:
        return None
    return account


def _mark(account: Account) -> str:
    return vault().digest("pending", account.password)[:16]


def _address() -> str:
    return request.remote_addr or "unknown"


def _too_many(form: SignInForm | CodeForm) -> SignInForm | CodeForm:
    form.troubles.append(_("Demasiados intentos. Espere 15 minutos y vuelva a probar."))
    return form


def _home() -> str:
    return url_for("admin.home.index")


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _enter_page(form: SignInForm | CodeForm, status: int = 200) -> Response:
    shown = queries.demo_accounts(db.session()) if sessions.demo_is_open(_settings()) else ()
    page = render_template(
        "admin/access/enter.html",
        title=_("Ingresar"),
        form=form,
        left="salio" in request.args,
        chosen="clave" in request.args,
        demo_accounts=shown,
        demo_password=demo.PASSWORD,
        role_name=role_name,
    )
    return _answer(page, status)


def _code_page(form: CodeForm | SignInForm, status: int = 200) -> Response:
    return _answer(render_template("admin/access/code.html", title=_("Código"), form=form), status)


def _held_page(kept: Held) -> Response:
    form = TokenForm(formdata=None)
    page = render_template(
        "admin/access/held.html", title=_("Su formulario sigue aquí"), held=kept, form=form, home=_home()
    )
    return _answer(page, 200)


def _answer(page: str, status: int) -> Response:
    response = keep_private(make_response(page, status))
    if status == 429:
        response.headers["Retry-After"] = RETRY_AFTER
    return response
