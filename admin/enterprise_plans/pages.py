"""The forms of plans."""

from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.households.forms import read_date
from admin.households.pages import LONGEST_REASON
from admin.households.words import say_date
from core.clock import today
from core.document_forms import FileForm
from core.forms import ParsedField
from core.web_forms import TokenForm


class PlanPage(FileForm):
    """A plan: its file, and the day it was made."""

    # The file itself comes beside the text fields: this one is for what is wrong with it.
    file = ParsedField(_l("Archivo del plan"))
    made_on = ParsedField(
        _l("¿Cuándo se hizo?"), parse=read_date, missing=_l("Escriba la fecha del plan, así: 24/6/2026.")
    )

    def __init__(self, **options: object) -> None:
        super().__init__(**{"made_on": say_date(today())} | options)

    def check(self) -> None:
        """It was made on a day."""
        self.require(("made_on",))


class RemovePage(TokenForm):
    """Why a plan is taken off."""

    why = ParsedField(_l("¿Por qué?"), parse=reason_parser(LONGEST_REASON))
