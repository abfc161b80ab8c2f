"""The forms of the private records of enterprises as pages send them."""

import re
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.enterprises.record_forms import RecordForm, RecordGround, read_ruc
from admin.enterprises.record_values import RecordValues
from admin.households.forms import one_of, read_dni
from admin.households.pages import INCOMPLETE, LONGEST_REASON, DayPage, read_version
from core.errors import InputError
from core.forms import ParsedField
from core.text import clean
from core.web_forms import PageForm, TokenForm


def read_number(typed: str) -> str:
    """A DNI or a RUC, by how many digits it has."""
    digits = re.sub(r"[\s.\-]", "", clean(typed))
    if len(digits) == 11:
        return read_ruc(digits)
    if len(digits) != 8:
        raise InputError(_("Un DNI tiene 8 dígitos y un RUC tiene 11. Conserve los ceros iniciales."))
    return read_dni(digits)


class RecordPage(PageForm, RecordForm):
    """A new enterprise; `different` says that it is none of those that look alike."""

    soonest = timedelta(0)
    different = ParsedField(parse=one_of(("yes",)))

    def __init__(self, ground: RecordGround, **options: Any) -> None:
        self.ground = ground
        super().__init__(**options)

    def check(self) -> None:
        """It has a name and is somewhere."""
        self.require(("name", "place"))


class RecordEdit(TokenForm, RecordForm):
    """What is known of an enterprise; `ruc_gone` takes the kept RUC away."""

    version = ParsedField(parse=read_version, missing=INCOMPLETE)
    ruc_gone = ParsedField(_l("Quitar el RUC guardado"), parse=one_of(("yes",)))

    def __init__(self, ground: RecordGround, **options: Any) -> None:
        self.ground = ground
        super().__init__(**options)

    def check(self) -> None:
        """Without the version nobody knows what was shown."""
        self.require(("name", "place", "version"))

    def record(self) -> RecordValues:
        """What was typed, once it is valid."""
        values = super().record()
        if self.ruc_gone.given and not self.ruc.given:
            return RecordValues(**vars(values) | {"ruc": ""})
        return values


class NumberPage(TokenForm):
    """A DNI or a RUC that is looked for."""

    number = ParsedField(
        _l("DNI o RUC"), parse=read_number, missing="Escriba un DNI de 8 dígitos o un RUC de 11."
    )

    def check(self) -> None:
        """Something is looked for."""
        self.require(("number",))


class RucPage(TokenForm):
    """Why somebody asks for a RUC that is kept covered."""

    why = ParsedField(
        _l("¿Para qué lo necesita?"),
        parse=reason_parser(LONGEST_REASON, shortest=5),
        missing="Escriba para qué necesita ver el RUC.",
    )

    def check(self) -> None:
        """There is a reason."""
        self.require(("why",))


class JoinPage(DayPage):
    """Somebody begins to take part on a day, perhaps as the titular."""

    titular = ParsedField(_l("Es titular desde ahora"), parse=one_of(("yes",)))
    led = ParsedField()


class TitularPage(TokenForm):
    """A confirmation: nothing is typed. `led` is who was titular when the page was shown."""

    led = ParsedField()
