"""Forms sent from a page: tied to the sender's session; those of visitors sent once, and by a person."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Response, current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from itsdangerous import BadData, TimestampSigner

from core.clock import now
from core.errors import InputError
from core.forms import ParsedField, ParsedForm

# Nobody reads a form, chooses and sends it sooner; a program does.
SOONEST = timedelta(seconds=2)


def init_app(app: Flask) -> None:
    """Tokens hold as long as the session does: a form left open over lunch is sent all the same."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None


def keep_private(response: Response) -> Response:
    """Mark a page that carries a token: kept nowhere, and not compressed beside what a visitor typed (BREACH)."""
    response.headers["Cache-Control"] = "no-store, no-transform"
    response.headers["Content-Encoding"] = "identity"
    return response


def say_wait(seconds: int) -> str:
    """What whoever tried too often is told."""
    minutes = -(-seconds // 60)
    if minutes > 90:
        hours = -(-minutes // 60)
        return _("Demasiados intentos. Espere %(hours)s horas y vuelva a probar.", hours=hours)
    return ngettext(
        "Demasiados intentos. Espere %(num)s minuto y vuelva a probar.",
        "Demasiados intentos. Espere %(num)s minutos y vuelva a probar.",
        minutes,
    )


class TokenForm(FlaskForm, ParsedForm):
    """A form with the session's token: nobody else's page can send it in this person's name."""

    class Meta(FlaskForm.Meta):
        """Fields are texts: a view reads the files that it takes by itself, and nothing reads JSON."""

        def wrap_formdata(self, _form: Any, formdata: Any) -> Any:
            """What is given; where nothing was said, the texts of the request that sends a form."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return (request.form or None) if request.method == "POST" else None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]  # the package is not annotated
        self.troubles: list[str] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it may be acted on; what is wrong stands at its field, or in `troubles` where it has none."""
        super().validate(extra_validators)
        self.troubles = list(self._troubles())
        self.check()
        return not self.troubles and not self.errors

    def check(self) -> None:
        """What a form refuses beyond its fields' own reading."""

    def wrong(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Of these fields, each that was refused with what it says."""
        return [(name, str(self[name].errors[0])) for name in names if self[name].errors]

    def _troubles(self) -> list[str]:
        if "csrf_token" in self and self["csrf_token"].errors:
            return [_("Su navegador no guardó la cookie de este formulario, o ya la borró. Envíelo otra vez; si se repite, permita las cookies de este sitio.")]  # fmt: skip  # noqa: E501
        return []


class PageForm(TokenForm):
    """A form for anybody: with a signed stamp, and a trap for programs that fill in everything.

    The stamp says when the form was shown, and its random part is the same however often it is sent: `key`.
    """

    soonest = SOONEST
    stamp = ParsedField(parse=lambda typed: _read_stamp(typed))
    website = ParsedField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.stamp.data is None:
            self.stamp.typed = _signer().sign(secrets.token_urlsafe(24)).decode()

    @property
    def key(self) -> str:
        """What all submissions of this showing of the form have in common."""
        key: str = self.stamp.data[0]
        return key

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it may be acted on; that it came too soon is said only where nothing else is wrong."""
        if not super().validate(extra_validators):
            return False
        if now() - self.stamp.data[1] < self.soonest:
            self.troubles.append(_("Llegó demasiado rápido. Espere unos segundos y envíelo otra vez."))
        return not self.troubles

    def _troubles(self) -> list[str]:
        if said := super()._troubles():
            return said
        if self.stamp.data is None:
            return [_("El formulario llegó incompleto. Envíelo otra vez.")]
        if self.website.given:
            self.website.typed = ""
            return [_("Parece que lo llenó un programa. Si usted es una persona, envíelo otra vez.")]
        return []


def _signer() -> TimestampSigner:
    return TimestampSigner(current_app.secret_key or "", salt="form-stamp")


def _read_stamp(typed: str) -> tuple[str, datetime]:
    try:
        key, shown_at = _signer().unsign(typed, return_timestamp=True)
    except BadData:
        raise InputError(_("El formulario llegó incompleto. Envíelo otra vez.")) from None
    return key.decode(), shown_at
