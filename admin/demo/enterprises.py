"""What is privately known of the demo's enterprises: how far each has come, some plans, and a few ideas."""

import io
import random
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.demo.staff import UNITS
from admin.enterprise_plans.operations import add_plan
from admin.enterprises.links import link_member, standing_links
from admin.enterprises.models import AREAS, GAPS, EnterpriseRecord
from admin.enterprises.record_operations import create_record, ruc_digest
from admin.enterprises.record_values import RecordValues
from admin.households.models import Member
from catalog.products.models import Product
from catalog.sectors.models import Sector
from core.audit import SYSTEM
from core.clock import today

IDEAS = (
    ("Mermelada de sauco", "panes-dulces"),
    ("Costura a medida", "costura-arreglos"),
    ("Huevos de corral", "animales-menores"),
    ("Mantas para bebé", "tejidos"),
)
FIRST_YEAR = 2008


def describe(session: Session, seed: int) -> None:
    """Say of each of the demo's enterprises what a visit would have found."""
    chance = random.Random(seed)  # noqa: S311 a demo, not a secret
    sectors = _sectors(session)
    records = session.scalars(select(EnterpriseRecord).order_by(EnterpriseRecord.id)).all()
    for record in records:
        _describe(record, chance, sectors.get(record.enterprise_id))
    session.flush()
    mine = [record for record in records if record.district_code[:2] in UNITS.values()]
    _ally(session, mine, chance)
    for record in chance.sample(mine, len(mine) // 3):
        made_on = today() - timedelta(days=chance.randint(20, 500))
        add_plan(session, record, _plan(record.name_key), "plan de negocio", made_on=made_on, by=SYSTEM)
    _ideas(session, mine, chance)


def _sectors(session: Session) -> dict[int, int]:
    """The sector of each enterprise's first product."""
    first = select(func.min(Product.id)).group_by(Product.enterprise_id)
    rows = session.execute(select(Product.enterprise_id, Product.sector_id).where(Product.id.in_(first)))
    return {row[0]: row[1] for row in rows}


def _describe(record: EnterpriseRecord, chance: random.Random, sector_id: int | None) -> None:
    record.sector_id, record.stage = sector_id, chance.choices(("running", "stopped", ""), (90, 4, 6))[0]
    record.started_year = chance.choice((None, *range(FIRST_YEAR, today().year)))
    record.digital_maturity = chance.choice((None, 0, 1, 1, 2, 2, 3))
    record.logistic_maturity = chance.choice((None, 0, 1, 1, 1, 2, 3))
    record.gap, record.area = chance.choice(("", *GAPS)), chance.choice(("", "rural", *AREAS))
    record.in_association, record.has_account = (chance.choice((None, True, False)) for _ in "ab")
    if chance.random() < 0.35:
        record.ruc = _ruc(chance.randint(1, 9999))
        record.ruc_digest = ruc_digest(record.ruc)


def _ruc(number: int) -> str:
    """A RUC of nobody: 10, a DNI that nobody has, and the digit that checks."""
    from stdnum.pe import ruc

    digits = f"10000{number:05}"
    return digits + ruc.calc_check_digit(digits)


def _ally(session: Session, records: Sequence[EnterpriseRecord], chance: random.Random) -> None:
    """Some are led by people of two households together."""
    for one, other in zip(records[::3], records[1::3], strict=False):
        partners = standing_links(session, other)
        if partners and one.district_code[:2] == other.district_code[:2]:
            member = session.get_one(Member, partners[0].member_id)
            day = today() - timedelta(days=chance.randint(30, 900))
            link_member(session, one, member, on=day, by=SYSTEM)


def _ideas(session: Session, records: Sequence[EnterpriseRecord], chance: random.Random) -> None:
    if not records:
        return
    sectors = {sector.slug: sector.id for sector in session.scalars(select(Sector))}
    for name, slug in IDEAS:
        lives = chance.choice(records)
        links = standing_links(session, lives)
        if links:
            titular = session.get_one(Member, links[0].member_id)
            values = RecordValues(name, titular.district_code, sectors.get(slug), "idea", gap="technique")
            create_record(session, values, titular, by=SYSTEM, demo=True)


def _plan(name: str) -> bytes:
    """A small sheet, as a plan would be."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        for number, words in enumerate(
            ("DEMOSTRACIÓN, SIN VALOR", name.title(), "Qué vende", "A quién", "Costos")
        ):
            sheet.write_string(number, 0, words)
    return made.getvalue()
