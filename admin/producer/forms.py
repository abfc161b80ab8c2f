"""What a producer types of her product: a price, or how much a month, as people say it."""

from flask_babel import gettext as _

from admin.products.reading import read_price, read_quantity, unit_name
from catalog.products.models import Product
from catalog.products.units import UNITS
from core.errors import InputError


def price_for(product: Product, typed: str) -> int:
    """Céntimos for one of the product's unit: «20», «S/ 20 por kg»; raises InputError where it names another."""
    price, said = read_price(typed)
    unit = UNITS[product.unit]
    if said is not None and said != unit:
        raise InputError(_("El precio va %(each)s. Escriba solo el número.", each=unit.price_phrase))
    return price


def quantity_for(product: Product, typed: str) -> int:
    """Thousandths of the product's unit: «20», or «2 arrobas» of what is sold by the kg; raises InputError."""
    amount, said = read_quantity(typed)
    unit = UNITS[product.unit]
    if said is None or said == unit:
        return amount
    if said.dimension != unit.dimension:
        raise InputError(_("Escriba la cantidad en %(unit)s.", unit=unit_name(unit)))
    converted = round(amount * said.factor / unit.factor)
    if not converted:
        raise InputError(_("Es muy poco. Escriba una cantidad mayor."))
    return converted
