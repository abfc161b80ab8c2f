"""What is said of a product of which its maker has none for now."""

from datetime import date

from flask_babel import gettext as _

from core.i18n import say_date


def none_for_now() -> str:
    """What is said of a product whose maker has none at present."""
    return _("No tiene por ahora")


def since(paused_on: date | None) -> str:
    """«Desde el 3 de diciembre de 2026», of a product whose maker has none; empty where she has."""
    return _("Desde el %(day)s", day=say_date(paused_on)) if paused_on else ""
