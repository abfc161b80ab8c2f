"""catalogue changes

What of the public side changed, in the order of the commits.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "catalogue_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('product', 'enterprise')) = (subject_id IS NOT NULL)",
            name=op.f("ck_catalogue_change_subject_id"),
        ),
        sa.CheckConstraint(
            "kind IN ('product', 'enterprise', 'everything', 'page')", name=op.f("ck_catalogue_change_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_change")),
    )


def downgrade():
    op.drop_table("catalogue_change")
