"""What would make a product easier to sell: said beside its field, and never in the way."""

import difflib
from collections.abc import Sequence
from statistics import median

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.households.values import name_words
from admin.products.models import PhotoUpload
from admin.products.queries import Row
from admin.products.uploads import rows_of
from admin.products.values import ProductValues
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.products.prices import comparable_price, say_price
from catalog.products.units import UNITS
from catalog.sectors.models import Sector

SHORT = 40
# Fewer prices tell nothing; and nobody needs to read more of them.
FEWEST, MOST = 5, 400
# Of 255, the mean of its luma; and the variance of its Laplacian at 640 px.
DARK, BLURRED = 60, 40
ALIKE = 0.85


def of_version(session: Session, row: Row, values: ProductValues | None) -> dict[str, list[str]]:
    """What to look at again in a version of a product."""
    if values is None:
        return {}
    rows = rows_of(session, row.enterprise.id, values.photos)
    return advise(session, row.enterprise, values, [one.upload for one in rows], row.product)


def advise(
    session: Session,
    enterprise: Enterprise,
    values: ProductValues,
    uploads: Sequence[PhotoUpload],
    product: Product | None = None,
) -> dict[str, list[str]]:
    """What to look at again, by field."""
    told: dict[str, list[str]] = {}
    if len(values.description) < SHORT:
        words = _(
            "La descripción es corta. Con %(letters)s letras o más se entiende qué es: de qué está hecho, "
            "su tamaño o su sabor, para qué sirve.",
            letters=SHORT,
        )
        told["description"] = [words]
    if said := _of_price(session, enterprise, values, product):
        told["price"] = [said]
    if not uploads:
        told["photos"] = [_("No tiene foto. Con una foto clara se vende más.")]
    elif said_of_photos := of_photos(uploads):
        told["photos"] = said_of_photos
    return told


def of_photos(uploads: Sequence[PhotoUpload]) -> list[str]:
    """Which photos look dark or blurred, with what was measured."""
    told = []
    for number, one in enumerate(uploads, start=1):
        if one.brightness is not None and one.brightness < DARK:
            words = _(
                "La foto %(number)s parece oscura (claridad %(light)s de 255; desde %(least)s se ve bien). "
                "Pruebe de día, cerca de una ventana.",
                number=number, light=one.brightness, least=DARK,
            )  # fmt: skip
            told.append(words)
        elif one.sharpness is not None and one.sharpness < BLURRED:
            words = _(
                "La foto %(number)s parece borrosa (nitidez %(sharp)s; desde %(least)s se ve bien). "
                "Apoye el celular, toque el producto en la pantalla y espere a que enfoque.",
                number=number, sharp=one.sharpness, least=BLURRED,
            )  # fmt: skip
            told.append(words)
    return told


def _of_price(
    session: Session, enterprise: Enterprise, values: ProductValues, product: Product | None
) -> str:
    """That a price is less than half, or more than double, the median of its like in the department; or ""."""
    unit = UNITS[values.unit]
    query = (
        select(Product.price_per_base)
        .join(Sector, Sector.id == Product.sector_id)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(Product.status == "published", Sector.slug == values.sector)
        .where(Product.dimension == unit.dimension, Product.id != (product.id if product else 0))
        .where(Enterprise.province_code.startswith(enterprise.province_code[:2]))
    )
    prices = session.scalars(query.order_by(Product.published_at.desc()).limit(MOST)).all()
    if len(prices) < FEWEST:
        return ""
    middle, own = median(prices), comparable_price(values.price, unit)
    if middle / 2 <= own <= middle * 2:
        return ""
    usual = say_price(round(middle * unit.factor / 1000), unit)
    many = ngettext("%(num)s producto", "%(num)s productos", len(prices))
    if own < middle:
        return _("Es menos de la mitad de lo usual: %(usual)s es el precio del medio de %(many)s del mismo rubro en el departamento. Revise el precio y la unidad.", usual=usual, many=many)  # fmt: skip  # noqa: E501
    return _("Es más del doble de lo usual: %(usual)s es el precio del medio de %(many)s del mismo rubro en el departamento. Revise el precio y la unidad.", usual=usual, many=many)  # fmt: skip  # noqa: E501


def called_alike(rows: Sequence[Row], name: str) -> list[Row]:
    """Those of a maker's products whose names are like this one: perhaps it is there already."""
    own = " ".join(sorted(name_words(name)))
    alike = []
    for row in rows:
        other = " ".join(sorted(name_words(row.name)))
        if row.product.status != "archived" and difflib.SequenceMatcher(None, own, other).ratio() >= ALIKE:
            alike.append(row)
    return alike
