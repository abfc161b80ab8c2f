"""The public page types, in one table: axe, the weights, the layout, the grades and the pictures all go through it.

A new page type is one line of PAGE_TYPES. Where a path names things that a site holds, it names them in braces.
"""

from dataclasses import dataclass
from typing import Final

# What those names are on the site of the browser tests (tests/support/cast.py), and on the demo with its seed of 1.
CAST: Final = {
    "product": "papa-nativa-huayro",
    "other": "queso-fresco",
    "archived": "chuno-blanco",
    "maker": "papas-ccotana",
    "department": "apurimac",
    "province": "andahuaylas",
}
DEMO: Final = {
    "product": "miel-de-bosque-en-balde",
    "other": "queso-tipo-paria-de-1-kg",
    "archived": "transporte-de-carga-con-acemila",
    "maker": "granja-los-molinos-de-villa-rica",
    "department": "cusco",
    "province": "urubamba",
}


@dataclass(frozen=True)
class PageType:
    """A kind of page, and one address where it is seen."""

    name: str
    path: str
    what: str
    # Kept out of search engines on purpose: its grade leaves out the one audit that would mind, is-crawlable.
    noindex: bool = False
    # Lighthouse grades no page that says 404.
    status: int = 200

    def at(self, names: dict[str, str]) -> str:
        """Its address on the site that calls its things so."""
        return self.path.format_map(names)


PAGE_TYPES: Final = (
    PageType("home", "/", "the first visit"),
    PageType("products", "/productos", "the list of products"),
    PageType("filtered", "/productos?departamento={department}&precio_min=1", "a narrowed list"),
    PageType(
        "search", "/buscar?q=papa", "what a search finds, with what one would get beside it", noindex=True
    ),
    PageType("nothing-found", "/buscar?q=nada-de-esto", "a search that finds nothing", noindex=True),
    PageType("product", "/productos/{product}", "one product"),
    PageType("gone", "/productos/{archived}", "a product no longer offered", noindex=True, status=410),
    PageType("paper", "/productos?formato=papel", "a whole result, for paper", noindex=True),
    PageType(
        "sheet", "/productos/{product}?formato=ficha", "one product's technical sheet on A4", noindex=True
    ),
    PageType("compare", "/comparar?p={product}&p={other}", "products side by side", noindex=True),
    PageType("enterprises", "/emprendimientos", "the list of makers"),
    PageType("enterprise", "/emprendimientos/{maker}", "one maker and what she offers"),
    PageType("sectors", "/rubros", "the sectors as pictures"),
    PageType("sector", "/rubros/agropecuario", "a sector and its products"),
    PageType("places", "/lugares", "the map of the departments and the same as a list"),
    PageType("department", "/lugares/{department}", "what one department offers"),
    PageType("province", "/lugares/{department}/{province}", "what one province offers"),
    PageType("about", "/acerca", "what this is"),
    PageType("sellers", "/quien-vende", "who sells, and how to buy with care"),
    PageType("not-listed", "/que-no-se-publica", "what the catalogue does not list, and why"),
    PageType("report", "/denunciar?producto={product}", "the form to report a listing", noindex=True),
    PageType("report-sent", "/denunciar/gracias", "what happens with a report", noindex=True),
    PageType("qr", "/qr?pagina=/productos/{product}", "the code of a page, for paper", noindex=True),
    PageType("components", "/_componentes", "every component in its states, in development", noindex=True),
    PageType("privacy", "/privacidad", "what is kept of a visitor"),
    PageType("privacy-request", "/privacidad/solicitud", "the form about one's own data", noindex=True),
    PageType("privacy-received", "/privacidad/solicitud/recibida", "what happens with it", noindex=True),
    PageType("not-found", "/no-existe", "an address that leads nowhere", noindex=True, status=404),
)

# More states of the same types, for axe and the narrow screen alone.
STATES: Final = (
    "/productos?departamento=apurimac&mes=abril&precio_min=3",
    "/buscar?q=nada-de-esto&rubro=tejidos",
    "/productos?rubro=lacteos&entrega=cusco&capacidad_min=40+kg",
    "/productos?unidad=kg&precio_max=9&capacidad_min=40",
    "/productos?pagina=99",
    "/buscar",
    "/buscar?q=papa&mes=abril&textual=palabra",
    "/buscar?q=queso&comparar=si",
    "/productos?orden=capacidad",
    "/productos/{other}",
    "/emprendimientos?departamento=tacna",
    "/rubros/joyeria",
    "/denunciar?emprendimiento={maker}",
    "/lugares/tacna",
    "/lugares/tacna/tarata",
)
