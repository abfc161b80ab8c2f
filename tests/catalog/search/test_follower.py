"""The worker brings the index to what the database says."""

import threading
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalog.changes.models import CatalogueChange
from catalog.changes.operations import forget_old
from catalog.changes.versions import version
from catalog.enterprises.models import Enterprise
from catalog.products.models import Product
from catalog.search import folder, follower
from catalog.search.follower import CHUNK, Follower
from catalog.search.index import Index
from catalog.search.snapshot import Snapshot
from catalog.sectors.models import Sector
from core.clock import now
from core.db import db
from tests.support import cast
from tests.support.following import Follow, Rebuilt, found


def test_where_there_is_no_index_it_is_made(follow: Follow, papa: Product) -> None:
    follow()
    assert (found(follow), follow.rebuilds) == ({"Papa nativa huayro"}, 1)


def test_what_is_published_is_found(follow: Follow, papa: Product, manjar: Product) -> None:
    follow()
    manjar.status, manjar.published_at = "published", now()
    follow()
    assert (found(follow), follow.rebuilds) == ({"Papa nativa huayro", "Manjar blanco"}, 1)


def test_what_is_unpublished_is_not(follow: Follow, papa: Product, queso: Product) -> None:
    follow()
    queso.status = "unpublished"
    follow()
    assert (found(follow), follow.rebuilds) == ({"Papa nativa huayro"}, 1)


def test_what_is_edited_is_found_by_its_new_name(follow: Follow, papa: Product) -> None:
    follow()
    papa.name = "Papa huamantanga"
    follow()
    assert found(follow) == {"Papa huamantanga"}


def test_what_is_deleted_is_gone(follow: Follow, session: Session, papa: Product, queso: Product) -> None:
    follow()
    session.delete(queso)
    follow()
    assert found(follow) == {"Papa nativa huayro"}


def test_a_makers_products_go_with_her(
    follow: Follow, papa: Product, queso: Product, rosa: Enterprise
) -> None:
    follow()
    rosa.status = "unpublished"
    follow()
    assert (found(follow), follow.rebuilds) == ({"Papa nativa huayro"}, 1)


def test_what_was_rolled_back_is_not_looked_for(follow: Follow, session: Session, papa: Product) -> None:
    follow()
    before = follow.index.stamp()
    papa.name = "Papa huamantanga"
    session.flush()
    session.rollback()
    follow()
    assert follow.index.stamp() == before


def test_it_holds_the_version_of_the_catalogue(follow: Follow, session: Session, papa: Product) -> None:
    follow()
    papa.name = "Papa huamantanga"
    follow()
    assert follow.index.version() == version(session)


def test_a_change_of_pages_alone_moves_only_the_version(
    follow: Follow, session: Session, papa: Product
) -> None:
    follow()
    session.add(CatalogueChange(kind="page", at=now()))
    follow()
    assert (follow.index.version(), follow.rebuilds) == (version(session), 1)


def test_what_touches_everything_is_made_anew(follow: Follow, session: Session, papa: Product) -> None:
    follow()
    session.scalars(select(Sector).where(Sector.slug == "tuberculos")).one().name = "Raíces"
    follow()
    path = follow.index.current()
    assert path
    assert Snapshot.open(path).field("about", "raiz")
    assert (follow.rebuilds, follow.index.version()) == (2, version(session))


def test_until_it_is_made_anew_the_version_waits_and_publishing_goes_on(
    app: Flask, follow: Follow, session: Session, papa: Product, manjar: Product
) -> None:
    follow()
    before = follow.index.version()
    follow.follower = Follower(follow.index, lambda: Rebuilt(code=None))
    session.execute(update(Sector).values(position=Sector.position))
    manjar.status, manjar.published_at = "published", now()
    follow()
    assert "Manjar blanco" in found(follow)
    assert follow.index.version() == before


