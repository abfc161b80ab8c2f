"""What a producer says goes live at once, and no draft takes it back."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.products.live import LiveChange, change_live
from admin.products.models import ProductRevision
from admin.products.operations import approve_product, propose_product, proposed_values
from admin.products.values import ProductValues
from catalog.products.models import Product
from core.audit import Actor, AuditEntry

ROSA = Actor("Rosa")


def test_a_price_is_live_at_once(session: Session, chompa: Product) -> None:
    compared_by = chompa.price_per_base
    assert change_live(session, chompa, LiveChange(price=2 * chompa.price), by=ROSA, why="por su enlace")
    assert (chompa.price, chompa.price_per_base) == (24_000, 2 * compared_by)


def test_it_is_a_version_of_the_history(session: Session, chompa: Product) -> None:
    change_live(session, chompa, LiveChange(price=13_500), by=ROSA, why="por su enlace")
    newest = session.scalars(select(ProductRevision).order_by(ProductRevision.id.desc())).first()
    assert newest is not None
    assert (newest.state, newest.created_by, newest.why) == ("approved", "Rosa", "por su enlace")
    assert newest.snapshot["price"] == 13_500


def test_an_open_draft_goes_on_from_it(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    propose_product(session, chompa, replace(chompa_values, description="Con capucha."), by=ROSA)
    change_live(session, chompa, LiveChange(price=13_500, months=0b111), by=ROSA, why="por su enlace")
    assert proposed_values(session, chompa).description == "Con capucha."
    approve_product(session, chompa, by=ROSA)
    assert (chompa.price, chompa.months, chompa.description) == (13_500, 0b111, "Con capucha.")


def test_she_has_none_for_now_until_she_says_how_much(session: Session, chompa: Product) -> None:
    with time_machine.travel("2026-12-01T15:00Z"):
        change_live(session, chompa, LiveChange(paused=True), by=ROSA, why="por su enlace")
        assert chompa.paused_on == date(2026, 12, 1)
    change_live(session, chompa, LiveChange(capacity=40_000), by=ROSA, why="por su enlace")
    assert (chompa.paused_on, chompa.capacity, chompa.capacity_base) == (None, 40_000, 40_000)


def test_a_new_capacity_that_is_approved_ends_it_too(
    session: Session, chompa: Product, chompa_values: ProductValues
) -> None:
    change_live(session, chompa, LiveChange(paused=True), by=ROSA, why="por su enlace")
    assert chompa.capacity_base == 0
    propose_product(session, chompa, replace(chompa_values, capacity=9_000), by=ROSA)
    approve_product(session, chompa, by=ROSA)
    assert (chompa.paused_on, chompa.capacity_base) == (None, 9_000)


def test_saying_that_it_holds_confirms_the_day(session: Session, chompa: Product) -> None:
    with time_machine.travel("2027-02-01T15:00Z"):
        assert change_live(session, chompa, LiveChange(price_holds=True), by=ROSA, why="por su enlace")
    assert chompa.price_confirmed_on == date(2027, 2, 1)


def test_the_same_again_on_that_day_writes_nothing(session: Session, chompa: Product) -> None:
    change_live(session, chompa, LiveChange(price=13_500), by=ROSA, why="por su enlace")
    before = session.scalars(select(AuditEntry.id)).all()
    assert not change_live(session, chompa, LiveChange(price=13_500, price_holds=True), by=ROSA, why="")
    assert session.scalars(select(AuditEntry.id)).all() == before


def test_what_is_not_public_is_a_draft(session: Session, chompa_draft: Product) -> None:
    with pytest.raises(LookupError):
        change_live(session, chompa_draft, LiveChange(price=13_500), by=ROSA, why="por su enlace")
