"""What a page says of itself to search engines and messengers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from core.config import Settings
from core.i18n import language

Crumb = tuple[str, str]
_DESCRIPTION = 160
_NOT_IN_SCRIPT = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@dataclass(frozen=True)
class Meta:
    """Title, description, the one address of the page, its picture and its data for machines."""

    title: str
    description: str
    canonical: str
    image: str = ""
    image_alt: str = ""
    kind: str = "website"
    price: str = ""
    data: tuple[Markup, ...] = ()
    crumbs: tuple[Crumb, ...] = ()
    indexed: bool = True


def settings() -> Settings:
    """The settings of the running application."""
    kept: Settings = current_app.config["SETTINGS"]
    return kept


def absolute(path: str) -> str:
    """A path of this site with its scheme and host, from the settings and never from the request."""
    return settings().base_url + path


def meta(
    title: str,
    description: str,
    path: str,
    *,
    image: str = "",
    image_alt: str = "",
    kind: str = "website",
    price: str = "",
    crumbs: Sequence[Crumb] = (),
    data: Sequence[dict[str, Any]] = (),
    indexed: bool = True,
) -> Meta:
    """The metadata of a page; `path` and the crumbs' come from url_for, `image` is a path under /media or none."""
    blocks = [*data, _breadcrumbs(crumbs)] if crumbs else list(data)
    return Meta(
        title=title,
        description=_short(description),
        canonical=absolute(path),
        image=absolute(image or current_app.jinja_env.globals["asset"]("img/site.jpg")),  # type: ignore[operator]  # set by core.assets
        image_alt=image_alt,
        kind=kind,
        price=price,
        data=tuple(as_script({"@context": "https://schema.org", **block}) for block in blocks),
        crumbs=tuple(crumbs),
        indexed=indexed,
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _DESCRIPTION:
        return flat
    return flat[: _DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"


def as_script(data: dict[str, Any]) -> Markup:
    """Data as JSON that cannot close its script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_NOT_IN_SCRIPT))  # noqa: S704 the characters that matter are escaped just here


def _breadcrumbs(crumbs: Sequence[Crumb]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": place, "name": name, **({"item": absolute(path)} if path else {})}
        for place, (name, path) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def organization() -> dict[str, Any]:
    """Who publishes the catalogue."""
    data: dict[str, Any] = {
        "@type": "Organization",
        "name": settings().brand_name,
        "url": absolute(url_for("catalog.pages.home")),
    }
    if settings().contact_email:
        data["email"] = settings().contact_email
    return data


def product(name: str, description: str, path: str, images: Sequence[str], maker: str) -> dict[str, Any]:
    """A product without its offer."""
    data: dict[str, Any] = {"@type": "Product", "name": name, "url": absolute(path)}
    if description:
        data["description"] = description
    if images:
        data["image"] = [absolute(image) for image in images]
    return {**data, "brand": {"@type": "Brand", "name": maker}}


def in_soles(cents: int) -> str:
    """An amount as machines read it: "3.50"."""
    return f"{cents // 100}.{cents % 100:02}"


def offer(cents: int, unit: str, path: str, *, available: bool, until: date | None = None) -> dict[str, Any]:
    """The base price of one unit, in soles."""
    price = in_soles(cents)
    stock = "InStock" if available else "OutOfStock"
    data: dict[str, Any] = {
        "@type": "Offer",
        "price": price,
        "priceCurrency": "PEN",
        "availability": f"https://schema.org/{stock}",
        "url": absolute(path),
        "priceSpecification": {
            "@type": "UnitPriceSpecification",
            "price": price,
            "priceCurrency": "PEN",
            "unitText": unit,
        },
    }
    return {**data, "priceValidUntil": until.isoformat()} if until else data


def alternates(canonical: str) -> list[tuple[str, str]]:
    """The addresses of a page in every language; empty with one language.

    From the page's one address, never from the one that was asked for: pages are kept for others, who asked otherwise.
    """
    languages = settings().languages
    if len(languages) < 2:
        return []
    path = canonical.removeprefix(settings().base_url)
    if language() != languages[0]:
        path = path.removeprefix(f"/{language()}")
    prefixes = ["", *(f"/{one}" for one in languages[1:])]
    return [(one, absolute(prefix + path)) for one, prefix in zip(languages, prefixes, strict=True)]


def home_crumb() -> Crumb:
    """The first crumb of every trail."""
    return _("Inicio"), url_for("catalog.pages.home")
