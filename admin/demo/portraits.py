"""The demo's makers in person: a name, a market, and a portrait drawn by a job, through the real pipeline."""

import random
import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.demo import studio
from admin.enterprises.models import EnterpriseRecord
from admin.enterprises.operations import (
    approve_enterprise,
    propose_enterprise,
    proposed_values,
    set_portrait,
)
from catalog.enterprises.models import Enterprise
from catalog.places.queries import Gazetteer, gazetteer
from core import jobs
from core.audit import SYSTEM

PORTRAIT = "demo.portrait"
SIZE = (900, 1125)
# After the pictures of products, whose lowest is 0.
PRIORITY = -1
# «Doña Rosa (personaje de demostración) cuaja la leche…»; of more than one, «(personajes de demostración)».
_TOLD = re.compile(r"(?P<name>[^(]{3,80}?) \(personaje(?P<several>s?) de demostración\)")
_DAYS = ("domingos", "sábados", "miércoles y sábados", "jueves", "martes y viernes")


@dataclass(frozen=True)
class Told:
    """Whom a story tells of; `who` is there where it is one person."""

    name: str
    who: Literal["woman", "man"] | None = None


def told(story: str) -> Told:
    """Read a story of the demo; an empty name where it tells of nobody."""
    found = _TOLD.match(story)
    if found is None:
        return Told("")
    name = re.sub("^La", "la", found["name"])
    if found["several"]:
        return Told(name)
    return Told(name, "man" if name.startswith("Don ") else "woman")


def introduce(session: Session, chance: random.Random) -> None:
    """Give each maker the name her story tells and, to most, a market; they are public by consent as any."""
    places = gazetteer(session)
    for enterprise in session.scalars(select(Enterprise).order_by(Enterprise.id)).all():
        values = proposed_values(session, enterprise)
        market = _market(values.district_code, places, chance)
        named = replace(values, producer_name=told(values.story).name, market=market)
        if propose_enterprise(session, enterprise, named, by=SYSTEM):
            approve_enterprise(session, enterprise, by=SYSTEM)


def _market(district_code: str, places: Gazetteer, chance: random.Random) -> str:
    """Where and when she sells; one in five has not said."""
    district, province = places.name(district_code), places.name(district_code[:4])
    kind = chance.choice((f"Feria de {district}", f"Mercado de {district}", f"Mercado modelo de {province}"))
    said = f"{kind}, {chance.choice(_DAYS)}"
    return said if chance.random() < 0.8 else ""


def promise(session: Session, seed: int) -> int:
    """Let the worker draw a portrait of each maker who is one person; how many."""
    columns = (EnterpriseRecord.story, Enterprise.public_id, Enterprise.province_code)
    makers = select(*columns).join(Enterprise).where(Enterprise.demo)
    count = 0
    for story, public_id, province in session.execute(makers.order_by(Enterprise.id)):
        who = told(story).who
        if who:
            # The drawing takes turns by the seed: in a row, each is another person.
            payload = {
                "enterprise": public_id,
                "seed": seed * 10_000 + count,
                "who": who,
                "department": province[:2],
            }
            jobs.enqueue(session, PORTRAIT, payload, priority=PRIORITY)
            count += 1
    return count


def draw(session: Session, payload: dict[str, Any]) -> None:
    """Job: draw a portrait and make it the maker's; done again, it is the same one."""
    from admin.demo.pictures.portraits import draw_portrait

    # Drawing takes a second or two, and nothing has been read yet: no lock is held meanwhile.
    token, facts = studio.keep(
        draw_portrait(payload["seed"], SIZE, payload["who"], payload.get("department", ""))
    )
    query = select(Enterprise).where(Enterprise.public_id == payload["enterprise"], Enterprise.demo)
    enterprise = session.scalar(query)
    if enterprise is not None:
        set_portrait(session, enterprise, studio.upload(session, enterprise, token, facts), by=SYSTEM)


def register_jobs() -> None:
    """Say who draws."""
    jobs.register(PORTRAIT, draw)
