"""What somebody types on her own account's page."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.access.forms import ChooseForm, as_typed
from core.crypto import UnreadableError, vault
from core.errors import InputError
from core.forms import ParsedField, text_parser
from core.web_forms import TokenForm


class PasswordForm(ChooseForm):
    """Another password, with the one there is."""

    password_now = ParsedField(parse=as_typed, missing=_l("Escriba su clave de ahora."))

    def check(self) -> None:
        """Both are needed, and neither is sent back."""
        super().check()
        self.require(("password_now",))
        self.password_now.typed = ""


class ProofForm(TokenForm):
    """The password, before something that it protects."""

    password_now = ParsedField(parse=as_typed, missing=_l("Escriba su clave de ahora."), id="proof")

    def check(self) -> None:
        """It is needed, and not sent back."""
        self.require(("password_now",))
        self.password_now.typed = ""


class SecondFactorForm(TokenForm):
    """The code that a telephone shows for a secret; the secret travels sealed, and for one account only."""

    code = ParsedField(
        parse=text_parser(20), missing=_l("Escriba el código de 6 números que muestra su celular.")
    )
    sealed = ParsedField()
    password_now = ParsedField(parse=as_typed)

    def __init__(self, account: str, *, proof: bool, **options: Any) -> None:
        self.account = account
        self.proof = proof
        super().__init__(**options)

    def parse_sealed(self, typed: str) -> str:
        """The secret that was shown to this account."""
        try:
            account, _colon, secret = vault().open(typed).partition(":")
        except UnreadableError:
            account, secret = "", ""
        if account != self.account:
            raise InputError(_("Esta página se abrió hace mucho. Vuelva a escanear el código."))
        return secret

    def check(self) -> None:
        """A code is needed; the password too where a telephone is replaced."""
        self.require(("code",))
        if self.proof and not self.password_now.given:
            self.refuse("password_now", _("Escriba su clave de ahora."))
        self.code.typed = self.password_now.typed = ""


def sealed_secret(account: str, secret: str) -> str:
    """A secret as the form carries it."""
    return vault().seal(f"{account}:{secret}")
