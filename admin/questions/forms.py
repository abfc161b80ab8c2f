"""What is typed into a question: by the gestor who asks, and by the producer who answers."""

from typing import Any

from flask_babel import gettext as _

from admin.producer.forms import price_for, quantity_for
from admin.producer.models import ANSWERS, QUESTIONS
from admin.products.live import LiveChange
from catalog.products.models import Product
from core.errors import InputError
from core.forms import ParsedField, ParsedForm
from core.web_forms import TokenForm


def read_kind(typed: str) -> str:
    """One of QUESTIONS."""
    if typed not in QUESTIONS:
        raise InputError(_("Elija qué quiere preguntar."))
    return typed


def read_answer(typed: str) -> str:
    """One of ANSWERS."""
    if typed not in ANSWERS:
        raise InputError(_("Toque una de las respuestas."))
    return typed


class AskForm(TokenForm):
    """The gestor's two buttons."""

    kind = ParsedField(parse=read_kind)

    def check(self) -> None:
        """One of them is needed."""
        if not self.kind.given:
            self.refuse("kind", _("Elija qué quiere preguntar."))


class AnswerForm(ParsedForm):
    """The producer's answer. It carries no token of a session: who has the link may answer, and nobody else can.

    `shown` is what stood on the screen: what somebody else changed meanwhile is not confirmed unseen.
    """

    answer = ParsedField(parse=read_answer)
    shown = ParsedField()
    value = ParsedField()

    def __init__(self, kind: str, product: Product, *args: Any, **options: Any) -> None:
        self.kind, self.product = kind, product
        super().__init__(*args, **options)

    def parse_value(self, typed: str) -> int:
        """A new price, or how much a month."""
        return (price_for if self.kind == "price" else quantity_for)(self.product, typed)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is an answer, and a number where it changes."""
        super().validate(extra_validators)
        if not self.answer.given:
            self.refuse("answer", _("Toque una de las respuestas."))
        if self.answer.data == "changed" and not self.value.given:
            missing = _("Escriba el precio.") if self.kind == "price" else _("Escriba cuánto puede entregar.")
            self.refuse("value", missing)
        return not self.errors

    @property
    def stale(self) -> bool:
        """Whether what was confirmed is not what stands now."""
        return self.answer.data == "yes" and self.shown.typed != shown(self.product)

    @property
    def change(self) -> LiveChange:
        """The answer as a change, once it is valid."""
        if self.answer.data == "paused":
            return LiveChange(paused=True)
        if self.kind == "price":
            return LiveChange(
                price=self.value.data if self.answer.data == "changed" else None, price_holds=True
            )
        return LiveChange(
            capacity=self.value.data if self.answer.data == "changed" else None, supply_holds=True
        )


def shown(product: Product) -> str:
    """What an answer is about, as the page carries it."""
    return f"{product.price} {product.unit} {product.capacity or 0} {product.paused_on or ''}".strip()
