"""A word of its own in every column of every private row of a territory, so that whatever comes out says where from.

The rows are those of core.scoping.Private: a new private model fails until `plant` makes a row of it, and a new
column of text gets its word by itself.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from admin.access.permissions import Role
from admin.consents.models import ConsentEvidence
from admin.consents.operations import add_consent_text, give_consent, withdraw_consent
from admin.enterprises.models import EnterpriseMember, EnterpriseRecord, EnterpriseWord
from admin.enterprises.operations import approve_enterprise, create_enterprise
from admin.enterprises.values import EnterpriseValues
from admin.households.models import Household, Member
from admin.imports.models import RegistryExport, RegistryExportRow
from admin.listing.models import ListingReceipt
from admin.privacy.models import PrivacyCase
from admin.producer.models import ProducerAccount, ProducerQuestion
from admin.products.operations import approve_product, create_product
from admin.products.photos import upload_photo
from admin.products.values import PhotoValue, ProductValues
from admin.readiness.models import ProductDocument
from catalog.enterprises.models import Enterprise
from catalog.privacy.models import PrivacyRequest
from catalog.products.models import Product
from core.clock import now, today
from core.crypto import vault
from core.ids import media_token
from core.scoping import Private, Scope, everything
from tests.support.enterprises import titular_of
from tests.support.registry import SOMEBODY
from tests.support.staff import CCORCA, make_account
from tests.support.subjects import World

# The head of Puno reaches these provinces: everything that she does not reach holds canaries.
ELSEWHERE = Scope(provinces=frozenset({"2101", "2102"}))
# Letters alone, so that folding, splitting and stemming leave them; a DNI of nobody; a phone of nobody.
CANARY = re.compile(r"kanari[a-z]*|00098\d{3}|951[ .-]?777[ .-]?\d{3}", re.IGNORECASE)
NUMBERS = {"dni": "00098{:03}", "document": "00098{:03}", "ruc": "1000098{:03}1"}
PHONES = ("phone", "whatsapp")
# Names of files, digests and keys, which are no words of anybody; and what only some known words may stand in.
STRUCTURAL = re.compile(
    r"public_id|form_key|key|.*token|.*sha256|.*digest|widths|formats|.*_code|.*_district"
)
LISTED = re.compile(r"(\w+) IN \(|(\w+) = ''|(\w+) IS NULL\) = ")
WORDS = "¿Pierdo Juntos si vendo? No: vender sus productos no cambia el apoyo que recibe su hogar."
PUBLIC = "Tejidos Awana"


def plant(session: Session, world: World, folder: Path) -> dict[str, str]:
    """Publish a maker whose private side is full, then mark all private rows outside Puno; canary by its column."""
    with everything(session, "a test"):
        home = session.scalars(
            sa.select(Household).where(Household.public_id == world.ids["household own"])
        ).one()
        maker = _publish(session, folder)
        record = session.scalars(
            sa.select(EnterpriseRecord).where(EnterpriseRecord.enterprise_id == maker.id)
        ).one()
        person = titular_of(session, home)
        session.add(EnterpriseMember(record_id=record.id, member_id=person.id, titular=True))
        session.flush()
        _agree_and_withdraw(session, record)
        _sheets_and_cases(session, home)
        _listing(session, maker, record, person)
        session.flush()
        planted = dict(mark(session))
        session.commit()
        session.expire_all()
    return planted


def mark(session: Session) -> Iterator[tuple[str, str]]:
    """Write a word of its own into every column of text of every private row that Puno does not reach."""
    number = 0
    for name, model in sorted(Private.known.items()):
        table = model.table()
        inside = sa.select(table.c.id).where(model.scope_criterion(ELSEWHERE))
        rows = session.scalars(sa.select(table.c.id).where(table.c.id.not_in(inside))).all()
        assert rows, f"{name} has no canary: make a row of it in tests/support/canaries.py"
        for row in rows:
            words = {}
            for column in free_columns(table):
                number += 1
                words[column.name] = canary(column, number)
                yield words[column.name], f"{name}.{column.name}"
                if column.name in NUMBERS:
                    words[f"{column.name}_digest"] = vault().digest(
                        "ruc" if column.name == "ruc" else "dni", words[column.name]
                    )
            if words:
                session.execute(sa.update(table).where(table.c.id == row).values(words))


def free_columns(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns where anything may stand that somebody types."""
    checks = " ".join(str(one.sqltext) for one in table.constraints if isinstance(one, sa.CheckConstraint))
    listed = {name for found in LISTED.findall(checks) for name in found if name} - set(PHONES) - set(NUMBERS)
    return [
        column
        for column in table.columns
        if isinstance(getattr(column.type, "impl_instance", column.type), sa.String)
        and not (column.foreign_keys or column.name in listed or STRUCTURAL.fullmatch(column.name))
    ]


def canary(column: sa.Column[Any], number: int) -> str:
    """The word of a column: a DNI, a RUC or a phone where it is one."""
    if column.name in NUMBERS:
        return NUMBERS[column.name].format(number)
    if column.name in PHONES:
        return f"+51951777{number:03}"
    letters = "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))
    return f"kanari{letters}"[: getattr(column.type, "length", None) or 99]


