"""What is written to whoever asked about her data: that it came, and until when she will be answered."""

from flask_babel import gettext as _

from catalog.privacy.queries import Receipt
from catalog.reports.queries import say_number
from core.i18n import say_date
from core.outbox.letters import Written, compose


def receipt_letter(receipt: Receipt) -> Written:
    """The receipt; nothing of what she typed is in it."""
    number = say_number(receipt.number)
    subject = _("Recibimos su pedido N.° %(number)s", number=number)
    return compose("catalog/privacy/receipt", subject, number=number, due_on=say_date(receipt.due_on))
