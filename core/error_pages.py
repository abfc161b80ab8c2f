"""Every refusal and failure as a page in plain Spanish; a bug shows a code, never a trace."""

import secrets

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from core.db import db, is_busy

log = structlog.get_logger()
RETRY_AFTER_SECONDS = "120"


def init_app(app: Flask) -> None:
    """Answer every HTTP error, busy database and bug with a page of the site."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(Exception, _bug)


def _words(status: int) -> tuple[str, str]:
    known = {
        400: (_("No entendimos el pedido"), _("Revise la dirección o vuelva a la página anterior.")),
        403: (_("Esta página no está abierta para usted"), _("Si cree que debería verla, escríbanos.")),
        404: (
            _("No encontramos esta página"),
            _("Puede que haya cambiado de lugar o que ya no esté publicada."),
        ),
        405: (_("Esta página no se usa así"), _("Vuelva a la página anterior y use sus botones.")),
        413: (_("Lo que envió pesa demasiado"), _("Redúzcalo y envíelo de nuevo.")),
        414: (_("La dirección es demasiado larga"), _("Quite algunos filtros y vuelva a probar.")),
        429: (_("Demasiados intentos"), _("Demasiados intentos. Espere 15 minutos y vuelva a probar.")),
        503: (
            _("Volvemos en unos minutos"),
            _("El catálogo está muy ocupado en este momento. Intente de nuevo en unos minutos."),
        ),
    }
    fallback = 400 if 400 <= status < 500 else 503
    return known.get(status, known[fallback])


def _page(status: int, *, code: str = "") -> Response:
    title, advice = _words(status)
    response = make_response(
        render_template("errors/error.html", status=status, title=title, advice=advice, code=code), status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(status: int) -> Response:
    """For requests that must not reach a template, such as one for a host that is not ours."""
    title, advice = _words(status)
    return Response(f"{title}. {advice}\n", status, mimetype="text/plain")


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if isinstance(error, SecurityError):
        return _plain(400)
    if status < 400:
        passed: Response = error.get_response()  # type: ignore[assignment]  # a redirect raised by routing
        return passed
    response = _page(status)
    if status == 405 and (methods := getattr(error, "valid_methods", None)):
        response.headers["Allow"] = ", ".join(sorted(methods))
    return response


def _database_error(error: OperationalError) -> Response:
    db.session.rollback()
    if not is_busy(error):
        return _bug(error)
    log.warning("database busy", endpoint=request.endpoint)
    response = _page(503)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _bug(error: Exception) -> Response:
    code = secrets.token_hex(4)
    log.error("bug", code=code, endpoint=request.endpoint, exc_info=error)
    db.session.rollback()
    title = _("Algo falló de nuestro lado")
    advice = _("No es culpa suya. Vuelva a probar en unos minutos; si sigue igual, díganos este código.")
    return make_response(
        render_template("errors/error.html", status=500, title=title, advice=advice, code=code), 500
    )
