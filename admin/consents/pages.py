"""The forms of consent as its page sends them: nothing is ticked before she says so."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.consents.models import CHANNELS, FIELDS
from admin.consents.queries import Mark
from admin.households.forms import one_of, read_date
from core.clock import today
from core.forms import ParsedField
from core.web_forms import TokenForm

LONGEST_REASON = 200
ALL = "all"
_YES = one_of(("yes",))


def field_names() -> dict[str, str]:
    """Each field as it is asked."""
    return {
        "name": _("Su nombre"),
        "portrait": _("Su retrato"),
        "story": _("Su historia"),
        "phone": _("Su celular"),
    }


def channels() -> dict[str, str]:
    """How she said it."""
    return {"in_person": _("En persona"), "phone": _("Por teléfono"), "paper": _("En papel, firmado")}


class GiveForm(TokenForm):
    """What she agrees to show, each by itself; `text` and `mark` say which words and which state the page showed."""

    agree_name = ParsedField(parse=_YES)
    agree_portrait = ParsedField(parse=_YES)
    agree_story = ParsedField(parse=_YES)
    agree_phone = ParsedField(parse=_YES)
    day = ParsedField(_l("¿Qué día lo dijo?"), parse=read_date, missing=_l("Escriba el día, así: 24/6/2026."))
    channel = ParsedField(parse=one_of(CHANNELS), missing=_l("Elija cómo lo dijo."))
    text = ParsedField(missing=_l("El formulario llegó incompleto. Envíelo otra vez."))
    mark = ParsedField(parse=Mark.read, missing=_l("El formulario llegó incompleto. Envíelo otra vez."))

    def __init__(self, **options: object) -> None:
        day = today()
        super().__init__(**{"day": f"{day.day}/{day.month}/{day.year}"} | options)

    def check(self) -> None:
        """She agreed to something, on a day, somehow."""
        self.require(("day", "channel", "text", "mark"))
        if not self.agreed and not any(self[f"agree_{field}"].errors for field in FIELDS):
            self.refuse("agree_name", _("Marque lo que ella aceptó mostrar."))

    @property
    def agreed(self) -> list[str]:
        """The fields that were ticked."""
        return [field for field in FIELDS if self[f"agree_{field}"].data == "yes"]


class WithdrawForm(TokenForm):
    """What is no longer to be shown: one field, or all in one act."""

    field = ParsedField(parse=one_of((*FIELDS, ALL)), missing=_l("Elija qué se retira."))
    why = ParsedField(_l("¿Por qué?"), parse=reason_parser(LONGEST_REASON))

    def check(self) -> None:
        """Something is withdrawn."""
        self.require(("field",))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are meant."""
        return FIELDS if self.field.data == ALL else (self.field.data,)
