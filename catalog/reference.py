"""Reference data that ships with the site: places, sectors and seals, loaded without touching what staff edited."""

import csv
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from catalog.places.models import Department, District, Province
from catalog.products.models import Seal
from catalog.sectors.models import Sector
from core.db import db
from core.text import slugify

HERE = Path(__file__).parent
PLACES = HERE / "places" / "data" / "ubigeo-inei.csv"
SECTORS = HERE / "sectors" / "data" / "sectors.csv"
SEALS = HERE / "products" / "data" / "seals.csv"

cli = AppGroup("reference", help="Places, sectors and seals that ship with the site.")


@cli.command("load")
def load_command() -> None:
    """Add what is missing; safe to repeat."""
    load(db.session())
    db.session.commit()
    click.echo("Lugares, rubros y sellos: al día.")


def load(session: Session) -> None:
    """Add missing places, sectors and seals; rows that exist stay as staff left them."""
    _load_places(session)
    _load_sectors(session)
    _load_seals(session)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_places(session: Session) -> None:
    departments, provinces, districts = {}, {}, {}
    for row in _rows(PLACES):
        code = row["ubigeo"]
        department, province, district = row["departamento"], row["provincia"], row["distrito"]
        departments[code[:2]] = {"code": code[:2], "name": department, "slug": slugify(department)}
        provinces[code[:4]] = {
            "code": code[:4],
            "department_code": code[:2],
            "name": province,
            "slug": slugify(province),
        }
        districts[code] = {
            "code": code,
            "province_code": code[:4],
            "name": district,
            "slug": slugify(district),
        }
    for model, wanted in ((Department, departments), (Province, provinces), (District, districts)):
        known = set(session.scalars(select(model.code)))
        missing = [row for code, row in wanted.items() if code not in known]
        if missing:
            session.execute(insert(model), missing)


def _load_sectors(session: Session) -> None:
    known = {sector.slug: sector for sector in session.scalars(select(Sector))}
    for position, row in enumerate(_rows(SECTORS)):
        if row["slug"] in known:
            continue
        parent = known.get(row["parent"])
        sector = Sector(
            slug=row["slug"],
            parent_id=parent.id if parent else None,
            path=f"{parent.path}/{row['slug']}" if parent else row["slug"],
            name=row["name"],
            kind=row["kind"],
            paper_rule=row["paper_rule"],
            position=position,
        )
        session.add(sector)
        session.flush()
        known[sector.slug] = sector


def _load_seals(session: Session) -> None:
    known = set(session.scalars(select(Seal.slug)))
    session.add_all(Seal(**row) for row in _rows(SEALS) if row["slug"] not in known)
