"""listing products with their makers

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('screen_audio',
    sa.Column('screen', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('reviewed_by', sa.String(length=120), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('file_token', sa.String(length=16), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.String(length=120), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("language = 'es' OR reviewed_by <> ''", name=op.f('ck_screen_audio_reviewed')),
    sa.CheckConstraint("language IN ('es', 'qu', 'ay')", name=op.f('ck_screen_audio_language')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screen_audio')),
    sa.UniqueConstraint('file_token', name=op.f('uq_screen_audio_file_token')),
    sa.UniqueConstraint('public_id', name=op.f('uq_screen_audio_public_id'))
    )
    with op.batch_alter_table('screen_audio', schema=None) as batch_op:
        batch_op.create_index('uq_screen_audio_standing', ['screen', 'language'], unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))

    op.create_table('ally',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('offers', sa.Text(), nullable=False),
    sa.Column('helps_with', sa.JSON(), nullable=False),
    sa.Column('department_code', sa.String(length=2), nullable=True),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('', 'ministry', 'local_government', 'ngo', 'financial', 'education', 'laboratory', 'association', 'other')", name=op.f('ck_ally_kind')),
    sa.CheckConstraint('length(name) BETWEEN 2 AND 120', name=op.f('ck_ally_name')),
    sa.ForeignKeyConstraint(['department_code'], ['department.code'], name=op.f('fk_ally_department_code_department')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ally')),
    sa.UniqueConstraint('name', name=op.f('uq_ally_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_ally_public_id'))
    )
    with op.batch_alter_table('ally', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ally_active_name'), ['active', 'name'], unique=False)
        batch_op.create_index(batch_op.f('ix_ally_department_code'), ['department_code'], unique=False)

    op.create_table('consent_evidence',
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('file_token', sa.String(length=16), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.String(length=120), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('photo', 'signature')", name=op.f('ck_consent_evidence_kind')),
    sa.ForeignKeyConstraint(['record_id'], ['enterprise_record.id'], name=op.f('fk_consent_evidence_record_id_enterprise_record')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_evidence')),
    sa.UniqueConstraint('file_token', name=op.f('uq_consent_evidence_file_token')),
    sa.UniqueConstraint('public_id', name=op.f('uq_consent_evidence_public_id'))
    )
    with op.batch_alter_table('consent_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_evidence_record_id'), ['record_id'], unique=False)

    op.create_table('listing_receipt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form_key', sa.String(length=40), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_listing_receipt_account_id_account')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_listing_receipt_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listing_receipt')),
    sa.UniqueConstraint('form_key', name=op.f('uq_listing_receipt_form_key'))
    )
    with op.batch_alter_table('listing_receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listing_receipt_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_listing_receipt_product_id'), ['product_id'], unique=False)

    op.create_table('producer_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('phone', sa.String(length=16), nullable=False),
    sa.Column('clave', sa.String(length=200), nullable=False),
    sa.Column('qr_digest', sa.String(length=64), nullable=True),
    sa.Column('qr_issued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.String(length=120), nullable=False),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("phone LIKE '+51%'", name=op.f('ck_producer_account_phone')),
    sa.CheckConstraint('(qr_digest IS NULL) = (qr_issued_at IS NULL)', name=op.f('ck_producer_account_qr')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_producer_account_member_id_member')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_producer_account')),
    sa.UniqueConstraint('public_id', name=op.f('uq_producer_account_public_id')),
    sa.UniqueConstraint('qr_digest', name=op.f('uq_producer_account_qr_digest'))
    )
    with op.batch_alter_table('producer_account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_producer_account_member_id'), ['member_id'], unique=False)
        batch_op.create_index('uq_producer_account_member', ['member_id'], unique=True, sqlite_where=sa.text('suspended_at IS NULL'), postgresql_where=sa.text('suspended_at IS NULL'))
        batch_op.create_index('uq_producer_account_phone', ['phone'], unique=True, sqlite_where=sa.text('suspended_at IS NULL'), postgresql_where=sa.text('suspended_at IS NULL'))

    op.create_table('producer_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('price', sa.BigInteger(), nullable=False),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by', sa.String(length=120), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(length=8), nullable=False),
    sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f('ck_producer_question_answered')),
    sa.CheckConstraint("answer IN ('', 'yes', 'changed', 'paused')", name=op.f('ck_producer_question_answer')),
    sa.CheckConstraint("kind IN ('price', 'availability')", name=op.f('ck_producer_question_kind')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_producer_question_product_id_product')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_producer_question')),
    sa.UniqueConstraint('public_id', name=op.f('uq_producer_question_public_id')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_producer_question_token_digest'))
    )
    with op.batch_alter_table('producer_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_producer_question_product_id_asked_at'), ['product_id', 'asked_at'], unique=False)

    op.create_table('product_document',
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=8), nullable=False),
    sa.Column('seal_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('file_token', sa.String(length=16), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by', sa.String(length=120), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(purpose = 'seal') = (seal_id IS NOT NULL)", name=op.f('ck_product_document_seal')),
    sa.CheckConstraint("purpose IN ('paper', 'seal')", name=op.f('ck_product_document_purpose')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_product_document_product_id_product')),
    sa.ForeignKeyConstraint(['seal_id'], ['seal.id'], name=op.f('fk_product_document_seal_id_seal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_document')),
    sa.UniqueConstraint('file_token', name=op.f('uq_product_document_file_token')),
    sa.UniqueConstraint('public_id', name=op.f('uq_product_document_public_id'))
    )
    with op.batch_alter_table('product_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_product_document_product_id'), ['product_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_product_document_seal_id'), ['seal_id'], unique=False)
        batch_op.create_index('uq_product_document_standing', ['product_id', 'purpose', 'file_sha256'], unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))

    op.create_table('producer_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_why', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['producer_account.id'], name=op.f('fk_producer_session_account_id_producer_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_producer_session')),
    sa.UniqueConstraint('public_id', name=op.f('uq_producer_session_public_id')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_producer_session_token_digest'))
    )
    with op.batch_alter_table('producer_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_producer_session_account_id_ended_at'), ['account_id', 'ended_at'], unique=False)

    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.add_column(sa.Column('evidence_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_consent_evidence_id'), ['evidence_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_consent_evidence_id_consent_evidence'), 'consent_evidence', ['evidence_id'], ['id'])

    # No version was ever sent back before this, so that no remark is lost with its column.
    for table in ('enterprise_revision', 'product_revision'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True))
            batch_op.add_column(sa.Column('sent_by', sa.String(length=120), nullable=False, server_default=''))
            batch_op.add_column(sa.Column('remarks', sa.JSON(), nullable=False, server_default='{}'))
            batch_op.add_column(sa.Column('why', sa.String(length=200), nullable=False, server_default=''))
            batch_op.drop_column('remark')
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column('sent_by', existing_type=sa.String(length=120), server_default=None)
            batch_op.alter_column('remarks', existing_type=sa.JSON(), server_default=None)
            batch_op.alter_column('why', existing_type=sa.String(length=200), server_default=None)

    with op.batch_alter_table('photo_upload', schema=None) as batch_op:
        batch_op.add_column(sa.Column('brightness', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('sharpness', sa.Integer(), nullable=True))

    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paused_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_product_merged_into_id_product'), 'product', ['merged_into_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_product_merged'), 'merged_into_id IS NULL OR merged_into_id <> id')
        batch_op.create_index(batch_op.f('ix_product_merged_into_id'), ['merged_into_id'], unique=False, sqlite_where=sa.text('merged_into_id IS NOT NULL'), postgresql_where=sa.text('merged_into_id IS NOT NULL'))



def downgrade():
    with op.batch_alter_table('product', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_product_merged_into_id_product'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('ck_product_merged'), type_='check')
        batch_op.drop_index(batch_op.f('ix_product_merged_into_id'))
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('paused_on')

    with op.batch_alter_table('photo_upload', schema=None) as batch_op:
        batch_op.drop_column('sharpness')
        batch_op.drop_column('brightness')

    for table in ('enterprise_revision', 'product_revision'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('remark', sa.String(length=500), nullable=False, server_default=''))
            for name in ('why', 'remarks', 'sent_by', 'sent_at'):
                batch_op.drop_column(name)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column('remark', existing_type=sa.String(length=500), server_default=None)

    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_consent_evidence_id_consent_evidence'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_consent_evidence_id'))
        batch_op.drop_column('evidence_id')

    with op.batch_alter_table('producer_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_producer_session_account_id_ended_at'))

    op.drop_table('producer_session')
    with op.batch_alter_table('product_document', schema=None) as batch_op:
        batch_op.drop_index('uq_product_document_standing', sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_product_document_seal_id'))
        batch_op.drop_index(batch_op.f('ix_product_document_product_id'))

    op.drop_table('product_document')
    with op.batch_alter_table('producer_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_producer_question_product_id_asked_at'))

    op.drop_table('producer_question')
    with op.batch_alter_table('producer_account', schema=None) as batch_op:
        batch_op.drop_index('uq_producer_account_phone', sqlite_where=sa.text('suspended_at IS NULL'), postgresql_where=sa.text('suspended_at IS NULL'))
        batch_op.drop_index('uq_producer_account_member', sqlite_where=sa.text('suspended_at IS NULL'), postgresql_where=sa.text('suspended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_producer_account_member_id'))

    op.drop_table('producer_account')
    with op.batch_alter_table('listing_receipt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listing_receipt_product_id'))
        batch_op.drop_index(batch_op.f('ix_listing_receipt_account_id'))

    op.drop_table('listing_receipt')
    with op.batch_alter_table('consent_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_evidence_record_id'))

    op.drop_table('consent_evidence')
    with op.batch_alter_table('ally', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ally_department_code'))
        batch_op.drop_index(batch_op.f('ix_ally_active_name'))

    op.drop_table('ally')
    with op.batch_alter_table('screen_audio', schema=None) as batch_op:
        batch_op.drop_index('uq_screen_audio_standing', sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))

    op.drop_table('screen_audio')
