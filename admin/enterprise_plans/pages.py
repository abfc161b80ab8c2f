"""The forms of plans."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.enterprise_plans.files import LARGEST, kind_of
from admin.households.forms import read_date
from admin.households.pages import LONGEST_REASON
from admin.households.words import say_date
from core.clock import today
from core.errors import InputError
from core.forms import ParsedField
from core.web_forms import TokenForm


class PlanPage(TokenForm):
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

    def read_file(self, stream: object, name: str) -> bytes | None:
        """The bytes that were sent, none more than may be kept; None, and said why, where there are none."""
        data: bytes = stream.read(LARGEST + 1) if name and hasattr(stream, "read") else b""
        if not name:
            self.refuse("file", _("Elija el archivo del plan."))
            return None
        try:
            kind_of(data)
        except InputError as error:
            self.refuse("file", error.message)
            return None
        return data

    def ask_again(self) -> None:
        """Say that a file which was right must be chosen again: a browser keeps none for another try."""
        if not self.file.errors:
            self.refuse("file", _("El archivo está bien, pero debe elegirlo otra vez."))


class RemovePage(TokenForm):
    """Why a plan is taken off."""

    why = ParsedField(_l("¿Por qué?"), parse=reason_parser(LONGEST_REASON))
