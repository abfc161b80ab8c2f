"""What an entry says besides its sentence, in words: what was asked, chosen or counted; of people, fields only."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from admin.access.permissions import Role
from admin.access.words import role_name
from admin.audit.fields import say_fields
from admin.consents.pages import channels as consent_channels
from admin.enterprises.words import shown_fields
from admin.privacy.pages import channels, ways
from admin.retention.rules import RULES
from catalog.privacy.forms import kind_words
from catalog.reports.forms import reason_words
from core.i18n import say_date

Changes = Mapping[str, Any]


def say_details(action: str, changes: Changes) -> str:
    """The second line of an entry; empty where the sentence says it all."""
    return SAID.get(action, _fields)(changes)


def _fields(changes: Changes) -> str:
    said = say_fields(changes)
    return _("Datos: %(fields)s", fields=said) if said else ""


def _device(changes: Changes) -> str:
    return _("Desde: %(device)s", device=changes["device"]) if changes.get("device") else ""


def _consent(changes: Changes) -> str:
    field = shown_fields().get(changes.get("field", ""), "")
    by = consent_channels().get(changes.get("channel", ""), "")
    return ", ".join(filter(None, (_("Mostrar %(field)s", field=field) if field else "", by)))


def _checked(changes: Changes) -> str:
    return _("Marcó: %(checks)s", checks=say_fields(changes))


def _asked(changes: Changes) -> str:
    return kind_words().get(changes.get("kind", ""), "")


def _known(changes: Changes) -> str:
    found = _("Está en el registro.") if changes.get("member") else _("No está en el registro.")
    return f"{ways().get(changes.get('how', ''), '')}. {found}"


def _answered(changes: Changes) -> str:
    return channels().get(changes.get("through", ""), "")


def _extended(changes: Changes) -> str:
    return _("Hasta el %(day)s", day=say_date(date.fromisoformat(changes["due_on"])))


def _rows(changes: Changes) -> str:
    return ngettext("%(num)s fila", "%(num)s filas", changes.get("rows", 0))


def _reviewed(changes: Changes) -> str:
    asked = changes.get("asked", 0)
    told = [ngettext("%(num)s número consultado", "%(num)s números consultados", asked)] if asked else []
    return ", ".join([_rows(changes), *told])


def _read_in(changes: Changes) -> str:
    made, changed = changes.get("created", 0), changes.get("changed", 0)
    return ", ".join(
        (
            ngettext("%(num)s ficha nueva", "%(num)s fichas nuevas", made),
            ngettext("%(num)s cambiada", "%(num)s cambiadas", changed),
        )
    )


def _erased(changes: Changes) -> str:
    said = [f"{rule.what}: {changes[rule.key]:,}" for rule in RULES if rule.key in changes]
    return "; ".join(said) or _("No había nada que borrar.")


def _reported(changes: Changes) -> str:
    return reason_words().get(changes.get("reason", ""), "")


def _link(changes: Changes) -> str:
    return _("Para entrar por primera vez") if changes.get("purpose") == "invitation" else _("Para cambiarla")


def _role(changes: Changes) -> str:
    """The role is said, the other fields are named."""
    rest = _fields({name: value for name, value in changes.items() if name != "role"})
    if changes.get("role") not in set(Role):
        return rest
    return ". ".join(filter(None, (_("Rol: %(role)s", role=role_name(Role(changes["role"]))), rest)))


def _days(changes: Changes) -> str:
    first, last = (say_date(date.fromisoformat(changes[name])) for name in ("from_on", "until_on"))
    return _("Del %(first)s al %(last)s", first=first, last=last)


def _districts(changes: Changes) -> str:
    more, fewer = len(changes.get("districts_added", ())), len(changes.get("districts_removed", ()))
    return ", ".join(
        (
            ngettext("%(num)s distrito más", "%(num)s distritos más", more),
            ngettext("%(num)s menos", "%(num)s menos", fewer),
        )
    )


SAID: dict[str, Callable[[Changes], str]] = {
    "account.districts": _districts,
    "account.invite": _role,
    "account.link": _link,
    "account.sign_in": _device,
    "account.update": _role,
    "consent.give": _consent,
    "consent.withdraw": _consent,
    "enterprise.check": _checked,
    "export.enterprises": _rows,
    "export.households": _rows,
    "import.enterprises": _read_in,
    "import.households": _read_in,
    "import.review": _reviewed,
    "listing_report.send": _reported,
    "privacy.extend": _extended,
    "privacy.grant": _answered,
    "privacy.identity": _known,
    "privacy.refuse": _answered,
    "privacy.request": _asked,
    "product.check": _checked,
    "retention.run": _erased,
    "substitution.create": _days,
}
