"""What is typed of an account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.access.permissions import STAFF, TERRITORIAL, Role
from admin.accounts.operations import AccountValues
from admin.households.pages import read_version
from core.errors import InputError
from core.forms import ParsedField, text_parser
from core.outbox.server import is_address
from core.text import clean
from core.web_forms import TokenForm

LONGEST = 120


def read_email(typed: str) -> str:
    """One address, in small letters, as it is looked up."""
    kept = clean(typed).lower()
    if len(kept) > LONGEST or not is_address(kept):
        raise InputError(_("Escriba un correo, como ana.quispe@correo.pe."))
    return kept


def read_role(typed: str) -> Role:
    """A role of staff."""
    if typed not in {str(role) for role in STAFF}:
        raise InputError(_("Elija un rol de la lista."))
    return Role(typed)


class AccountForm(TokenForm):
    """An account, to be invited or changed; `units` are the numbers of the units by their public id."""

    name = ParsedField(_l("Nombre y apellidos"), parse=text_parser(LONGEST, shortest=3))
    email = ParsedField(_l("Correo"), parse=read_email)
    role = ParsedField(_l("Rol"), parse=read_role)
    unit = ParsedField(_l("Unidad territorial"))
    version = ParsedField(parse=read_version)
    units: dict[str, int]

    def check(self) -> None:
        """Name, e-mail and role are needed; a unit where one works in a territory."""
        needed = {
            "name": _("Escriba el nombre de la persona."),
            "email": _("Escriba su correo: con él ingresa."),
            "role": _("Elija qué hará."),
        }
        for name, words in needed.items():
            if not self[name].given:  # type: ignore[attr-defined]  # all three are ParsedFields
                self.refuse(name, words)
        if self.role.data in TERRITORIAL and self.unit.data not in self.units:
            self.refuse("unit", _("Elija la unidad en que trabaja."))

    @property
    def values(self) -> AccountValues:
        """What was typed, once it is valid."""
        unit = self.units.get(self.unit.data or "")
        return AccountValues(self.name.data, self.email.data, self.role.data, unit)
