"""Pages that stand alone: the home page, what this is, and privacy."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from catalog import metadata
from catalog.pages import home as home_page
from catalog.pages.not_listed import rules
from catalog.places.queries import gazetteer
from catalog.privacy import terms
from catalog.products import queries
from catalog.sectors.queries import sector_tree
from core.clock import today
from core.db import db
from core.policies import public

bp = Blueprint("pages", __name__)


@bp.get("/")
@public
def home() -> str:
    """What this is, the sectors as pictures, the season, one enterprise's story, how to buy and to be listed."""
    session = db.session()
    sectors, places, day = sector_tree(session), gazetteer(session), today()
    brand = metadata.settings().brand_name
    site = {
        "@type": "WebSite",
        "name": brand,
        "url": metadata.absolute(url_for(".home")),
        "inLanguage": "es-PE",
    }
    return render_template(
        "catalog/pages/home.html",
        meta=metadata.meta(
            _("%(brand)s: productos del campo y artesanía, directo de quien los hace", brand=brand),
            _("Papas nativas, quesos, café, tejidos y servicios de todo el Perú, con su precio y sus meses."),
            url_for(".home"),
            data=[metadata.organization(), site],
        ),
        home=home_page.build(session, places, sectors, day),
        demo=queries.any_demo(session),
    )


@bp.get("/acerca")
@public
def about() -> str:
    """What the catalogue is and is not."""
    return _page(
        "about", _("Acerca del catálogo"), _("Qué es este catálogo, quiénes están y cómo se lee una ficha.")
    )


@bp.get("/privacidad")
@public
def privacy() -> str:
    """What is kept of visitors and of those who sell."""
    return _page(
        "privacy",
        _("Privacidad"),
        _("Qué datos se guardan en este sitio, cuáles no, y sus derechos."),
        days={"access": terms.days_for("access"), "other": terms.days_for("rectification")},
    )


@bp.get("/quien-vende")
@public
def sellers() -> str:
    """Who sells, who does not, and how to buy with care."""
    return _page(
        "sellers",
        _("Quién vende"),
        _("Vende quien produce, no el Estado. Cómo comprar con cuidado y qué hacer si algo sale mal."),
    )


@bp.get("/que-no-se-publica")
@public
def not_listed() -> str:
    """What the catalogue does not list, and the law behind each rule."""
    return _page(
        "not_listed",
        _("Qué no se publica"),
        _("Lo que no puede estar en este catálogo, por ley o por cuidado, y cómo avisar si usted lo ve."),
        rules=rules(),
    )


def _page(name: str, title: str, description: str, **shown: Any) -> str:
    path = url_for(f".{name}")
    page = metadata.meta(
        title,
        description,
        path,
        crumbs=(metadata.home_crumb(), (title, path)),
        data=[metadata.organization()],
    )
    demo = queries.any_demo(db.session())
    return render_template(f"catalog/pages/{name}.html", meta=page, demo=demo, **shown)
