"""Why an old version comes back."""

from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.households.pages import LONGEST_REASON
from core.forms import ParsedField
from core.web_forms import TokenForm


class RestorePage(TokenForm):
    """A reason, and whether the open version may be replaced."""

    why = ParsedField(
        _l("¿Por qué vuelve esta versión?"),
        parse=reason_parser(LONGEST_REASON, shortest=5),
        missing=_l("Escriba por qué vuelve esta versión."),
    )
    over = ParsedField(_l("Reemplazar la versión que está abierta"))

    def check(self) -> None:
        """There is a reason."""
        self.require(("why",))
