"""What whoever reviews sends: what she looked for, or what is to be mended; and why an old version comes back."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.audit.reasons import reason_parser
from admin.households.pages import INCOMPLETE, LONGEST_REASON
from admin.review.deciding import CHECKS
from core.forms import ParsedField, text_parser
from core.web_forms import TokenForm

ROWS = (1, 2, 3)
LONGEST_REMARK = 300
# What a remark is about where it is about no field.
WHOLE = "whole"


class ChecksPage(TokenForm):
    """The four things that somebody looks for by hand."""

    no_children = ParsedField(_l("No hay niñas ni niños en las fotos"))
    no_house = ParsedField(_l("No se ve la fachada de la casa ni se reconoce dónde vive"))
    no_hardship = ParsedField(_l("No cuenta penurias de la familia ni dice que recibe apoyo"))
    nothing_forbidden = ParsedField(_l("No hay nada de la lista de lo que no se publica"))

    @property
    def checked(self) -> list[str]:
        """What was ticked."""
        return [name for name in CHECKS if name in self.given()]

    def check(self) -> None:
        """Each was looked for."""
        for name in CHECKS:
            if name not in self.given():
                self.refuse(name, _("Mírelo y márquelo. Si no es así, devuelva la ficha."))


class PublishPage(ChecksPage):
    """Publishing exactly what was shown; `reason` is of who decides what she sent."""

    stamp = ParsedField(missing=INCOMPLETE)
    reason = ParsedField(
        _l("Usted la envió: ¿por qué la decide también?"), parse=reason_parser(LONGEST_REASON)
    )

    def check(self) -> None:
        """All was looked for, in what was shown."""
        super().check()
        self.require(("stamp",))


class ReturnPage(TokenForm):
    """Up to three remarks, each on a field or on the whole."""

    stamp = ParsedField(missing=INCOMPLETE)
    where_1 = ParsedField(_l("¿Sobre qué?"))
    where_2 = ParsedField(_l("¿Sobre qué?"))
    where_3 = ParsedField(_l("¿Sobre qué?"))
    remark_1 = ParsedField(_l("Qué hay que corregir"), parse=text_parser(LONGEST_REMARK, shortest=3))
    remark_2 = ParsedField(_l("Qué hay que corregir"), parse=text_parser(LONGEST_REMARK, shortest=3))
    remark_3 = ParsedField(_l("Qué hay que corregir"), parse=text_parser(LONGEST_REMARK, shortest=3))

    def check(self) -> None:
        """Something is said."""
        self.require(("stamp",))
        remarks = (self.remark_1, self.remark_2, self.remark_3)
        if not any(remark.given for remark in remarks):
            self.refuse("remark_1", _("Escriba al menos una observación: qué hay que corregir."))

    def remarks(self, known: dict[str, str]) -> dict[str, str]:
        """What is to be mended by field; two remarks on one field stand under each other."""
        said: dict[str, list[str]] = {}
        for row in ROWS:
            if words := self[f"remark_{row}"].data:
                where = self[f"where_{row}"].data or ""
                said.setdefault(where if where in known and where != WHOLE else "", []).append(words)
        return {where: "\n".join(words) for where, words in said.items()}


class ManyPage(ChecksPage):
    """Several versions at once: what was shown of each stands in its own hidden field."""
