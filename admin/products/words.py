"""How pages say what is kept of a product."""

from flask_babel import gettext as _

# The fields of a version that pages put side by side, in their order.
SHOWN = (
    "name", "sector", "description", "price", "unit", "capacity", "min_order", "lead_days", "months", "delivery",
    "payments", "packaging", "sanitary", "seals",
)  # fmt: skip


def states() -> dict[str, str]:
    """Where a version stands on its way, and where a product does."""
    return {
        "draft": _("Borrador"),
        "in_review": _("En revisión"),
        "returned": _("Devuelto"),
        "published": _("Publicado"),
        "unpublished": _("Sin publicar"),
        "archived": _("Archivado"),
    }


def fields() -> dict[str, str]:
    """What a page calls each fact; "" is the whole."""
    return {
        "": _("En general"),
        "name": _("Producto o servicio"),
        "sector": _("Rubro"),
        "description": _("Descripción"),
        "price": _("Precio"),
        "unit": _("Se vende por"),
        "capacity": _("Lo que puede entregar en un mes"),
        "min_order": _("Pedido mínimo"),
        "lead_days": _("Plazo de entrega"),
        "months": _("Meses en que hay"),
        "delivery": _("Dónde entrega"),
        "payments": _("Cómo se le paga"),
        "packaging": _("Empaque"),
        "sanitary": _("Registro sanitario"),
        "seals": _("Sellos"),
        "photos": _("Fotos"),
    }


def next_steps() -> dict[str, str]:
    """What comes after each state."""
    return {
        "draft": _("Todavía no se ve en el catálogo. Cuando esté listo, envíelo a revisión."),
        "in_review": _("Otra persona lo revisa. Si usted lo cambia ahora, hay que enviarlo otra vez."),
        "returned": _("Corrija lo observado y envíelo otra vez."),
        "published": _("Está en el catálogo."),
        "unpublished": _("No está en el catálogo. Si lo edita y lo envía a revisión, puede volver a publicarse."),
        "archived": _("Ya no se ofrece. Su página lo dice."),
    }  # fmt: skip
