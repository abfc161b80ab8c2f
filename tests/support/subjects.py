"""What each part of an address names, for the matrix of who reaches what: one's own, somebody else's, and none.

A route with a part that is not here fails the matrix: add a line that says how to make its subjects.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access.models import Account, AccountSession, Substitution
from admin.access.permissions import Role
from admin.allies.models import Ally
from admin.enterprise_plans.operations import add_plan
from admin.enterprises.models import EnterpriseRecord
from admin.households.models import Member
from admin.products.models import PhotoUpload, ProductRevision
from admin.products.operations import create_product
from admin.products.values import ProductValues
from admin.readiness.operations import add_document
from admin.review.deciding import send_product
from admin.review.operations import open_revision
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from core.clock import now, today
from core.ids import media_token
from core.scoping import everything
from tests.support.asking import make_request
from tests.support.enterprises import make_record, titular_of
from tests.support.registry import SOMEBODY, make_household
from tests.support.sheets import make_draft, make_import
from tests.support.staff import CCORCA, PUNO, make_account, make_unit

MISSING = "AAAAAAAAAAAA"
# Nobody who does not reach the territory of Puno may read one of these.
FOREIGN_WORDS = ("Ajenísima", "00054321", "951000002", "HG-AJENA")
# Nor may who reaches no person at all read these.
OWN_WORDS = ("Propísima", "00012345", "951000001", "HG-PROPIA")


@dataclass
class World:
    """Two territories alike, and an actor who belongs to the first."""

    session: Session
    actor: Account | None = None
    ids: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Subjects:
    """What stands in an address: one's own; somebody else's, where there is such a thing."""

    own: str
    foreign: str | None = None


def make_world(session: Session, actor: Account | None) -> World:
    """Two households with a person and an enterprise each in Ccorca, and the same in Puno."""
    world = World(session, actor)
    for kind, district, name, dni, phone in (
        ("own", CCORCA, OWN_WORDS[0], OWN_WORDS[1], f"+51{OWN_WORDS[2]}"),
        ("foreign", PUNO, FOREIGN_WORDS[0], FOREIGN_WORDS[1], f"+51{FOREIGN_WORDS[2]}"),
        ("own other", CCORCA, "Segunda", None, ""),
        ("foreign other", PUNO, FOREIGN_WORDS[0], None, ""),
    ):
        code = {"own": OWN_WORDS[3], "foreign": FOREIGN_WORDS[3]}.get(kind, "")
        home = make_household(
            session, district=district, surnames=name, given_names="Rosa", dni=dni, phone=phone, code=code
        )
        world.ids[f"household {kind}"] = home.public_id
        unit = make_unit(session, "Cusco" if district == CCORCA else "Puno")
        world.ids[f"imported {kind}"] = make_import(session, unit, home).public_id
        person = select(Member.public_id).where(Member.household_id == home.id)
        world.ids[f"member {kind}"] = session.scalars(person).one()
        record = make_record(session, f"Panes {name}", titular=titular_of(session, home))
        world.ids[f"enterprise {kind}"] = record.public_id
        with everything(session, "a test"):
            sheet = b"%PDF-1.4 " + kind.encode()
            plan = add_plan(session, record, sheet, f"{name}.pdf", made_on=today(), by=SOMEBODY)
            product = _make_product(session, record, f"Pan {name}")
            version = _waiting(session, product)
            photo = _make_photo(session, record, kind)
            paper = add_document(session, product, sheet, f"{name}.pdf", by=SOMEBODY)
        world.ids[f"plan {kind}"], world.ids[f"product {kind}"] = plan.public_id, product.public_id
        world.ids[f"revision {kind}"] = version.public_id
        world.ids[f"document {kind}"] = paper.public_id
        world.ids[f"photo {kind}"] = photo.public_id
    ally = Ally(name="CETPRO", kind="education", offers="Cursos")
    session.add(ally)
    session.flush()
    # Nobody's own: all staff of enterprises read them.
    world.ids["ally"] = ally.public_id
    # Read by the national office alone: of another territory there is none.
    world.ids["asked"] = make_request(session, full_name=FOREIGN_WORDS[0]).public_id
    _make_accounts(session, world)
    session.commit()
    return world


def _make_product(session: Session, record: EnterpriseRecord, name: str) -> Product:
    """A draft of a product."""
    maker = session.get_one(Enterprise, record.enterprise_id)
    values = ProductValues(name=name, sector="tejidos", price=100, unit="unidad")
    return create_product(session, maker, values, by=SOMEBODY)


def _waiting(session: Session, product: Product) -> ProductRevision:
    """Its version, in the queue."""
    send_product(session, product, by=SOMEBODY)
    version = open_revision(session, ProductRevision, product_id=product.id)
    assert version is not None
    return version


def _make_photo(session: Session, record: EnterpriseRecord, kind: str) -> PhotoUpload:
    """The row of an upload; its files are nowhere."""
    photo = PhotoUpload(
        enterprise_id=record.enterprise_id, token=media_token(), sha256=sha256(kind.encode()).hexdigest(),
        width=640, height=480, widths="320,640", formats="webp,jpg", placeholder=0, created_at=now(),
        created_by=SOMEBODY.name,
    )  # fmt: skip
    session.add(photo)
    session.flush()
    return photo


def _make_accounts(session: Session, world: World) -> None:
    at = now()
    other = make_account(session, "otra_persona", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA])
    absent = make_account(session, "de_licencia", Role.FIELD_AGENT, unit="Cusco", districts=[CCORCA])
    world.ids["account"] = other.public_id
    world.ids["unit"] = make_unit(session, "Cusco").public_id
    standing = Substitution(
        absent_id=absent.id, substitute_id=other.id, from_on=today(), until_on=today() + timedelta(days=9)
    )
    session.add(standing)
    for whose, account in (("own", world.actor), ("foreign", other)):
        held = AccountSession(
            account_id=(account or absent).id, token_digest=whose * 9, began_at=at, seen_at=at
        )
        session.add(held)
        session.flush()
        world.ids[f"session {whose}"] = held.public_id
    world.ids["substitution"] = standing.public_id
    world.ids["draft own"] = make_draft(world.actor or absent)
    world.ids["draft foreign"] = make_draft(other)


def _pair(kind: str) -> Callable[[World, str], Subjects]:
    return lambda world, _endpoint: Subjects(world.ids[f"{kind} own"], world.ids[f"{kind} foreign"])


def _single(kind: str) -> Callable[[World, str], Subjects]:
    return lambda world, _endpoint: Subjects(world.ids[kind])


def _other(world: World, endpoint: str) -> Subjects:
    named = (kind for kind in ("household", "enterprise") if kind in endpoint)
    kind = next(named, "member")
    return Subjects(world.ids[f"{kind} own other"], world.ids[f"{kind} foreign other"])


def _nothing(text: str) -> Callable[[World, str], Subjects]:
    return lambda _world, _endpoint: Subjects(text)


# One line a part of an address, by its name in the rule.
SUBJECTS: dict[str, Callable[[World, str], Subjects]] = {
    "household": _pair("household"),
    "member": _pair("member"),
    "enterprise": _pair("enterprise"),
    "plan": _pair("plan"),
    "product": _pair("product"),
    "revision": _pair("revision"),
    "document": _pair("document"),
    "photo": _pair("photo"),
    "ally": _single("ally"),
    # What seals there are, everybody reads.
    "seal": _nothing("hecho-a-mano"),
    "other": _other,
    "public_id": _pair("session"),
    "imported": _pair("imported"),
    "draft": _pair("draft"),
    "asked": _single("asked"),
    "account": _single("account"),
    "unit": _single("unit"),
    "substitution": _single("substitution"),
    # Parts of public addresses, and of secret ones: there is nothing foreign.
    "secret": _nothing("no-es-un-enlace"),
    "sheet": _nothing("hogares"),
    "token": _nothing("0123456789abcdef"),
    "name": _nothing("320.webp"),
    "slug": _nothing("no-existe"),
    "province_slug": _nothing("no-existe"),
    "page": _nothing("1"),
    "width": _nothing("320"),
    "extension": _nothing("webp"),
}
