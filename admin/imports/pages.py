"""The forms of the pages that read sheets in."""

from flask_babel import lazy_gettext as _l

from core.forms import ParsedField
from core.web_forms import TokenForm


class UploadPage(TokenForm):
    """A sheet that is sent; the file itself comes beside."""

    sheet = ParsedField(_l("¿Qué trae la hoja?"))
    file = ParsedField(_l("Archivo de Excel (.xlsx) o CSV"))


class ConfirmPage(TokenForm):
    """That a sheet was looked at, as it was then; `different` says that those who look alike are others."""

    seen = ParsedField()
    different = ParsedField()
