"""Every fact of a product in one order, so that the same fact of several products stands in one row."""

from flask_babel import gettext as _

from catalog.products.dossiers import Dossier
from catalog.products.presentation import Fact
from catalog.products.seals import verified
from core.i18n import say_date


def every_fact(one: Dossier) -> list[Fact]:
    """What a buyer asks of a product beside its price and its months: as many lines for each, in the same order."""
    return [*_supply(one), *_delivery(one), *_goods(one), *_selling(one)]


def _fact(term: str, words: str, note: str = "") -> Fact:
    return Fact(term, words or _("sin dato"), "", note, unknown=not words)


def _supply(one: Dossier) -> list[Fact]:
    confirmed = _("Confirmada el %(day)s", day=say_date(one.product.availability_confirmed_on))
    confirmed = confirmed if one.capacity else ""
    return [
        _fact(_("Capacidad al mes"), one.paused or one.capacity, one.paused_since or confirmed),
        _fact(_("Pedido mínimo"), one.min_order),
        _fact(_("Plazo de entrega"), one.lead),
    ]


def _delivery(one: Dossier) -> list[Fact]:
    """Places known by their code first; what was typed explains them, or stands in for them."""
    said = [one.product.delivery, one.product.delivery_days]
    where = ", ".join(one.served) or said.pop(0)
    return [
        _fact(_("Entrega en"), where, " · ".join(filter(None, said))),
        _fact(_("Flete"), one.freight),
    ]


def _goods(one: Dossier) -> list[Fact]:
    """What only a thing has: of a service it is said that it does not apply."""
    seals = _seals(one)
    if one.product.kind == "service":
        not_here = _("No corresponde")
        terms = (_("Cadena de frío"), _("Empaque"), _("Registro sanitario"))
        return [*(_fact(term, not_here) for term in terms), _variants(one), seals]
    return [
        _fact(_("Cadena de frío"), one.cold_chain),
        _fact(_("Empaque"), _capital(one.product.packaging)),
        one.registration,
        _variants(one),
        seals,
    ]


def _seals(one: Dossier) -> Fact:
    """The seals, and who verified them: once where it was the same for all."""
    checked = [verified(seal) for seal in one.seals]
    if len(set(checked)) > 1:
        checked = [f"{seal.name}: {said}" for seal, said in zip(one.seals, checked, strict=True)]
    names = ", ".join(seal.name for seal in one.seals)
    return _fact(_("Sellos"), names or _("Ninguno"), "; ".join(dict.fromkeys(checked)))


def _variants(one: Dossier) -> Fact:
    return _fact(_("Variedades"), _capital(one.product.variants))


def _selling(one: Dossier) -> list[Fact]:
    return [
        _fact(_("Comprobante"), one.invoices),
        _fact(_("Forma de pago"), one.payments),
        _fact(_("Billeteras"), one.wallets),
        _fact(_("Se encuentra en"), one.enterprise.market),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
