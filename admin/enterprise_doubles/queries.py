"""Which enterprise may be registered already: the same RUC, or a name that sounds alike in the district."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.doubles.queries import MOST
from admin.enterprises.models import EnterpriseRecord, EnterpriseWord
from admin.enterprises.queries import Row, records_of_ruc, rows_of
from admin.enterprises.record_operations import ruc_digest
from admin.households.values import name_words, sound_of

# Of the words of the longer name, how many both must have: «Papas nativas Ccotana» is «Papas Ccotana».
ENOUGH = 0.65
# Words that half the names have tell nothing.
COMMON = frozenset(
    sound_of(word)
    for word in ("de", "del", "la", "las", "el", "los", "y", "en", "doña", "don", "emprendimiento")
)
# Of how many records that share a word the lengths are looked up.
CLOSEST = 200


@dataclass(frozen=True)
class AlikeEnterprise:
    """An enterprise that may be the same, and why: "ruc" or "name", the surest first."""

    row: Row
    why: Sequence[str]


def find_alike(
    session: Session, name: str, district_code: str, ruc: str = "", *, but: int = 0
) -> list[AlikeEnterprise]:
    """The records that may be this enterprise, those with more and surer reasons first."""
    same = {one.id: one for one in records_of_ruc(session, ruc_digest(ruc))} if ruc else {}
    named = _sound_alike(session, name, district_code)
    ids = [number for number in dict.fromkeys((*same, *named)) if number != but][:MOST]
    if not ids:
        return []
    query = select(EnterpriseRecord).where(EnterpriseRecord.id.in_(ids))
    records = sorted(session.scalars(query), key=lambda one: ids.index(one.id))
    return [
        AlikeEnterprise(
            row,
            [why for why, held in (("ruc", row.record.id in same), ("name", row.record.id in named)) if held],
        )
        for row in rows_of(session, records)
    ]


def alike_of_record(session: Session, record: EnterpriseRecord) -> list[AlikeEnterprise]:
    """The other records that may be this enterprise."""
    return find_alike(session, record.name_key, record.district_code, record.ruc or "", but=record.id)


def _sound_alike(session: Session, name: str, district_code: str) -> list[int]:
    """Records of the district in whose name sounds nearly all that tells of the shorter of both names."""
    sounds = _telling(name_words(name))
    if not sounds or not district_code:
        return []
    sharing = select(EnterpriseWord.record_id, EnterpriseWord.sound).where(
        EnterpriseWord.district_code == district_code, EnterpriseWord.sound.in_(sounds)
    )
    shared: dict[int, set[str]] = {}
    for number, heard in session.execute(sharing):
        shared.setdefault(number, set()).add(heard)
    near = sorted(shared, key=lambda number: (-len(shared[number]), number))[:CLOSEST]
    keys = session.execute(
        select(EnterpriseRecord.id, EnterpriseRecord.name_key).where(EnterpriseRecord.id.in_(near))
    )
    lengths = {number: len(_telling(key.split())) for number, key in keys}
    return [
        number
        for number in near
        if lengths.get(number) and len(shared[number]) / max(len(sounds), lengths[number]) > ENOUGH
    ][:MOST]


def _telling(words: Sequence[str]) -> set[str]:
    return {sound_of(word) for word in words} - COMMON
