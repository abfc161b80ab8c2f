"""The forms of plans."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.enterprise_plans.files import LARGEST
from admin.households.forms import read_date
from admin.households.pages import LONGEST_REASON
from core.forms import ParsedField
from core.web_forms import TokenForm


class PlanPage(TokenForm):
    """A plan: its file, and the day it was made."""

    made_on = ParsedField(
        _l("¿Cuándo se hizo?"), parse=read_date, missing="Escriba la fecha del plan, así: 24/6/2026."
    )
    # The file itself comes beside the text fields: this one is for what is wrong with it.
    file = ParsedField(_l("Archivo del plan"))

    def check(self) -> None:
        """It was made on a day."""
        self.require(("made_on",))

    def read_file(self, stream: object, name: str) -> bytes | None:
        """The bytes that were sent, none more than may be kept; None, and said why, where there are none."""
        data: bytes = stream.read(LARGEST + 1) if name and hasattr(stream, "read") else b""
        if not name:
            self.refuse("file", _("Elija el archivo del plan."))
            return None
        return data


class RemovePage(TokenForm):
    """Why a plan is taken off."""

    why = ParsedField(_l("¿Por qué?"), parse=reason_parser(LONGEST_REASON))
