"""What is written to whoever is invited, or gets another link from an administrator."""

from flask_babel import gettext as _

from core.outbox.letters import Written, compose


def link_letter(name: str, address: str, brand: str, *, invited: bool) -> Written:
    """The link of an invitation, or to choose another password."""
    if invited:
        subject = _("Su cuenta de %(brand)s", brand=brand)
        said = _("Le abrieron una cuenta. Abra este enlace y elija su clave:")
        time = _("El enlace sirve una sola vez, durante 7 días. Si no esperaba este mensaje, no haga nada.")
    else:
        subject = _("Elija otra clave de %(brand)s", brand=brand)
        said = _("Quien administra las cuentas le envía este enlace para elegir otra clave:")
        time = _("El enlace sirve una sola vez, durante 2 horas. Si no lo pidió, avise a quien administra.")
    return compose("admin/accounts/link", subject, name=name, address=address, said=said, time=time)
