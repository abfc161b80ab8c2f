"""Reading what the home page shows beside the list: the season, and one enterprise's story."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.photos.models import Portrait
from catalog.products.models import Product
from catalog.products.months import ALL_MONTHS
from catalog.products.queries import VISIBLE

LOOKED_AT = 60


def in_season_ids(session: Session, today: date, limit: int) -> list[int]:
    """The newest products of this month's season, one of each enterprise: those sold all year have no season."""
    now = 1 << (today.month - 1)
    query = (
        select(Product.id, Product.enterprise_id)
        .join(Enterprise, Enterprise.id == Product.enterprise_id)
        .where(VISIBLE, Product.months.bitwise_and(now) == now, Product.months != ALL_MONTHS)
        .where(Product.paused_on.is_(None))
        .order_by(Product.published_at.desc(), Product.id.desc())
        .limit(LOOKED_AT)
    )
    of_each: dict[int, int] = {}
    for row in session.execute(query):
        of_each.setdefault(row.enterprise_id, row.id)
    return list(of_each.values())[:limit]


def story_of_the_day(session: Session, today: date) -> Enterprise | None:
    """One of those who tell their story, with a portrait if any has one; another each day, and each as often."""
    told = select(Enterprise).where(Enterprise.status == "published", Enterprise.story != "")
    with_face = told.join(Portrait, Portrait.enterprise_id == Enterprise.id).where(Portrait.ready)
    for stories in (with_face, told):
        number = session.scalar(select(func.count()).select_from(stories.subquery())) or 0
        if number:
            at = today.toordinal() % number
            return session.scalar(stories.order_by(Enterprise.id).offset(at).limit(1))
    return None
