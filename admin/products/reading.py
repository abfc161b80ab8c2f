"""Reading what is typed in a product's fields, and saying it so that it is read back."""

import re
from fractions import Fraction

from catalog.enterprises.models import Wallet
from catalog.products.models import Payment
from catalog.products.papers import parse_paper
from catalog.products.prices import parse_price, parse_quantity
from catalog.products.units import Unit
from core.errors import InputError
from core.forms import NOTHING
from core.numbers import format_money
from core.text import clean, fold, split_list

MAX_PRICE = 100_000_000
MAX_LEAD_DAYS = 365
PAYMENT_NAMES = {
    Payment.CASH: "efectivo",
    Payment.TRANSFER: "transferencia",
    Payment.ON_DELIVERY: "contra entrega",
    Payment.ADVANCE: "adelanto",
    Payment.CREDIT: "crédito",
}
_PAYMENT_WORDS = {
    Payment.CASH: r"\befectivo|\bcontado\b|\bcash\b",
    Payment.TRANSFER: r"\btransf|\bdeposito|\bbanco\b|\bcuenta\b|\bbancari",
    Payment.ON_DELIVERY: r"\bcontra ?-?entrega|\bal (?:entregar|recibir)|\ba la entrega|\ben la entrega",
    Payment.ADVANCE: r"\badelant|\banticip|\bpor adelantado",
    Payment.CREDIT: r"\bcredito|\bfiado|\ba plazos?\b",
}
_WALLET_WORDS = {Wallet.YAPE: r"\byape", Wallet.PLIN: r"\bplin"}
_AT_ONCE = re.compile(
    r"(?:entrega )?(?:de )?(?:inmediat[oa]|inmediatamente|al (?:momento|instante)|ahora|ya|en stock|stock"
    r"|(?:el )?mismo dia|en el dia)"
)
_DAYS_IN = {"hora": Fraction(1, 24), "h": Fraction(1, 24), "hr": Fraction(1, 24), "dia": Fraction(1)}
_DAYS_IN |= {"d": Fraction(1), "semana": Fraction(7), "sem": Fraction(7), "mes": Fraction(30)}
_COUNTED = {
    "un": "1",
    "una": "1",
    "uno": "1",
    "dos": "2",
    "tres": "3",
    "cuatro": "4",
    "cinco": "5",
    "seis": "6",
}
_COUNTED |= {
    "siete": "7",
    "ocho": "8",
    "nueve": "9",
    "diez": "10",
    "quince": "15",
    "veinte": "20",
    "treinta": "30",
}
_LEAD = re.compile(
    r"(?:(?:de|en|hasta|aprox\.?|unos|maximo|max\.?) )*(?:(?:\d{1,3}) ?(?:a|o|-|–|/|y) ?)?(?P<number>\d{1,4})"
    r"(?: ?(?P<unit>horas?|hrs?|h|dias?|d|semanas?|sem|mes(?:es)?)\.?"
    r"(?: (?:calendario|utiles|habiles|max\.?|aprox\.?))?)?"
)


def read_ways_to_pay(typed: str) -> tuple[Payment, Wallet]:
    """Payments and wallets named in a text, wherever it was typed; raises InputError."""
    payments, wallets = Payment(0), Wallet(0)
    if fold(typed).rstrip(".") in NOTHING:
        return payments, wallets
    for part in split_list(typed):
        folded = fold(part)
        paid = [flag for flag, words in _PAYMENT_WORDS.items() if re.search(words, folded)]
        carried = [flag for flag, words in _WALLET_WORDS.items() if re.search(words, folded)]
        if not (paid or carried) or re.match(r"(?:no|sin)\b", folded):
            raise InputError(
                f'No entiendo "{part[:40]}" como forma de pago. Escriba efectivo, transferencia, contra entrega, '
                "adelanto o crédito; como billeteras, Yape o Plin."
            )
        payments |= sum(paid, Payment(0))
        wallets |= sum(carried, Wallet(0))
    return payments, wallets


def read_lead_days(typed: str) -> int:
    """Days from "3", "3 días", "1 semana", "2 a 3 semanas" (the longest) or "inmediato" (0); raises InputError."""
    folded = fold(typed).rstrip(".")
    if _AT_ONCE.fullmatch(folded):
        return 0
    folded = " ".join(_COUNTED.get(word, word) for word in folded.split())
    match = _LEAD.fullmatch(folded)
    if not match:
        raise InputError(
            f'No entiendo "{clean(typed)[:40]}" como plazo. Escriba los días, por ejemplo "3", "1 semana" '
            'o "inmediato".'
        )
    unit = match["unit"] or "dia"
    length = next(days for name, days in reversed(_DAYS_IN.items()) if unit.startswith(name))
    days = -(-int(match["number"]) * length // 1)
    if days > MAX_LEAD_DAYS:
        raise InputError(
            f'"{clean(typed)[:40]}" pasa de un año. Escriba el plazo en días, hasta {MAX_LEAD_DAYS}.'
        )
    return int(days)


def read_price(typed: str) -> tuple[int, Unit | None]:
    """Céntimos and unit of a price that can be kept; raises InputError."""
    price, unit = parse_price(typed)
    if price == 0:
        raise InputError(f'"{clean(typed)[:40]}": el precio debe ser mayor que cero.')
    if price > MAX_PRICE:
        raise InputError(f'"{clean(typed)[:40]}" pasa de {format_money(MAX_PRICE)}. Revise si sobran ceros.')
    return price, unit


def read_quantity(typed: str) -> tuple[int, Unit | None]:
    """Thousandths and unit of a quantity above zero; raises InputError."""
    amount, unit = parse_quantity(typed)
    if amount == 0:
        raise InputError(
            f'"{clean(typed)[:40]}": escriba una cantidad mayor que cero, o deje la celda vacía.'
        )
    return amount, unit


def read_paper(typed: str) -> str:
    """A text on papers as it is kept, once it can be understood; raises InputError."""
    parse_paper(typed)
    kept = clean(typed)
    if len(kept) > 200:
        raise InputError("Escriba solo el número del registro y su vencimiento.")
    return kept


def say_payments(payments: int) -> str:
    """Payments as the form reads them back."""
    return ", ".join(name for flag, name in PAYMENT_NAMES.items() if payments & flag)


def say_lead_days(days: int | None) -> str:
    """A lead time as the form reads it back."""
    if days is None:
        return ""
    return "inmediato" if days == 0 else f"{days} {'día' if days == 1 else 'días'}"


def unit_name(unit: Unit) -> str:
    """A unit as it stands alone: "kg", "docena"."""
    return unit.symbol or unit.singular
