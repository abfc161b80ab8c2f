"""A small cast of makers and things: the same few in every test, so that a test says only what it changes."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, Invoice, Wallet
from catalog.photos.models import Photo
from catalog.products.models import ALL_YEAR, DeliveryPlace, Payment, Product, SanitaryPaper, Seal, SealAward
from catalog.products.units import UNITS
from catalog.sectors.models import Sector
from core.ids import PUBLIC_ID_LENGTH, media_token, public_id
from core.text import fold, slugify

PUBLISHED_AT = datetime(2026, 10, 5, 15, tzinfo=UTC)
CONFIRMED_ON = date(2026, 10, 1)
KISHUARA = "030207"
CELENDIN = "060301"


def sector_id(session: Session, slug: str) -> int:
    """The number of a sector that ships with the site."""
    return session.scalars(select(Sector.id).where(Sector.slug == slug)).one()


def make_enterprise(session: Session, name: str, **facts: Any) -> Enterprise:
    """A published enterprise in Kishuará, unless told otherwise."""
    facts = {
        "slug": slugify(name),
        "status": "published",
        "district_code": KISHUARA,
        "published_at": PUBLISHED_AT,
        "updated_at": PUBLISHED_AT,
    } | facts
    if facts["district_code"] and "province_code" not in facts:
        facts["province_code"] = facts["district_code"][:4]
    enterprise = Enterprise(name=name, **facts)
    session.add(enterprise)
    session.flush()
    return enterprise


def make_product(session: Session, enterprise: Enterprise, name: str, **facts: Any) -> Product:
    """A published good by the kg, unless told otherwise; `sector` is a slug, quantities are thousandths."""
    sector = session.scalars(select(Sector).where(Sector.slug == facts.pop("sector", "tuberculos"))).one()
    facts = {
        "slug": slugify(name),
        "status": "published",
        "price": 350,
        "unit": "kg",
        "months": ALL_YEAR,
        "price_confirmed_on": CONFIRMED_ON,
        "availability_confirmed_on": CONFIRMED_ON,
        "published_at": PUBLISHED_AT,
        "updated_at": PUBLISHED_AT,
    } | facts
    unit = UNITS[facts["unit"]]
    facts.setdefault("dimension", unit.dimension)
    facts.setdefault("price_per_base", round(facts["price"] * 1000 / unit.factor))
    if facts.get("capacity") is not None:
        facts.setdefault("capacity_base", round(facts["capacity"] * unit.factor))
    facts.setdefault("folded", fold(f"{name} {facts.get('description', '')} {enterprise.name} {sector.name}"))
    product = Product(name=name, kind=sector.kind, sector_id=sector.id, enterprise_id=enterprise.id, **facts)
    session.add(product)
    session.flush()
    return product


def make_photo(session: Session, product: Product, position: int = 0, **facts: Any) -> Photo:
    """A ready photo's row (no file): four widths, WebP and JPEG."""
    photo = Photo(
        **{
            "product_id": product.id,
            "token": media_token(),
            "position": position,
            "alt": product.name,
            "width": 1600,
            "height": 1200,
            "widths": "320,640,1024,1600",
            "formats": "webp,jpg",
            "placeholder": 0,
            "ready": True,
        }
        | facts
    )
    session.add(photo)
    session.flush()
    return photo


def make_ccotana(session: Session) -> Enterprise:
    """Ccotana: native potatoes, in Kishuará (Andahuaylas, Apurímac)."""
    return make_enterprise(
        session,
        "Papas Ccotana",
        wallets=Wallet.YAPE,
        invoices=Invoice.BOLETA,
        market="Feria de Andahuaylas, domingos",
    )


def make_rosa(session: Session) -> Enterprise:
    """Rosa: cheese and manjar, in Celendín (Cajamarca)."""
    return make_enterprise(
        session,
        "Quesos Doña Rosa",
        district_code=CELENDIN,
        wallets=Wallet.YAPE | Wallet.PLIN,
        invoices=Invoice.FACTURA,
    )


def make_papa(session: Session, ccotana: Enterprise) -> Product:
    """Native potato, from April to August, delivered in Apurímac."""
    product = make_product(
        session,
        ccotana,
        "Papa nativa huayro",
        description="Harinosa, para sancochar.",
        price=350,
        unit="kg",
        capacity=2_500_000,
        min_order=50_000,
        lead_days=5,
        months=0b0000_1111_1000,
        delivery="Andahuaylas y Abancay",
        payments=Payment.CASH | Payment.ON_DELIVERY,
    )
    session.add(DeliveryPlace(product_id=product.id, place_code="03"))
    seal = session.scalars(select(Seal.id).where(Seal.slug == "agricultura-familiar")).one()
    session.add(
        SealAward(product_id=product.id, seal_id=seal, verified_by="UT Apurímac", verified_on=CONFIRMED_ON)
    )
    session.flush()
    return product


def make_queso(session: Session, rosa: Enterprise) -> Product:
    """Fresh cheese by the mould, with its sanitary paper."""
    product = make_product(
        session,
        rosa,
        "Queso fresco",
        sector="lacteos",
        price=1800,
        unit="molde",
        capacity=120_000,
        cold_chain=True,
    )
    session.add(SanitaryPaper(product_id=product.id, state="granted", kind="sip", number="SIP-0601-2026"))
    session.flush()
    return product


