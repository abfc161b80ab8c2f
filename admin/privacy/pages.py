"""The forms of a case as its page sends them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.households.forms import one_of
from admin.households.pages import read_version
from admin.privacy.models import CHANNELS
from core.forms import ParsedField, text_parser
from core.web_forms import TokenForm

WAYS = ("shown", "video", "copy", "proxy")
LONGEST_ANSWER = 4000
LONGEST_REASON = 300
_LOST = _l("El formulario llegó incompleto. Envíelo otra vez.")


def ways() -> dict[str, str]:
    """How one sees that somebody is who she says."""
    return {
        "shown": _("Mostró su DNI en persona"),
        "video": _("Mostró su DNI por videollamada"),
        "copy": _("Envió copia de su DNI"),
        "proxy": _("Otra persona, con carta poder y su DNI"),
    }


def channels() -> dict[str, str]:
    """How an answer reaches her."""
    return {
        "mail": _("Por correo: se envía desde aquí"),
        "phone": _("Ya se le dijo por teléfono"),
        "paper": _("Ya se le entregó en papel"),
        "in_person": _("Ya se le dijo en persona"),
    }


def ends() -> dict[str, str]:
    """What may come of a request."""
    return {"granted": _("Se acepta"), "refused": _("No se acepta")}


class CaseForm(TokenForm):
    """What all of them carry: the version of the case that the page showed."""

    version = ParsedField(parse=read_version, missing=_LOST)
    needed: tuple[str, ...] = ()

    def check(self) -> None:
        """What is needed was given."""
        self.require(("version", *self.needed))


class IdentityForm(CaseForm):
    """Who she is."""

    how = ParsedField(parse=one_of(WAYS), missing=_l("Elija cómo comprobó quién lo pide."))
    member = ParsedField()
    needed = ("how",)


class ExtendForm(CaseForm):
    """More time, once."""

    why = ParsedField(
        _l("¿Por qué hace falta más tiempo?"),
        parse=reason_parser(LONGEST_REASON, shortest=10),
        missing=_l("Escriba por qué hace falta más tiempo: se le dice a la persona."),
    )
    needed = ("why",)


class AnswerForm(CaseForm):
    """The answer."""

    end = ParsedField(parse=one_of(("granted", "refused")), missing=_l("Elija si se acepta o no."))
    through = ParsedField(parse=one_of(CHANNELS), missing=_l("Elija por qué medio se le respondió."))
    words = ParsedField(
        _l("La respuesta"),
        parse=text_parser(LONGEST_ANSWER, shortest=10, lines=True),
        missing=_l("Escriba la respuesta: lo que se hizo, o por qué no se acepta."),
    )
    needed = ("end", "through", "words")
