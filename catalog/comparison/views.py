"""Up to four products side by side, in the order of the address, on a page, on paper or as a workbook."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from catalog import metadata
from catalog.comparison import presentation
from catalog.comparison.choice import MOST, Choice, read_choice
from catalog.comparison.spreadsheet import comparison_workbook
from catalog.places.queries import gazetteer
from catalog.products import dossiers, paper, queries
from catalog.products.dossiers import Dossier
from catalog.products.listing import with_query
from catalog.sectors.queries import sector_tree
from core.clock import today
from core.db import db
from core.policies import public

bp = Blueprint("comparison", __name__)


@bp.get("/comparar")
@public
def index() -> Response | str:
    """The products that the address names."""
    session = db.session()
    asked = read_choice(request.args.getlist("p"))
    found = dossiers.ids_by_slug(session, asked.slugs) if asked.slugs else {}
    choice = asked.among({slug: present for slug, (_number, present) in found.items()})
    numbers = {present: number for number, present in found.values()}
    read = [numbers[slug] for slug in choice.slugs]
    chosen = dossiers.read(session, read, gazetteer(session), sector_tree(session), today())
    if request.args.get("formato") == "xlsx" and chosen:
        return comparison_workbook(chosen)
    base = url_for(".index")
    on_paper = request.args.get("formato") == "papel" and bool(chosen)
    return render_template(
        "catalog/comparison/index.html",
        meta=metadata.meta(
            _("Comparar productos"),
            _("Hasta cuatro productos uno al lado del otro: precio, cantidad, meses y entrega."),
            with_query(base, choice.query()),
            crumbs=(
                metadata.home_crumb(),
                (_("Productos"), url_for("catalog.products.index")),
                (_("Comparar"), base),
            ),
            indexed=False,
        ),
        heads=[presentation.head(one) for one in chosen],
        rows=presentation.rows(chosen) if chosen else [],
        notices=_notices(choice, chosen),
        off={slug: with_query(base, choice.query(without=slug)) for slug in choice.slugs},
        another=_another(choice, chosen),
        most=MOST,
        on_paper=on_paper,
        made=paper.say_now() if on_paper else "",
        here=with_query(base, choice.query()),
        as_paper=with_query(base, choice.query(formato="papel")),
        as_xlsx=with_query(base, choice.query(formato="xlsx")),
        demo=queries.any_demo(session),
    )


def _notices(choice: Choice, chosen: list[Dossier]) -> list[str]:
    said = []
    if choice.unknown:
        said.append(
            ngettext(
                "Dejamos de lado %(num)s producto que no conocemos o que ya no se ofrece.",
                "Dejamos de lado %(num)s productos que no conocemos o que ya no se ofrecen.",
                choice.unknown,
            )
        )
    if choice.too_many:
        said.append(_("Se comparan hasta cuatro: estos son los primeros que eligió."))
    if why := presentation.unlike(chosen):
        said.append(why)
    return said


def _another(choice: Choice, chosen: list[Dossier]) -> str:
    """The list of the sector of what was chosen last, which keeps what was chosen."""
    base = url_for("catalog.products.index")
    if not chosen:
        return with_query(base, "comparar=si")
    return with_query(base, f"rubro={chosen[-1].sector.slug}&comparar=si&{choice.query()}")
