"""What a question says: on its page, in the message that carries its link, and to whoever asked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from admin.producer.models import ProducerQuestion
from catalog.products.models import Product
from catalog.products.prices import say_price, say_quantity
from catalog.products.units import UNITS
from core.numbers import format_money

ASKING: dict[str, Any] = {
    "price": _l("¿Sigue igual el precio?"),
    "availability": _l("¿Sigue entregando lo mismo?"),
}


@dataclass(frozen=True)
class Sent:
    """A question as whoever asks sees it; `address` only while it waits."""

    asking: Any
    asked_on: str
    asked_by: str
    said: str
    day: str
    address: str
    whatsapp: str
    words: str


@dataclass(frozen=True)
class Words:
    """A question as the producer reads it, with its first two answers."""

    question: str
    yes: str
    change: str
    label: str
    hint: str
    before: str


def question_words(question: ProducerQuestion, product: Product) -> Words:
    """What is asked of a product as it stands now; it says so where it was asked about another price."""
    unit = UNITS[product.unit]
    if question.kind == "price":
        other = (question.price, question.unit) != (product.price, product.unit)
        money = format_money(question.price).removesuffix(".00")
        return Words(
            _("¿Sigue a %(price)s?", price=say_price(product.price, unit)),
            _("Sí, sigue igual"),
            _("No, cambió el precio"),
            _("¿Cuánto cuesta ahora %(each)s?", each=unit.price_phrase),
            _("Solo el número. Por ejemplo: 12.50"),
            _("Cuando le preguntamos estaba a %(price)s. Después cambió.", price=money) if other else "",
        )
    label, hint = _("¿Cuánto puede entregar en un mes?"), _("En %(unit)s. Por ejemplo: 20", unit=unit.plural)
    change = _("Cambió la cantidad")
    if product.paused_on is not None:
        return Words(_("¿Ya tiene otra vez?"), _("Sí, ya tengo"), change, label, hint, "")
    if product.capacity is None:
        return Words(_("¿Todavía tiene?"), _("Sí, tengo"), _("Decir cuánto al mes"), label, hint, "")
    quantity = say_quantity(product.capacity, unit)
    asked = _("¿Sigue entregando hasta %(quantity)s al mes?", quantity=quantity)
    return Words(asked, _("Sí, sigue igual"), change, label, hint, "")


def said_words(question: ProducerQuestion) -> str:
    """What was answered; empty while it waits."""
    return {
        "": "",
        "yes": _("Sí"),
        "changed": _("Cambió el precio") if question.kind == "price" else _("Cambió la cantidad"),
        "paused": _("No tiene por ahora"),
    }[question.answer]


def message(question: ProducerQuestion, product: Product, address: str, brand: str) -> str:
    """What goes out by WhatsApp. It names no amount: others see what a telephone announces."""
    asked = {
        "price": _("¿sigue igual el precio?"),
        "availability": _("¿sigue entregando lo mismo?"),
    }[question.kind]
    return _(
        "Hola, le escribe %(who)s, de %(brand)s. %(product)s: %(asked)s Responda con un toque aquí: %(link)s",
        who=question.asked_by, brand=brand, product=product.name, asked=asked, link=address,
    )  # fmt: skip


def whatsapp(phone: str, words: str) -> str:
    """The address that opens WhatsApp with the message; without a phone the gestor picks whom to send it to."""
    return f"https://wa.me/{phone.removeprefix('+')}?text={quote(words, safe='')}"
