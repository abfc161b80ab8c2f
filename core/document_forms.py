"""Forms that take a private file along: the file itself comes beside the text fields."""

from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from core.document_files import LARGEST, kind_of
from core.errors import InputError
from core.web_forms import TokenForm


class FileForm(TokenForm):
    """A form with a field `file`, which says what is wrong with the file that was sent."""

    def read_file(self, sent: FileStorage | None, *, missing: Any = "") -> bytes | None:
        """The bytes that were sent, none more than may be kept; None, and said why, where they are wrong.

        Where no file was chosen it is None too, and only `missing` says so.
        """
        if sent is None or not sent.filename:
            if missing:
                self.refuse("file", str(missing))
            return None
        data = sent.stream.read(LARGEST + 1)
        try:
            kind_of(data)
        except InputError as error:
            self.refuse("file", error.message)
            return None
        return data

    def ask_again(self) -> None:
        """Say that a file which was right must be chosen again: a browser keeps none for another try."""
        if not self["file"].errors:
            self.refuse("file", _("El archivo está bien, pero debe elegirlo otra vez."))
