"""portraits share images and reports

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('portrait',
    sa.Column('enterprise_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('token', sa.String(length=16), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('widths', sa.String(length=40), nullable=False),
    sa.Column('formats', sa.String(length=40), nullable=False),
    sa.Column('placeholder', sa.Integer(), nullable=False),
    sa.Column('ready', sa.Boolean(), nullable=False),
    sa.CheckConstraint('length(token) = 16', name=op.f('ck_portrait_token')),
    sa.CheckConstraint('width > 0 AND height > 0', name=op.f('ck_portrait_size')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_portrait_enterprise_id_enterprise'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('enterprise_id', name=op.f('pk_portrait'))
    )
    with op.batch_alter_table('portrait', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_portrait_token'), ['token'], unique=False)

    op.create_table('listing_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('contact', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(length=120), nullable=False),
    sa.Column('remark', sa.String(length=300), nullable=False),
    sa.CheckConstraint("reason IN ('false_data', 'price', 'photo', 'forbidden', 'fraud', 'personal_data', 'other')", name=op.f('ck_listing_report_reason')),
    sa.CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name=op.f('ck_listing_report_closed_at')),
    sa.CheckConstraint("state IN ('new', 'closed')", name=op.f('ck_listing_report_state')),
    sa.CheckConstraint('(product_id IS NULL) <> (enterprise_id IS NULL)', name=op.f('ck_listing_report_subject')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_listing_report_enterprise_id_enterprise'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_listing_report_product_id_product'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing_report')),
    sa.UniqueConstraint('key', name=op.f('uq_listing_report_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_listing_report_public_id'))
    )
    with op.batch_alter_table('listing_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listing_report_enterprise_id'), ['enterprise_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_listing_report_product_id'), ['product_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_listing_report_state_created_at_id'), ['state', 'created_at', 'id'], unique=False)

    op.create_table('share_image',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('enterprise_id', sa.Integer(), nullable=True),
    sa.Column('token', sa.String(length=16), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.CheckConstraint('(product_id IS NULL) <> (enterprise_id IS NULL)', name=op.f('ck_share_image_subject')),
    sa.CheckConstraint('length(digest) = 64', name=op.f('ck_share_image_digest')),
    sa.CheckConstraint('length(token) = 16', name=op.f('ck_share_image_token')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.id'], name=op.f('fk_share_image_enterprise_id_enterprise'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_share_image_product_id_product'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_image')),
    sa.UniqueConstraint('enterprise_id', name=op.f('uq_share_image_enterprise_id')),
    sa.UniqueConstraint('product_id', name=op.f('uq_share_image_product_id'))
    )
    with op.batch_alter_table('share_image', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_share_image_token'), ['token'], unique=False)

    with op.batch_alter_table('enterprise_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('portrait_token', sa.String(length=16), nullable=True))



def downgrade():
    with op.batch_alter_table('enterprise_record', schema=None) as batch_op:
        batch_op.drop_column('portrait_token')

    with op.batch_alter_table('share_image', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_share_image_token'))

    op.drop_table('share_image')
    with op.batch_alter_table('listing_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listing_report_state_created_at_id'))
        batch_op.drop_index(batch_op.f('ix_listing_report_product_id'))
        batch_op.drop_index(batch_op.f('ix_listing_report_enterprise_id'))

    op.drop_table('listing_report')
    with op.batch_alter_table('portrait', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_portrait_token'))

    op.drop_table('portrait')
