"""What is typed of units, of districts and of who stands in for whom."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from wtforms.fields import Field

from admin.households.pages import read_version
from core.errors import InputError
from core.forms import ParsedField, text_parser
from core.web_forms import TokenForm

LONGEST_NAME = 80


class CodesField(Field):
    """Boxes of one name: the values of those that were ticked."""

    def process_data(self, value: Any) -> None:
        """What is ticked before anybody chooses."""
        self.data = set(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """What was ticked: nothing, where the form came without any."""
        self.data = set(valuelist)


def read_day(typed: str) -> date:
    """A day as browsers send it, or as people write it."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            day = datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
        if 2000 <= day.year <= 2100:
            return day
    raise InputError(_("Escriba la fecha así: 24/11/2026."))


class UnitForm(TokenForm):
    """A unit and its provinces."""

    name = ParsedField(parse=text_parser(LONGEST_NAME, shortest=3))
    provinces = CodesField()
    version = ParsedField(parse=read_version)

    def check(self) -> None:
        """A unit has a name."""
        if not self.name.given:
            self.refuse("name", _("Escriba el nombre de la unidad, como UT Cusco."))


class DistrictsForm(TokenForm):
    """The districts of a gestor."""

    districts = CodesField()
    version = ParsedField(parse=read_version)


class SubstitutionForm(TokenForm):
    """Who stands in for whom, and when."""

    absent = ParsedField()
    substitute = ParsedField()
    from_on = ParsedField(parse=read_day)
    until_on = ParsedField(parse=read_day)

    def check(self) -> None:
        """All four are needed."""
        needed = {
            "absent": _("Elija quién estará ausente."),
            "substitute": _("Elija quién la reemplaza."),
            "from_on": _("Escriba desde qué día."),
            "until_on": _("Escriba hasta qué día."),
        }
        for name, words in needed.items():
            if not self[name].given:  # type: ignore[attr-defined]  # all four are ParsedFields
                self.refuse(name, words)
