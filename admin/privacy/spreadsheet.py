"""The file with all that is held about a person, for herself: to read, and to take elsewhere."""

from collections.abc import Sequence

from flask import Response
from flask_babel import gettext as _

from admin.privacy.held import Part
from admin.privacy.trail import Look
from catalog.metadata import settings
from catalog.products.spreadsheet import attachment
from core.clock import today
from core.i18n import say_date, say_moment
from core.workbooks import Column, workbook


def copy_of(parts: Sequence[Part], looks: Sequence[Look], number: str) -> Response:
    """The workbook; its name tells nothing of her."""
    above = [
        _("Datos personales que guarda %(brand)s", brand=settings().brand_name),
        _("Hecho el %(day)s para el pedido N.° %(number)s", day=say_date(today()), number=number),
        _("Entréguelo solo a la persona de quien son los datos."),
    ]
    columns = [Column(_("Apartado"), 30), Column(_("Dato"), 30), Column(_("Lo que figura"), 60)]
    rows = [[part.title, label, value or _("sin dato")] for part in parts for label, value in part.lines]
    rows += [[_("Quién vio sus datos"), say_moment(one.at), f"{one.who}: {one.what}"] for one in looks]
    packed = workbook(_("Sus datos"), columns, rows, above=above, listed=False)
    return attachment(packed, f"datos-{number.replace(' ', '')}.xlsx")
