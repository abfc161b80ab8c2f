"""What the home page shows: the season, the sectors, one enterprise's story."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise
from catalog.enterprises.portraits import portrait_of
from catalog.pages.queries import in_season_ids, story_of_the_day
from catalog.photos.presentation import Picture
from catalog.places.map import Map, drawn_map, offer_map
from catalog.places.queries import Gazetteer
from catalog.products import listing, queries
from catalog.products.filters import FilterSet
from catalog.products.months import MONTH_NAMES
from catalog.sectors.offer import SectorTile, sector_tiles
from catalog.sectors.queries import SectorTree

CARDS, TILES, SHOWN = 8, 12, 4
STORY = 420
# What can be laid on a table, what is eaten before what is worn.
GOODS = ("hue-agropecuario", "hue-artesanal")


@dataclass(frozen=True)
class Story:
    """One enterprise that tells its story, as its owner let it."""

    enterprise: Enterprise
    place: str
    words: str
    portrait: Picture | None


@dataclass(frozen=True)
class Home:
    """Everything the page shows that is read from records."""

    tiles: list[SectorTile]
    collage: list[SectorTile]
    cards: list[Markup]
    seasonal: bool
    month: str
    map: Map
    drawn_map: Markup
    story: Story | None


def build(session: Session, places: Gazetteer, sectors: SectorTree, today: date) -> Home:
    """Read the page: a number of questions that does not grow with the catalogue."""
    every = sector_tiles(session, sectors)
    leaves = [every[one.id] for one in sectors.by_id.values() if one.parent_id is not None]
    offered = sorted((tile for tile in leaves if tile.total), key=lambda tile: -tile.total)[:TILES]
    ids = in_season_ids(session, today, CARDS)
    seasonal = bool(ids)
    if not seasonal:
        ids = queries.product_ids(session, FilterSet(), sectors, today, limit=CARDS)
    offered_in = offer_map(session)
    return Home(
        tiles=[tile for tile in leaves if tile in offered],
        collage=_collage(leaves, today),
        cards=listing.cards(session, ids, places, sectors, today),
        seasonal=seasonal,
        month=MONTH_NAMES[today.month - 1],
        map=offered_in,
        drawn_map=drawn_map(offered_in),
        story=_story(session, places, today),
    )


def _collage(leaves: list[SectorTile], today: date) -> list[SectorTile]:
    """Pictures of some sectors, another each day: something from the land first, then what stands far apart."""
    pictured = [tile for tile in leaves if tile.picture and tile.hue in GOODS]
    foods = [tile for tile in pictured if tile.hue == GOODS[0]]
    if not foods:
        return pictured[:SHOWN]
    first = foods[today.toordinal() % len(foods)]
    others = [tile for tile in pictured if tile is not first]
    step = max(len(others) // (SHOWN - 1), 1)
    start = today.toordinal() % max(len(others), 1)
    rest = [others[(start + place * step) % len(others)] for place in range(min(SHOWN - 1, len(others)))]
    return [first, *rest]


def _story(session: Session, places: Gazetteer, today: date) -> Story | None:
    enterprise = story_of_the_day(session, today)
    if enterprise is None:
        return None
    place = places.short(enterprise.province_code, enterprise.district_code)
    return Story(enterprise, place, _opening(enterprise.story), portrait_of(session, enterprise.id))


def _opening(story: str) -> str:
    """The beginning of a story, to the end of a sentence where one ends in time."""
    text = " ".join(story.split())
    if len(text) <= STORY:
        return text
    cut = text[:STORY]
    sentence = cut.rfind(". ")
    return cut[: sentence + 1] if sentence > STORY // 2 else cut.rsplit(" ", 1)[0].rstrip(" ,;.") + "…"
