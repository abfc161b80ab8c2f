"""What the index is told of a product."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.products.models import DeliveryPlace, Product, ProductMonth, SanitaryPaper, Seal, SealAward
from catalog.search.documents import Document, documents
from tests.support import cast


def of(session: Session, product: Product) -> Document:
    """The document of one product."""
    session.flush()
    (found,) = documents(session, [product.id])
    return found


def facets(session: Session, product: Product, name: str) -> set[str]:
    """The values of a facet."""
    return {one.partition(":")[2] for one in of(session, product).facets if one.startswith(f"{name}:")}


def test_it_says_maker_sectors_and_places(session: Session, papa: Product) -> None:
    sectors = "Agropecuario Papas y tubérculos"
    assert of(session, papa).about == f"Papas Ccotana {sectors} Kishuara Andahuaylas Apurímac"


def test_an_unpublished_product_has_none(session: Session, manjar: Product) -> None:
    assert list(documents(session, [manjar.id])) == []


def test_a_product_of_an_unpublished_maker_has_none(
    session: Session, papa: Product, ccotana: Enterprise
) -> None:
    ccotana.status = "unpublished"
    session.flush()
    assert list(documents(session, [papa.id])) == []


def test_without_ids_all_that_is_visible_comes(
    session: Session, papa: Product, queso: Product, manjar: Product
) -> None:
    assert [one.id for one in documents(session)] == [papa.id, queso.id]


def test_its_sector_and_what_that_hangs_from(session: Session, papa: Product) -> None:
    assert str(papa.sector_id) in facets(session, papa, "sector")
    assert len(facets(session, papa, "sector")) == 2


def test_its_place_at_each_level(session: Session, papa: Product) -> None:
    assert facets(session, papa, "place") == {"03", "0302", "030207"}


def test_no_district_where_the_maker_shows_none(session: Session, papa: Product, ccotana: Enterprise) -> None:
    ccotana.district_code = None
    assert facets(session, papa, "place") == {"03", "0302"}
    assert "Kishuará" not in of(session, papa).about


def test_its_months(session: Session, papa: Product) -> None:
    assert facets(session, papa, "month") == {"4", "5", "6", "7", "8"}


def test_what_is_promised_of_it(session: Session, papa: Product) -> None:
    session.add(ProductMonth(product_id=papa.id, month="2027-05", committed=1_000_000))
    assert of(session, papa).committed == {"": 2_500_000, "2027-05": 1_000_000}
    assert (facets(session, papa, "taken"), facets(session, papa, "full")) == ({"2027-05"}, set())


def test_a_month_with_nothing_left_is_full(session: Session, papa: Product) -> None:
    session.add(ProductMonth(product_id=papa.id, month="2027-05", committed=2_500_000))
    assert facets(session, papa, "full") == {"2027-05"}


def test_nothing_promised_is_not_told(session: Session, papa: Product) -> None:
    session.add(ProductMonth(product_id=papa.id, month="2027-05", committed=0))
    assert (of(session, papa).committed, facets(session, papa, "taken")) == (None, set())


@pytest.mark.parametrize("codes", [("",), ("03", "0801"), ("080101",)])
def test_where_it_is_delivered(session: Session, queso: Product, codes: tuple[str, ...]) -> None:
    session.add_all(DeliveryPlace(product_id=queso.id, place_code=code) for code in codes)
    assert facets(session, queso, "delivery") == set(codes)


def test_its_sanitary_paper_without_end(session: Session, queso: Product) -> None:
    assert facets(session, queso, "paper") == {"granted:-"}


def test_its_sanitary_paper_with_its_last_day(session: Session, papa: Product) -> None:
    paper = SanitaryPaper(product_id=papa.id, state="in_progress", expires_on=date(2027, 1, 31))
    session.add(paper)
    assert facets(session, papa, "paper") == {"in_progress:2027-01-31"}


def test_its_seals_with_their_last_day(session: Session, queso: Product) -> None:
    seal = session.scalars(select(Seal).where(Seal.slug == "agricultura-familiar")).one()
    award = {"verified_by": "UT", "verified_on": cast.CONFIRMED_ON, "expires_on": date(2026, 12, 31)}
    session.add(SealAward(product_id=queso.id, seal_id=seal.id, **award))
    assert facets(session, queso, "seal") == {"agricultura-familiar:2026-12-31"}


def test_how_its_maker_is_paid_and_what_paper_she_gives(session: Session, queso: Product) -> None:
    assert facets(session, queso, "wallet") == {"yape", "plin"}
    assert facets(session, queso, "invoice") == {"factura"}


def test_whether_it_has_a_photo(session: Session, papa: Product) -> None:
    assert facets(session, papa, "photo") == set()
    cast.make_photo(session, papa)
    assert facets(session, papa, "photo") == {"yes"}


def test_a_photo_that_is_not_ready_is_none(session: Session, papa: Product) -> None:
    cast.make_photo(session, papa, ready=False)
    assert facets(session, papa, "photo") == set()


def test_the_word_its_name_begins_with(session: Session, papa: Product) -> None:
    assert facets(session, papa, "head") == {"papa"}


def test_its_price_and_capacity_in_base_units(session: Session, papa: Product, manjar: Product) -> None:
    assert (of(session, papa).price, of(session, papa).capacity) == (papa.price_per_base, papa.capacity_base)


def test_an_unknown_capacity_is_no_zero(session: Session, ccotana: Enterprise) -> None:
    product = cast.make_product(session, ccotana, "Mashua")
    assert of(session, product).capacity == -1


def test_it_was_published_to_the_microsecond(session: Session, papa: Product) -> None:
    papa.published_at = cast.PUBLISHED_AT.replace(microsecond=1)
    first = of(session, papa).published
    papa.published_at = cast.PUBLISHED_AT.replace(microsecond=2)
    assert of(session, papa).published - first == 1


def test_questions_do_not_grow_with_the_catalogue(
    session: Session,
    many_products: Callable[[int], None],
    count_queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    many_products(3)
    list(documents(session))
    with count_queries() as few:
        list(documents(session))
    many_products(60)
    with count_queries() as many:
        list(documents(session))
    assert len(many) == len(few)
