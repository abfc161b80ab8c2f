"""Sealed texts open with their keys only, and digests find them."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.crypto import UnreadableError, Vault, vault
from tests.support.registry import DNI, make_household

OLD, NEW = "an-old-key-of-thirty-two-letters!", "a-new-key-of-thirty-two-letters!!"


def test_a_sealed_text_opens() -> None:
    kept = Vault([OLD], "lookup")
    assert kept.open(kept.seal("00012345")) == "00012345"


def test_twice_the_same_text_is_sealed_differently() -> None:
    kept = Vault([OLD], "lookup")
    assert kept.seal("00012345") != kept.seal("00012345")


def test_keys_change_one_after_another() -> None:
    sealed = Vault([OLD], "lookup").seal("00012345")
    both = Vault([NEW, OLD], "lookup")
    assert both.open(sealed) == "00012345"
    assert Vault([NEW], "lookup").open(both.reseal(sealed)) == "00012345"


@pytest.mark.parametrize(
    "sealed", ["", "nada", Vault([OLD], "lookup").seal("x")], ids=["empty", "plain", "sealed by another"]
)
def test_what_was_not_sealed_with_these_keys_does_not_open(sealed: str) -> None:
    with pytest.raises(UnreadableError):
        Vault([NEW], "lookup").open(sealed)


def test_a_digest_is_of_its_kind_and_of_its_key() -> None:
    kept = Vault([OLD], "lookup")
    made = {kept.digest("dni", "1"), kept.digest("ruc", "1"), Vault([OLD], "other").digest("dni", "1")}
    assert len(made) == 3
    assert kept.digest("dni", "1") == Vault([NEW], "lookup").digest("dni", "1")


def test_the_database_alone_does_not_tell_a_dni(app: Flask, session: Session) -> None:
    make_household(session, dni=DNI)
    dni, digest = session.execute(text("SELECT dni, dni_digest FROM member")).one()
    assert DNI not in dni
    assert DNI not in digest
    with app.app_context():
        assert vault().open(dni) == DNI
