"""A small catalogue in which anything may be: hidden things, papers that end today, months that are sold out."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, Invoice, Wallet
from catalog.products.models import DeliveryPlace, Product, ProductMonth, SanitaryPaper, Seal, SealAward
from catalog.sectors.models import Sector
from tests.support.cast import CONFIRMED_ON, make_enterprise, make_product

TODAY = date(2026, 11, 10)
STATUSES = ("published",) * 8 + ("unpublished", "archived")
DISTRICTS = ("030207", "030201", "030101", "060301", "060302", "060101", "150101", "080101")
DELIVERY = ("", "03", "06", "15", "0302", "0301", "0603", "030207", "060101")
UNITS = ("kg", "g", "arroba", "litro", "unidad", "docena", "molde", "jornada", "saco")
NAMES = ("Papa", "Ñuña", "papa", "Queso", "Ají", "Miel", "Oca", "Árnica", "Zapallo")
ENDS = (None, TODAY, TODAY - timedelta(1), TODAY + timedelta(1), TODAY + timedelta(90))
# Last month's and those a year on are not those that come next.
MONTHS = ("2026-10", "2026-11", "2026-12", "2027-01", "2027-05", "2027-10", "2027-11", "2028-01")


def fill(session: Session, seed: int, makers: int = 16, products: int = 130) -> None:
    """Fill the catalogue; the same seed gives the same."""
    chance = random.Random(seed)
    made = [_maker(session, chance, number) for number in range(makers)]
    sectors = session.scalars(select(Sector.slug).order_by(Sector.id)).all()
    seals = session.scalars(select(Seal.id).order_by(Seal.id)).all()
    for number in range(products):
        product = _product(session, chance, chance.choice(made), chance.choice(sectors[::4]), number)
        _beside(session, chance, product, seals)
    session.commit()


def _maker(session: Session, chance: random.Random, number: int) -> Enterprise:
    district = chance.choice(DISTRICTS)
    status = chance.choice(STATUSES)
    return make_enterprise(
        session,
        f"Taller {number}",
        status=status,
        district_code=chance.choice((district, None)),
        province_code=district[:4],
        wallets=Wallet(chance.randrange(4)),
        invoices=chance.choice((Invoice(0), Invoice.NONE, *map(Invoice, range(1, 8)))),
    )


def _product(session: Session, chance: random.Random, maker: Enterprise, sector: str, number: int) -> Product:
    # A maker who is archived has nothing published in life; here the two are told apart.
    status = chance.choice(STATUSES)
    at = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(microseconds=chance.randrange(60))
    facts: dict[str, Any] = {
        "slug": f"producto-{number}",
        "status": status,
        "unit": chance.choice(UNITS),
        "price": chance.choice((50, 100, 350, 1200, 1200, 9000)),
        "capacity": chance.choice((None, 1000, 4000, 64_000, 64_000, 1_024_000)),
        "months": chance.choice((0, 0b1111_1111_1111, 0b1100_0000_0011, chance.randrange(4096))),
        "published_at": None if status == "unpublished" else at,
    }
    if chance.random() < 0.15:
        facts |= {"paused_on": TODAY, "capacity_base": facts["capacity"] and 0}
    return make_product(session, maker, chance.choice(NAMES), sector=sector, **facts)


def _beside(session: Session, chance: random.Random, product: Product, seals: Any) -> None:
    for code in chance.sample(DELIVERY, chance.choice((0, 0, 1, 2))):
        session.add(DeliveryPlace(product_id=product.id, place_code=code))
    if chance.random() < 0.5:
        state = chance.choice(("granted", "in_progress"))
        session.add(
            SanitaryPaper(product_id=product.id, state=state, number="R-1", expires_on=chance.choice(ENDS))
        )
    for seal in chance.sample(seals, chance.choice((0, 1, 2))):
        session.add(
            SealAward(
                product_id=product.id,
                seal_id=seal,
                verified_by="Una oficina",
                verified_on=CONFIRMED_ON,
                expires_on=chance.choice(ENDS),
            )
        )
    for month in chance.sample(MONTHS, chance.choice((0, 0, 1, 3))):
        # Parts of a power of two: what is left of them is the same number in any arithmetic.
        part = chance.choice((0, 0.25, 0.5, 1, 1.5))
        session.add(
            ProductMonth(product_id=product.id, month=month, committed=int((product.capacity or 1000) * part))
        )
