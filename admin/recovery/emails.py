"""What is written to whoever asks for a link."""

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import escape


@dataclass(frozen=True)
class Letter:
    """A message as the outbox takes it."""

    subject: str
    text: str
    html: str


def reset_letter(name: str, address: str, brand: str) -> Letter:
    """The link to choose another password."""
    lines = (
        _("Hola, %(name)s:", name=name),
        _("Alguien pidió cambiar la clave de su cuenta. Si fue usted, abra este enlace y elija otra:"),
        address,
        _("El enlace sirve una sola vez, durante 2 horas."),
        _("Si no lo pidió usted, no haga nada: su clave sigue siendo la misma."),
        brand,
    )
    linked = [
        f'<a href="{escape(line)}">{escape(line)}</a>' if line == address else escape(line) for line in lines
    ]
    return Letter(
        _("Cambie su clave de %(brand)s", brand=brand),
        "\n\n".join(lines) + "\n",
        "".join(f"<p>{line}</p>" for line in linked),
    )
