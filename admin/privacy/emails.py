"""What is written to whoever asked about her data: more time is needed, or the answer."""

from datetime import date

from flask_babel import gettext as _

from catalog.reports.queries import say_number
from core.i18n import say_date
from core.outbox.letters import Written, compose


def extension_letter(number: str, until: date, why: str) -> Written:
    """That the term is extended, until when and why."""
    said = _(
        "Necesitamos más tiempo para responderle bien. La ley permite ampliar el plazo una sola vez: hasta el %(day)s.",
        day=say_date(until),
    )
    subject = _("Su pedido N.° %(number)s: más plazo", number=say_number(number))
    return compose("admin/privacy/letter", subject, said=said, words=why)


def answer_letter(number: str, words: str) -> Written:
    """The answer, and where one complains of it."""
    said = _("Respondemos a lo que pidió sobre sus datos:")
    subject = _("Respuesta a su pedido N.° %(number)s", number=say_number(number))
    return compose("admin/privacy/letter", subject, said=said, words=words)