def _publish(session: Session, folder: Path) -> Enterprise:
    """Tejidos Awana, published with a photo; a draft beside it."""
    values = EnterpriseValues(
        name=PUBLIC, district_code=CCORCA, producer_name="Kanaria Kanarina", story="La señora Kanarina teje.",
        whatsapp="+51951777000",
    )  # fmt: skip
    maker = create_enterprise(session, values, by=SOMEBODY)
    approve_enterprise(session, maker, by=SOMEBODY)
    path = folder / "kanarifoto 00098999.jpg"
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "Kanarina 951777999", "Kanarina"
    Image.new("RGB", (640, 480), "#b85c38").save(path, exif=exif, comment=b"kanarinota")
    upload = upload_photo(session, maker, path, by=SOMEBODY)
    facts: dict[str, Any] = {
        "sector": "tejidos",
        "price": 12_000,
        "unit": "unidad",
        "months": 0b1111_1111_1111,
    }
    shown = ProductValues(
        name="Chompa de alpaca", photos=(PhotoValue(upload.token, "Una chompa roja"),), **facts
    )
    product = create_product(session, maker, shown, by=SOMEBODY)
    approve_product(session, product, by=SOMEBODY)
    hidden = ProductValues(name="Chalina kanarichalina", description="La teje Kanarina, 00098998.", **facts)
    create_product(session, maker, hidden, by=SOMEBODY)
    return maker


def _agree_and_withdraw(session: Session, record: EnterpriseRecord) -> None:
    add_consent_text(session, "2026-1", WORDS, approved_by="Asesoría jurídica", by=SOMEBODY)
    for field in ("name", "story", "phone"):
        give_consent(session, record, field, given_on=today(), channel="in_person", by=SOMEBODY)
        withdraw_consent(session, record, field, by=SOMEBODY)


def _sheets_and_cases(session: Session, home: Household) -> None:
    word = {"word": "kanarina", "sound": "kanarina", "record_id": _any_record(session, home)}
    session.add(EnterpriseWord(district_code=CCORCA, **word))
    taken = RegistryExport(
        kind="households", made_at=now(), made_by="Kanarina", filters="q=kanarina", rows=1, unit_id=None
    )
    session.add(taken)
    session.flush()
    session.add(RegistryExportRow(export_id=taken.id, household_id=home.id, district_code=CCORCA))
    asked = session.scalars(sa.select(PrivacyRequest)).first()
    assert asked is not None
    session.add(
        PrivacyCase(
            request_id=asked.id, due_on=today(), extended_until=today() + timedelta(days=5),
            extended_why="Kanarina no contesta", answer="Kanarina",
        )
    )  # fmt: skip


def _listing(session: Session, maker: Enterprise, record: EnterpriseRecord, person: Member) -> None:
    """What is kept of a listing: papers and signatures, her way in, and the question that she was sent."""
    product = session.scalars(sa.select(Product.id).where(Product.enterprise_id == maker.id)).first()
    account = make_account(session, "kanarina", Role.NATIONAL)
    at = now()
    kept = {"file_name": "x.pdf", "created_at": at, "created_by": "x"}
    session.add_all(
        (
            ConsentEvidence(record_id=record.id, kind="photo", **_file(kept)),
            ProductDocument(product_id=product, purpose="paper", **_file(kept)),
            ListingReceipt(form_key="kept", product_id=product, account_id=account.id, received_at=at),
            ProducerAccount(member_id=person.id, phone="+51951777998", created_at=at, created_by="x"),
            ProducerQuestion(
                product_id=product, token_digest="0" * 64, kind="price", price=1200, unit="unidad", asked_at=at,
                asked_by="x", expires_at=at,
            ),
        )
    )  # fmt: skip


def _file(kept: dict[str, Any]) -> dict[str, Any]:
    return {**kept, "file_token": media_token(), "file_sha256": "0" * 64}


def _any_record(session: Session, home: Household) -> int:
    found = session.scalars(
        sa.select(EnterpriseRecord.id).where(EnterpriseRecord.district_code == home.district_code)
    ).first()
    assert found is not None
    return found


def opened(data: bytes) -> str:
    """All that some bytes say: each part of an archive, and what is packed as a page is."""
    texts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            texts += [part.encode() for part in parts.namelist()] + [parts.read(p) for p in parts.namelist()]
    elif data.startswith(b"\x1f\x8b"):
        texts.append(gzip.decompress(data))
    return "\n".join(text.decode("utf-8", "ignore") + text.decode("utf-16-le", "ignore") for text in texts)


def unpacked(body: bytes, encoding: str | None) -> bytes:
    """A page as it was before it was packed for the way."""
    return brotli.decompress(body) if encoding == "br" else body


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of all that stands in a folder."""
    return (
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    )


class Search:
    """What was found where it may not be, by the column that it came from."""

    def __init__(self, planted: dict[str, str]) -> None:
        self.planted = {word.casefold(): column for word, column in planted.items()}
        self.found: list[str] = []
        self.read = ""

    def look(self, where: str, said: str, *typed: str) -> None:
        """Look through what was said; what the same person typed may be said back."""
        self.read += said
        for word in dict.fromkeys(CANARY.findall(said)):
            if not any(word.casefold() in one.casefold() for one in typed):
                self.found.append(
                    f"{where}: {word} ({self.planted.get(word.casefold(), 'typed or in a file')})"
                )

    def bytes(self, where: str, data: bytes) -> None:
        """Look through a file."""
        self.look(where, opened(data))
