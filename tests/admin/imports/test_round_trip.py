"""Whatever the catalogue holds, its export imports as no change at all."""

import random
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.enterprises.operations import approve_enterprise, create_enterprise
from admin.enterprises.values import EnterpriseValues
from admin.products.operations import approve_product, create_product
from admin.products.values import ProductValues
from catalog.places.lookup import load_places
from catalog.products.units import UNITS
from core.audit import SYSTEM, AuditEntry

SEED = 20261123
SECTORS = ("tuberculos", "cafe-cacao", "panes-dulces", "tejidos", "hospedaje-guia", "agropecuario")
SEALS = ("agricultura-familiar", "comercio-justo", "hecho-a-mano")
PAPERS = ("", "no aplica", "EN TRÁMITE", "E1234-2025 vence 1/2/2028", "n.° SIP-1")
TEXTS = (
    "",
    "Harinosa, y rica.",
    "Dos\n\nlíneas: «así»",
    "@arroba",
    "+51 no es fórmula",
    "1.500",
    "no",
    "=igual",
    "ñandú & Co. / 2",
)


def products(chance: random.Random, many: int) -> list[ProductValues]:
    codes = sorted(UNITS)
    return [
        ProductValues(
            f"{chance.choice(['Papa', 'Ñuña', 'Té'])} n.º {number}",
            chance.choice(SECTORS),
            chance.choice([1, 99, 350, 123_450, 100_000_000]),
            codes[number % len(codes)],
            description=chance.choice(TEXTS),
            variants=chance.choice(TEXTS),
            capacity=chance.choice([None, 1, 1_000, 1_125, 999_999, 2_500_000, 10**12]),
            min_order=chance.choice([None, 500, 12_000]),
            lead_days=chance.choice([None, 0, 1, 365]),
            months=chance.randrange(4096),
            delivery=chance.choice(TEXTS).replace("\n", " "),
            delivery_places=chance.choice([(), ("08",), ("0301", "21")]),
            freight=chance.choice([None, "buyer"]),
            payments=chance.randrange(32),
            packaging=chance.choice(TEXTS).replace("\n", " "),
            sanitary=chance.choice(PAPERS),
            seals=tuple(chance.sample(SEALS, chance.randrange(3))),
        )
        for number in range(many)
    ]


def test_any_catalogue(session: Session, export: Callable[..., Path], run: Callable[..., Result]) -> None:
    chance = random.Random(SEED)
    codes = sorted(code for code in load_places(session).names if len(code) == 6)
    values = products(chance, len(UNITS))
    for number in range(0, len(values), 3):
        maker = EnterpriseValues(
            f"Casa {number}",
            chance.choice(codes),
            province_only=chance.random() < 0.5,
            wallets=chance.randrange(4),
            invoices=chance.choice([0, 1, 6, 8]),
            story=chance.choice(TEXTS),
            whatsapp=chance.choice(["", "+51987654321"]),
            producer_name="Nombre Ficticio",
        )
        home = create_enterprise(session, maker, by=SYSTEM)
        public = chance.random() < 0.5
        if public:
            approve_enterprise(session, home, by=SYSTEM)
        for one in values[number : number + 3]:
            product = create_product(session, home, one, by=SYSTEM)
            if public and chance.random() < 0.7:
                approve_product(session, product, by=SYSTEM)
    session.commit()
    entries = session.scalar(select(func.count()).select_from(AuditEntry))
    session.commit()
    result = run(export())
    assert f"productos: 0 nuevos, 0 cambiados, {len(values)} sin cambios, 0 publicados" in result.output
    assert "emprendimientos: 0 nuevos, 0 cambiados" in result.output
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == entries
