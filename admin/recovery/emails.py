"""What is written to whoever asks for a link."""

from flask_babel import gettext as _

from core.outbox.letters import Written, compose


def reset_letter(name: str, address: str, brand: str) -> Written:
    """The link to choose another password."""
    subject = _("Cambie su clave de %(brand)s", brand=brand)
    return compose("admin/recovery/reset", subject, name=name, address=address)