def make_manjar(session: Session, rosa: Enterprise) -> Product:
    """Manjar blanco, not published yet."""
    return make_product(
        session,
        rosa,
        "Manjar blanco",
        sector="lacteos",
        price=900,
        unit="frasco",
        status="unpublished",
        published_at=None,
    )


def make_archivada(session: Session, ccotana: Enterprise) -> Product:
    """Chuño, archived: its page stays, kindly."""
    return make_product(session, ccotana, "Chuño blanco", price=1200, status="archived")


NAMES = (
    "Papa",
    "Queso fresco",
    "Chompa de alpaca",
    "Miel de abeja",
    "Café tostado",
    "Quinua",
    "Cuy",
    "Pan de trigo",
)
SECTORS = (
    "tuberculos",
    "lacteos",
    "tejidos",
    "miel",
    "cafe-cacao",
    "granos",
    "animales-menores",
    "panes-dulces",
)
SOLD_BY = ("kg", "molde", "unidad", "frasco", "kg", "arroba", "unidad", "docena")
# Nobody has to be kept from guessing these ids, of which some tests need thousands.
_CHANCE = Random()
DISTRICTS = (KISHUARA, CELENDIN, "080101", "210101", "050101", "040101", "250101", "160101")


def many_products(session: Session, n: int, **photo: Any) -> None:
    """n published products of n/3 enterprises, each with a photo; by plain inserts, and committed."""
    stamp = public_id()
    makers = max(1, n // 3)
    session.execute(
        insert(Enterprise.__table__), [_bulk_enterprise(number, stamp) for number in range(makers)]
    )
    maker_ids = list(
        session.scalars(
            select(Enterprise.id).where(Enterprise.slug.like(f"%-{stamp}")).order_by(Enterprise.id)
        )
    )
    sectors = {row.slug: row.id for row in session.execute(select(Sector.slug, Sector.id))}
    session.execute(
        insert(Product.__table__),
        [_bulk_product(number, stamp, maker_ids[number % makers], sectors) for number in range(n)],
    )
    ids = list(
        session.scalars(select(Product.id).where(Product.slug.like(f"%-{stamp}")).order_by(Product.id))
    )
    session.execute(insert(Photo.__table__), [_bulk_photo(number) | photo for number in ids])
    session.execute(
        insert(DeliveryPlace.__table__), [{"product_id": number, "place_code": "03"} for number in ids[::4]]
    )
    papers = [
        {"product_id": number, "state": "in_progress", "kind": None, "number": ""} for number in ids[::5]
    ]
    session.execute(insert(SanitaryPaper.__table__), papers)
    session.commit()


def _quick_id() -> str:
    return "".join(_CHANCE.choices("23456789abcdefghjkmnpqrstuvwxyz", k=PUBLIC_ID_LENGTH))


def _quick_token() -> str:
    return f"{_CHANCE.getrandbits(64):016x}"


def _bulk_enterprise(number: int, stamp: str) -> dict[str, Any]:
    district = DISTRICTS[number % len(DISTRICTS)]
    return {
        "public_id": _quick_id(),
        "slug": f"emprendimiento-{number}-{stamp}",
        "name": f"Emprendimiento {number}",
        "status": "published",
        "province_code": district[:4],
        "district_code": district,
        "wallets": Wallet(number % 4),
        "published_at": PUBLISHED_AT - timedelta(minutes=number),
        "updated_at": PUBLISHED_AT,
    }


def _bulk_product(number: int, stamp: str, maker: int, sectors: dict[str, int]) -> dict[str, Any]:
    kind = number % len(NAMES)
    unit = UNITS[SOLD_BY[kind]]
    price = 200 + number * 37 % 9000
    capacity = 1000 * (5 + number % 400)
    return {
        "public_id": _quick_id(),
        "slug": f"{slugify(NAMES[kind])}-{number}-{stamp}",
        "enterprise_id": maker,
        "sector_id": sectors[SECTORS[kind]],
        "kind": "good",
        "status": "published",
        "name": f"{NAMES[kind]} {number}",
        "description": "De nuestra casa, fresco y bien pesado.",
        "price": price,
        "price_confirmed_on": CONFIRMED_ON,
        "unit": unit.code,
        "dimension": unit.dimension,
        "price_per_base": round(price * 1000 / unit.factor),
        "capacity": capacity,
        "capacity_base": round(capacity * unit.factor),
        "availability_confirmed_on": CONFIRMED_ON,
        "months": ALL_YEAR if number % 2 else 0b0000_1111_1000,
        "payments": Payment(number % 32),
        "folded": fold(NAMES[kind]),
        "published_at": PUBLISHED_AT - timedelta(minutes=number),
        "updated_at": PUBLISHED_AT,
    }


def _bulk_photo(product_id: int) -> dict[str, Any]:
    return {
        "public_id": _quick_id(),
        "product_id": product_id,
        "token": _quick_token(),
        "position": 0,
        "alt": "Foto del producto",
        "width": 1600,
        "height": 1200,
        "widths": "320,640,1024,1600",
        "formats": "webp,jpg",
        "placeholder": 0,
        "ready": True,
    }
