"""The small tools: clock, identifiers, sets kept as a number."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from catalog.enterprises.models import Enterprise, Wallet
from core.clock import now, today
from core.flags import full
from core.ids import PUBLIC_ID_LENGTH, media_token, public_id


def test_today_is_lima_s_day() -> None:
    with time_machine.travel(datetime(2026, 11, 11, 4, 59, tzinfo=UTC), tick=False):
        assert today().isoformat() == "2026-11-10"
        assert now().isoformat() == "2026-11-11T04:59:00+00:00"
    with time_machine.travel(datetime(2026, 11, 11, 5, 0, tzinfo=UTC), tick=False):
        assert today().isoformat() == "2026-11-11"


def test_public_ids_are_short_and_hard_to_misread() -> None:
    made = {public_id() for _ in range(500)}
    assert len(made) == 500
    assert all(len(one) == PUBLIC_ID_LENGTH and not set(one) & set("01ilo") for one in made)
    assert len(media_token()) == 16


def test_a_set_comes_back_as_it_was_kept(session: Session, rosa: Enterprise) -> None:
    session.commit()
    session.expire_all()
    assert rosa.wallets == Wallet.YAPE | Wallet.PLIN
    assert isinstance(rosa.wallets, Wallet)


def test_a_set_is_filtered_by_one_of_its_flags(
    session: Session, rosa: Enterprise, ccotana: Enterprise
) -> None:
    with_plin = select(Enterprise.name).where(Enterprise.wallets.bitwise_and(Wallet.PLIN) != 0)
    assert session.scalars(with_plin).all() == [rosa.name]


def test_a_set_holds_no_unknown_flag(session: Session, rosa: Enterprise) -> None:
    rosa.wallets = full(Wallet) + 1  # type: ignore[assignment]  # the point
    with pytest.raises(IntegrityError):
        session.flush()
