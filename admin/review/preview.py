"""A listing as buyers would see it if it were approved: of no session, and nothing is written."""

from types import SimpleNamespace
from typing import Any

from flask import url_for
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from admin.enterprises.operations import proposed_values
from admin.products.models import PhotoUpload
from admin.products.operations import as_approved
from admin.products.values import ProductValues
from admin.review.cases import Case
from catalog.enterprises.models import Enterprise
from catalog.enterprises.portraits import portrait_of
from catalog.photos.presentation import MIME, Picture
from catalog.places.queries import gazetteer
from catalog.products import detail_queries, showing
from catalog.products.models import Product, Seal
from catalog.sectors.models import Sector
from catalog.sectors.queries import sector_tree
from core.clock import today

WIDE, NARROW = 1024, 320


def of_product(session: Session, case: Case, product: Product) -> dict[str, Any]:
    """What the page of the product would tell, by the names that its template knows."""
    values = ProductValues.from_snapshot(case.version.snapshot)
    made, maker = as_approved(session, product, values), maker_as_approved(session, case.enterprise)
    pictures = _pictures(session, case, values)
    seals = session.scalars(select(Seal).where(Seal.slug.in_(values.seals)).order_by(Seal.name))
    day, places = today(), gazetteer(session)
    rule = session.scalar(select(Sector.paper_rule).where(Sector.slug == values.sector)) or ""
    parts = showing.Parts(
        pictures=[one[0] for one in pictures],
        thumbs=[one[1] for one in pictures],
        promised=detail_queries.promised(session, product.id, day),
        delivery=list(values.delivery_places),
        registration=made.paper,
        seals=[_awarded(seal) for seal in seals],
        portrait=portrait_of(session, case.enterprise.id),
    )
    return {
        "product": made,
        "enterprise": maker,
        "sector": sector_tree(session).by_slug[values.sector],
        "place": places.full(maker.province_code, maker.district_code),
        **showing.context(made, maker, rule, parts, places, day),
    }


def maker_as_approved(session: Session, enterprise: Enterprise) -> Enterprise:
    """The enterprise as approving its newest version would make it; what needs her consent stays as it is."""
    values = proposed_values(session, enterprise)
    columns = (column.key for column in inspect(Enterprise).column_attrs)
    made = Enterprise(**{name: getattr(enterprise, name) for name in columns})
    made.name, made.market = values.name, values.market
    made.wallets, made.invoices = values.wallets, values.invoices  # type: ignore[assignment]  # flags as numbers
    made.province_code = values.district_code[:4]
    made.district_code = None if values.province_only else values.district_code
    return made


def _awarded(seal: Seal) -> Any:
    """A seal that approving awards."""
    return SimpleNamespace(
        slug=seal.slug, name=seal.name, criteria=seal.criteria, verified_by="", verified_on=today()
    )


def _pictures(session: Session, case: Case, values: ProductValues) -> list[tuple[Picture, Picture]]:
    """Each photo of a version, large and small, by addresses that only who may see the version can open."""
    tokens = [photo.token for photo in values.photos]
    query = select(PhotoUpload).where(
        PhotoUpload.enterprise_id == case.enterprise.id, PhotoUpload.token.in_(tokens)
    )
    uploads = {upload.token: upload for upload in session.scalars(query)}
    return [
        (
            _picture(case, uploads[one.token], one.alt, WIDE),
            _picture(case, uploads[one.token], one.alt, NARROW),
        )
        for one in values.photos
        if one.token in uploads
    ]


def _picture(case: Case, upload: PhotoUpload, alt: str, widest: int) -> Picture:
    every = [int(width) for width in upload.widths.split(",")]
    width = max((one for one in every if one <= widest), default=every[0])
    name = next(name for name in upload.formats.split(",") if name in MIME and name != "avif")
    address = url_for(
        "admin.review.photo",
        revision=case.version.public_id, token=upload.token, name=f"{width}.{name}",
    )  # fmt: skip
    size = upload.height * width // upload.width
    return Picture((), address, "", alt, width, size, f"p{upload.placeholder}")
