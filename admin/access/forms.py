"""What somebody types to be let in."""

from typing import Any

from flask_babel import lazy_gettext as _l

from admin.access import passwords
from core.forms import ParsedField, text_parser
from core.text import clean
from core.web_forms import TokenForm

LONGEST_EMAIL = 120


def read_email(typed: str) -> str:
    """An e-mail as it is looked up; that it is one need not be checked, since only known ones are found."""
    return clean(typed).lower()[:LONGEST_EMAIL]


def as_typed(typed: str) -> str:
    """A password is never cleaned."""
    return typed[: 2 * passwords.LONGEST]


class SignInForm(TokenForm):
    """The form on /ingresar; `held` and `next` are where one wanted to go."""

    email = ParsedField(parse=read_email, missing=_l("Escriba su correo."))
    password = ParsedField(parse=as_typed, missing=_l("Escriba su clave."))
    next = ParsedField()
    held = ParsedField()

    def check(self) -> None:
        """Both are needed; the password is never sent back."""
        self.require(("email", "password"))
        self.password.typed = ""


class CodeForm(TokenForm):
    """The second step."""

    code = ParsedField(parse=text_parser(20), missing=_l("Escriba el código de 6 números de su celular."))
    next = ParsedField()
    held = ParsedField()

    def check(self) -> None:
        """A code is needed."""
        self.require(("code",))


class AskForm(TokenForm):
    """The form on /clave."""

    email = ParsedField(parse=read_email, missing=_l("Escriba su correo."))

    def check(self) -> None:
        """An e-mail is needed."""
        self.require(("email",))


class ChooseForm(TokenForm):
    """A new password; `own_words` are those of the account that it must not be."""

    password = ParsedField(missing=_l("Escriba la clave que quiere usar."))

    def __init__(self, own_words: tuple[str, ...] = (), **options: Any) -> None:
        self.own_words = own_words
        super().__init__(**options)

    def parse_password(self, typed: str) -> str:
        """Refuse one that is easily guessed."""
        passwords.check(typed, own_words=self.own_words)
        return typed

    def check(self) -> None:
        """A password is needed, and never sent back."""
        self.require(("password",))
        self.password.typed = ""
