"""What the page of a search says of itself."""

from flask_babel import gettext as _

from catalog import metadata
from catalog.products import listing
from catalog.products.filters import FilterSet


def title(asked: FilterSet) -> str:
    """The words that are looked for, and where."""
    if not asked.words:
        return _("Buscar productos")
    return _("«%(words)s»", words=asked.text("q"))


def meta(asked: FilterSet, base: str) -> metadata.Meta:
    """Results are for people: search engines are sent to the lists that stand."""
    return metadata.meta(
        title(asked),
        _("Productos de pequeños emprendimientos: precio base, cuánto se puede entregar y en qué meses."),
        listing.page_url(asked, base, asked.page),
        indexed=False,
    )
