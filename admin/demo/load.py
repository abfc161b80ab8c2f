"""The first demo: fictitious makers and their goods, through the same form and operations as real ones."""

import csv
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from admin.allies.operations import load_plan
from admin.consents.models import DEMO_VERSION, FIELDS
from admin.consents.operations import add_consent_text, give_consent
from admin.demo import enterprises, households, listings, portraits, privacy, readiness, studio
from admin.demo.pictures.views import VIEWS
from admin.enterprises.models import EnterpriseRecord
from admin.imports.rows import RawRow
from admin.imports.saving import import_rows
from admin.products.operations import archive_product
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product, ProductMonth, SanitaryPaper, SealAward
from catalog.sectors.models import Sector
from core import audit
from core.audit import SYSTEM
from core.clock import now, today

DATA = Path(__file__).parent / "data" / "products.csv"
GALLERY_EVERY = 3
SMALL = (1024, 768)
CONSENT_WORDS = (
    "DEMOSTRACIÓN, SIN VALOR LEGAL. ¿Pierdo Juntos si vendo? No: vender sus productos no cambia el apoyo que "
    "recibe su hogar. Usted elige qué se muestra de usted y puede retirarlo cuando quiera."
)
Row = dict[str, str]


def rows() -> list[Row]:
    """The demo's rows: the columns of an import, and the kind of picture."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_empty(session: Session) -> bool:
    """Whether the catalogue has no enterprise at all."""
    return session.scalar(select(Enterprise.id).limit(1)) is None


def load(session: Session, source: list[Row], seed: int) -> list[Product]:
    """Import and publish the rows, and settle what an import does not bring; the products in their order."""
    # The sheet's first row of data is row 2.
    raw = [RawRow(number, _cells(row)) for number, row in enumerate(source, start=2)]
    import_rows(session, raw, by=SYSTEM, publish=True, demo=True)
    products = list(session.scalars(select(Product).order_by(Product.id)))
    settle(session, products, seed)
    return products


def _cells(row: Row) -> Row:
    return {column: text for column, text in row.items() if text and column != "imagen"}


def settle(session: Session, products: list[Product], seed: int) -> None:
    """Give the demo what an import does not bring: consents, promised months, a confirmed paper, a farewell."""
    chance = random.Random(seed)  # noqa: S311 a demo, not a secret
    _spread_over_weeks(products, chance)
    _consent(session, chance)
    households.register(session, seed)
    enterprises.describe(session, seed)
    privacy.load(session)
    load_plan(session, by=SYSTEM)
    _promise_months(session, products, chance)
    _confirm_papers(session, chance)
    readiness.prepare(session)
    # The import says that whoever ran it verified the seals; nobody verified these.
    theirs = SealAward.product_id.in_([product.id for product in products])
    session.execute(update(SealAward).where(theirs).values(verified_by="demostración, sin valor"))
    for product in products:
        audit.record(
            session, "product.demo", product, by=SYSTEM, reason="Demostración: fechas, meses y registros"
        )
    listings.load(session)
    if len(products) > GALLERY_EVERY:
        archive_product(session, products[-1], by=SYSTEM, reason="Demostración: ya no se ofrece")


def newest_first(products: list[Product]) -> list[Product]:
    """The published products as the list shows them."""
    shown = [product for product in products if product.published_at and product.status == "published"]
    return sorted(shown, key=lambda product: (product.published_at, product.id), reverse=True)


def promise_pictures(session: Session, products: list[Product], source: list[Row], seed: int) -> None:
    """Let the worker draw: first one picture of each product, newest first, then the other views of some."""
    kinds = {product.id: row["imagen"] for product, row in zip(products, source, strict=True)}
    before: Counter[str] = Counter()
    for position, product in enumerate(newest_first(products)):
        kind = kinds[product.id]
        turn = before[kind]
        before[kind] += 1
        # One seed for all views of a product, for they show the same goods. Next to another product of its
        # kind it shows itself in another view, and on another ground, which goes by the seed's rest.
        own_seed = seed * 30_000 + position * VIEWS + turn // VIEWS % VIEWS
        for further in range(VIEWS if position % GALLERY_EVERY == 0 else 1):
            view = (turn + further) % VIEWS
            priority = 0 if further else len(products) - position
            studio.promise(session, [product], kind, own_seed, view=view, priority=priority)


def promise_shared_pictures(session: Session, products: list[Product], source: list[Row], seed: int) -> int:
    """Let the worker draw one small picture of each kind, for a catalogue that is only measured; how many."""
    showing: dict[str, list[Product]] = {}
    for product, row in zip(products, source, strict=True):
        showing.setdefault(row["imagen"], []).append(product)
    for kind, group in showing.items():
        studio.promise(session, group, kind, seed, size=SMALL)
    return len(showing)


def _spread_over_weeks(products: list[Product], chance: random.Random) -> None:
    """Publish the demo over some weeks and in no order, so that the newest ones are of every kind."""
    order = chance.sample(range(len(products)), len(products))
    for product, place in zip(products, order, strict=True):
        product.published_at = now() - timedelta(hours=6 * place + 1)
        # Most prices are recent; some are old enough that the page says so.
        age = timedelta(days=chance.choice((2, 9, 20, 35, 60, 95, 210)))
        product.price_confirmed_on = product.availability_confirmed_on = today() - age


def _consent(session: Session, chance: random.Random) -> None:
    add_consent_text(session, DEMO_VERSION, CONSENT_WORDS, approved_by="demostración", by=SYSTEM)
    portraits.introduce(session, chance)
    for record in session.scalars(select(EnterpriseRecord).order_by(EnterpriseRecord.id)).all():
        for field in FIELDS:
            # One in ten keeps each field to herself, so that the pages show that case too.
            if chance.random() < 0.9:
                give_consent(session, record, field, given_on=today(), channel="in_person", by=SYSTEM)


def _confirm_papers(session: Session, chance: random.Random) -> None:
    """Staff have confirmed what kind most papers are; some still wait."""
    papers = select(SanitaryPaper, Sector.slug).join(Product, Product.id == SanitaryPaper.product_id)
    papers = papers.join(Sector, Sector.id == Product.sector_id).where(SanitaryPaper.state == "granted")
    for paper, sector in session.execute(papers.order_by(SanitaryPaper.product_id)):
        kind = {"lacteos": "sip", "carnes-pescados": "senasa"}.get(sector, "digesa")
        paper.kind = kind if chance.random() < 0.7 else None


def _promise_months(session: Session, products: list[Product], chance: random.Random) -> None:
    """Part of some products' coming months is promised already."""
    for product in products[::4]:
        if product.capacity is None:
            continue
        for ahead in chance.sample(range(12), 3):
            month = today().month - 1 + ahead
            if product.months & 1 << month % 12:
                key = f"{today().year + month // 12}-{month % 12 + 1:02}"
                share = product.capacity * chance.choice((25, 50, 75, 100)) // 100_000 * 1000
                session.add(ProductMonth(product_id=product.id, month=key, committed=share))
