"""A page's QR on a sheet of paper."""

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from catalog import metadata
from catalog.products.queries import any_demo
from catalog.sharing import targets
from core.db import db
from core.policies import public

bp = Blueprint("sharing", __name__)


@bp.get("/qr")
@public
def qr() -> str:
    """The QR of one page of this site, to be printed; 404 for any other address."""
    session = db.session()
    target = targets.find(session, request.args.get("pagina", ""))
    if target is None:
        abort(404)
    return render_template(
        "catalog/sharing/qr.html",
        meta=metadata.meta(
            _("QR para imprimir: %(title)s", title=target.title),
            _("Un código para el puesto, la etiqueta o el mostrador."),
            url_for(".qr", pagina=target.path),
            indexed=False,
        ),
        target=target,
        address=metadata.absolute(target.path),
        demo=any_demo(session),
    )
