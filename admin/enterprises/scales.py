"""How far an enterprise has come, from 0 to 3, each step in a sentence that two people read alike.

The programme's plan asks for a census of the digital and the logistic maturity of enterprises and names no steps
(specific objective 2, mapping of the supply). These are the site's, made of what the plan wants enterprises to reach:
wallets, networks and a catalogue; packaging, deliveries and a promise that is kept.
"""

from flask_babel import gettext as _

STEPS = (0, 1, 2, 3)
# The step is typed and sent as text.
TYPED = tuple(str(step) for step in STEPS)


def digital() -> dict[str, str]:
    """What each step of the digital scale means."""
    return {
        "0": _("No usa celular ni internet para vender."),
        "1": _("Atiende por llamadas o WhatsApp cuando la buscan."),
        "2": _("Muestra sus productos en WhatsApp o redes y cobra con Yape o Plin."),
        "3": _("Recibe pedidos por internet, los anota y responde en el día."),
    }


def logistic() -> dict[str, str]:
    """What each step of the logistic scale means."""
    return {
        "0": _("Vende solo en su casa o chacra; el cliente recoge."),
        "1": _("Lleva sus productos a la feria o al mercado de su distrito."),
        "2": _("Empaca y entrega en su provincia en un día acordado."),
        "3": _("Envía fuera de su provincia, con empaque y flete conocidos."),
    }
