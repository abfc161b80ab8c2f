"""The migrations make exactly the tables of the models, on both databases."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Inspector, String, Text, inspect
from sqlalchemy.orm import Session

from app import create_app
from core.db import db
from tests.support.databases import Databases


def test_migrations_and_models_agree(session: Session) -> None:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    assert compare_metadata(context, db.metadata) == []


def test_checks_and_indexes_agree_too(app: Flask, databases: Databases, engine_name: str) -> None:
    with app.app_context():
        migrated = described(inspect(db.engine))
    with databases.fresh(engine_name, schema=False) as settings:
        bare = create_app(settings)
        with bare.app_context():
            db.create_all()
            declared = described(inspect(db.engine))
            db.engine.dispose()
    migrated.pop("alembic_version")
    assert migrated == declared


def described(inspector: Inspector) -> dict[str, Any]:
    return {
        table: {
            "checks": {one["name"]: one["sqltext"] for one in inspector.get_check_constraints(table)},
            "indexes": {
                one["name"]: (one["column_names"], one["unique"]) for one in inspector.get_indexes(table)
            },
            "foreign": {
                one["name"]: (one["options"], one["referred_table"])
                for one in inspector.get_foreign_keys(table)
            },
            "columns": {
                one["name"]: (str(one["type"]), one["nullable"], bool(one["default"]))
                for one in inspector.get_columns(table)
            },
        }
        for table in inspector.get_table_names()
    }


def test_every_short_text_has_a_length() -> None:
    endless = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String) and not isinstance(column.type, Text) and not column.type.length
    }
    assert endless == set()


def test_every_reference_is_indexed() -> None:
    bare = set()
    for table in db.metadata.sorted_tables:
        first = {
            index.expressions[0].name for index in table.indexes if hasattr(index.expressions[0], "name")
        }
        first |= {next(iter(table.primary_key.columns)).name}
        first |= {column.name for column in table.columns if column.unique}
        bare |= {
            f"{table.name}.{column.name}"
            for column in table.columns
            if column.foreign_keys and column.name not in first
        }
    assert bare <= SELDOM_ASKED, bare - SELDOM_ASKED


# References whose rows are few and never looked up from the other side.
SELDOM_ASKED = {
    "consent.text_id",
    "enterprise_record.merged_into_id",
    "enterprise_record.sector_id",
    "enterprise_word.province_code",
    "registry_export.account_id",
    "registry_export_row.district_code",
    "registry_export_row.province_code",
    "registry_import.account_id",
    "registry_import_change.district_code",
    "registry_import_change.province_code",
    "household.merged_into_id",
    "household_event.district_code",
    "household_event.from_district",
    "household_event.province_code",
    "member.merged_into_id",
    "member_word.province_code",
}


def test_private_tables_point_at_public_ones_and_never_back() -> None:
    public = {mapper.local_table.name for mapper in db.Model.registry.mappers if _wing(mapper) == "catalog"}
    private = {mapper.local_table.name for mapper in db.Model.registry.mappers if _wing(mapper) == "admin"}
    assert public
    assert private
    for name in public:
        targets = {key.column.table.name for key in db.metadata.tables[name].foreign_keys}
        assert targets <= public, name


def _wing(mapper: Any) -> str:
    return str(mapper.class_.__module__).split(".")[0]