def test_a_rebuild_that_fails_is_not_begun_again_at_once(app: Flask, tmp_path: Path) -> None:
    begun = []
    follower = Follower(Index(tmp_path), lambda: begun.append(1) or Rebuilt(code=1))  # type: ignore[func-returns-value]
    follower.index.home.mkdir(parents=True)
    with app.app_context():
        for _ in range(5):
            follower.step(db.session())
    assert len(begun) == 1


def test_many_changes_are_put_in_several_commits_the_newest_first(
    app: Flask, follow: Follow, session: Session, ccotana: Enterprise
) -> None:
    products = [cast.make_product(session, ccotana, f"Papa {number}") for number in range(CHUNK + 20)]
    follow()
    before = follow.index.version()
    for product in products:
        product.name = product.name.replace("Papa", "Oca")
    session.commit()
    with app.app_context():
        more = follow.follower.step(db.session())
    assert (more, follow.index.version()) == (True, before)
    assert f"Oca {CHUNK + 19}" in found(follow)
    follow()
    assert len([name for name in found(follow) if name.startswith("Oca")]) == CHUNK + 20
    assert follow.index.version() == version(session)


def test_a_database_of_an_older_backup_is_followed_anew(
    follow: Follow, session: Session, papa: Product
) -> None:
    follow()
    session.execute(delete(CatalogueChange))
    follow()
    assert (follow.rebuilds, follow.index.version()) == (2, version(session))


def test_where_the_rows_since_then_were_dropped_it_is_made_anew(
    follow: Follow, session: Session, papa: Product
) -> None:
    follow()
    for name in ("Papa huamantanga", "Papa peruanita"):
        papa.name = name
        session.commit()
    session.execute(delete(CatalogueChange).where(CatalogueChange.id < version(session)))
    follow()
    assert (found(follow), follow.rebuilds) == ({"Papa peruanita"}, 2)


def test_a_worn_index_is_made_anew(
    follow: Follow, session: Session, ccotana: Enterprise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "LOOK_EVERY", 5)
    monkeypatch.setattr(folder, "FEW_DELETED", 3)
    monkeypatch.setattr(folder, "MANY_DELETED", 0.1)
    products = [cast.make_product(session, ccotana, f"Papa {number}") for number in range(20)]
    follow()
    for number, product in enumerate(products[:5]):
        assert follow.rebuilds == 1
        product.name = f"Oca {number}"
        follow()
    path = follow.index.current()
    assert path
    follow()
    assert (follow.rebuilds, folder.measure(path).segments) == (2, 1)


def test_a_writer_that_hangs_is_waited_for(follow: Follow, session: Session, papa: Product) -> None:
    follow()
    papa.name = "Papa huamantanga"
    session.commit()
    worker = threading.Thread(target=follow)
    with follow.index.writing():
        worker.start()
        worker.join(0.2)
        assert found(follow) == {"Papa nativa huayro"}
    worker.join()
    assert found(follow) == {"Papa huamantanga"}


def test_old_changes_are_forgotten_but_never_the_newest(
    session: Session, papa: Product, clock: time_machine.Traveller
) -> None:
    session.commit()
    newest = version(session)
    clock.shift(3 * 24 * 3600)
    forget_old(session)
    assert (version(session), session.query(CatalogueChange).count()) == (newest, 1)


def test_changes_of_two_days_are_kept(session: Session, papa: Product, clock: time_machine.Traveller) -> None:
    session.commit()
    count = session.query(CatalogueChange).count()
    clock.shift(47 * 3600)
    forget_old(session)
    assert session.query(CatalogueChange).count() == count


def test_a_worker_follows_until_it_is_told_to_stop(app: Flask, follow: Follow, papa: Product) -> None:
    follow()
    stop = threading.Event()
    worker = threading.Thread(target=follower.follow, args=(app, stop))
    worker.start()
    stop.set()
    worker.join(5)
    assert not worker.is_alive()
