"""What follows from an enterprise's name: how its record is sorted, and the words it is found by."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from admin.enterprises.models import EnterpriseRecord, EnterpriseWord
from admin.households.values import name_key, name_words, sound_of


def settle(session: Session, record: EnterpriseRecord, name: str, proposed: str = "") -> None:
    """Sort the record under its name, and let it be found by that one and by the one that was proposed."""
    key = name_key(name_words(name))
    if record.name_key != key:
        record.name_key = key
    session.flush()
    session.execute(delete(EnterpriseWord).where(EnterpriseWord.record_id == record.id))
    if record.merged_into_id is None:
        session.add_all(
            EnterpriseWord(
                record_id=record.id, district_code=record.district_code, word=word, sound=sound_of(word)
            )
            for word in dict.fromkeys(name_words(f"{name} {proposed}"))
        )
    session.flush()
