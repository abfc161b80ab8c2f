"""What a page says of a seal."""

from typing import Any

from flask_babel import gettext as _

from core.audit import SYSTEM
from core.i18n import say_date


def verified(seal: Any) -> str:
    """Who verified a seal and when; where a command did it in nobody's name, only the day."""
    day = say_date(seal.verified_on)
    if seal.verified_by == SYSTEM.name:
        return _("Verificado el %(day)s", day=day)
    return _("Verificado por %(who)s el %(day)s", who=seal.verified_by, day=day)
