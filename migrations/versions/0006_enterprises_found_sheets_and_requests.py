"""enterprises found by name, sheets of the registry, and requests about one's own data

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade():
    # Whoever takes a row away asks who was merged into it.
    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_household_merged_into_id'), ['merged_into_id'], unique=False, sqlite_where=sa.text('merged_into_id IS NOT NULL'), postgresql_where=sa.text('merged_into_id IS NOT NULL'))

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_member_merged_into_id'), ['merged_into_id'], unique=False, sqlite_where=sa.text('merged_into_id IS NOT NULL'), postgresql_where=sa.text('merged_into_id IS NOT NULL'))

    op.create_table('privacy_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('full_name', sa.String(length=120), nullable=False),
    sa.Column('document', sa.Text(), nullable=True),
    sa.Column('document_digest', sa.String(length=64), nullable=True),
    sa.Column('contact', sa.Text(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.CheckConstraint("kind IN ('access', 'rectification', 'cancellation', 'opposition', 'portability')", name=op.f('ck_privacy_request_kind')),
    sa.CheckConstraint('(document IS NULL) = (document_digest IS NULL)', name=op.f('ck_privacy_request_document')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_privacy_request')),
    sa.UniqueConstraint('key', name=op.f('uq_privacy_request_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_privacy_request_public_id'))
    )
    with op.batch_alter_table('privacy_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_privacy_request_document_digest'), ['document_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_privacy_request_received_at_id'), ['received_at', 'id'], unique=False)

    op.create_table('registry_export',
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('filters', sa.String(length=300), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(length=120), nullable=False),
    sa.CheckConstraint("kind IN ('households', 'enterprises')", name=op.f('ck_registry_export_kind')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_registry_export_account_id_account')),
    sa.ForeignKeyConstraint(['unit_id'], ['territorial_unit.id'], name=op.f('fk_registry_export_unit_id_territorial_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registry_export')),
    sa.UniqueConstraint('public_id', name=op.f('uq_registry_export_public_id'))
    )
    with op.batch_alter_table('registry_export', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registry_export_unit_id_id'), ['unit_id', 'id'], unique=False)

    op.create_table('registry_import',
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('form_key', sa.String(length=40), nullable=True),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=False),
    sa.Column('created', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by', sa.String(length=120), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(length=120), nullable=False),
    sa.CheckConstraint("(undone_at IS NULL) = (undone_by = '')", name=op.f('ck_registry_import_undone')),
    sa.CheckConstraint("kind IN ('households', 'enterprises')", name=op.f('ck_registry_import_kind')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_registry_import_account_id_account')),
    sa.ForeignKeyConstraint(['unit_id'], ['territorial_unit.id'], name=op.f('fk_registry_import_unit_id_territorial_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registry_import')),
    sa.UniqueConstraint('form_key', name=op.f('uq_registry_import_form_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_registry_import_public_id'))
    )
    with op.batch_alter_table('registry_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registry_import_unit_id_id'), ['unit_id', 'id'], unique=False)

    op.create_table('enterprise_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(length=40).with_variant(sa.String(length=40, collation='C'), 'postgresql'), nullable=False),
    sa.Column('sound', sa.String(length=40), nullable=False),
    sa.Column('province_code', sa.String(length=4), nullable=False),
    sa.Column('district_code', sa.String(length=6), nullable=False),
    sa.ForeignKeyConstraint(['district_code'], ['district.code'], name=op.f('fk_enterprise_word_district_code_district')),
    sa.ForeignKeyConstraint(['province_code'], ['province.code'], name=op.f('fk_enterprise_word_province_code_province')),
    sa.ForeignKeyConstraint(['record_id'], ['enterprise_record.id'], name=op.f('fk_enterprise_word_record_id_enterprise_record')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enterprise_word'))
    )
    with op.batch_alter_table('enterprise_word', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enterprise_word_district_code_sound'), ['district_code', 'sound'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprise_word_record_id'), ['record_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprise_word_word_province_code_record_id'), ['word', 'province_code', 'record_id'], unique=False)

    op.create_table('privacy_case',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('extended_until', sa.Date(), nullable=True),
    sa.Column('extended_why', sa.String(length=300), nullable=False),
    sa.Column('identity_checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('identity_checked_by', sa.String(length=120), nullable=False),
    sa.Column('identity_checked_how', sa.String(length=200), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_through', sa.String(length=10), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.String(length=120), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(extended_until IS NULL) = (extended_why = '')", name=op.f('ck_privacy_case_extended')),
    sa.CheckConstraint("(state = 'open') = (answered_at IS NULL)", name=op.f('ck_privacy_case_answered')),
    sa.CheckConstraint("answered_through IN ('', 'mail', 'phone', 'paper', 'in_person')", name=op.f('ck_privacy_case_answered_through')),
    sa.CheckConstraint("state IN ('open', 'granted', 'refused')", name=op.f('ck_privacy_case_state')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_privacy_case_member_id_member')),
    sa.ForeignKeyConstraint(['request_id'], ['privacy_request.id'], name=op.f('fk_privacy_case_request_id_privacy_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_privacy_case')),
    sa.UniqueConstraint('public_id', name=op.f('uq_privacy_case_public_id')),
    sa.UniqueConstraint('request_id', name=op.f('uq_privacy_case_request_id'))
    )
    with op.batch_alter_table('privacy_case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_privacy_case_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_privacy_case_state_due_on'), ['state', 'due_on'], unique=False)

    op.create_table('registry_export_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('export_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=True),
    sa.Column('record_id', sa.Integer(), nullable=True),
    sa.Column('province_code', sa.String(length=4), nullable=False),
    sa.Column('district_code', sa.String(length=6), nullable=False),
    sa.CheckConstraint('(household_id IS NULL) <> (record_id IS NULL)', name=op.f('ck_registry_export_row_subject')),
    sa.ForeignKeyConstraint(['district_code'], ['district.code'], name=op.f('fk_registry_export_row_district_code_district')),
    sa.ForeignKeyConstraint(['export_id'], ['registry_export.id'], name=op.f('fk_registry_export_row_export_id_registry_export')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_registry_export_row_household_id_household')),
    sa.ForeignKeyConstraint(['province_code'], ['province.code'], name=op.f('fk_registry_export_row_province_code_province')),
    sa.ForeignKeyConstraint(['record_id'], ['enterprise_record.id'], name=op.f('fk_registry_export_row_record_id_enterprise_record')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registry_export_row'))
    )
    with op.batch_alter_table('registry_export_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registry_export_row_export_id'), ['export_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registry_export_row_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registry_export_row_record_id'), ['record_id'], unique=False)

    op.create_table('registry_import_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=True),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('record_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(length=8), nullable=False),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('version_after', sa.Integer(), nullable=False),
    sa.Column('province_code', sa.String(length=4), nullable=False),
    sa.Column('district_code', sa.String(length=6), nullable=False),
    sa.CheckConstraint("act IN ('created', 'changed')", name=op.f('ck_registry_import_change_act')),
    sa.ForeignKeyConstraint(['district_code'], ['district.code'], name=op.f('fk_registry_import_change_district_code_district')),
    sa.ForeignKeyConstraint(['household_id'], ['household.id'], name=op.f('fk_registry_import_change_household_id_household')),
    sa.ForeignKeyConstraint(['import_id'], ['registry_import.id'], name=op.f('fk_registry_import_change_import_id_registry_import')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_registry_import_change_member_id_member')),
    sa.ForeignKeyConstraint(['province_code'], ['province.code'], name=op.f('fk_registry_import_change_province_code_province')),
    sa.ForeignKeyConstraint(['record_id'], ['enterprise_record.id'], name=op.f('fk_registry_import_change_record_id_enterprise_record')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registry_import_change'))
    )
    with op.batch_alter_table('registry_import_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registry_import_change_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registry_import_change_import_id'), ['import_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registry_import_change_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_registry_import_change_record_id'), ['record_id'], unique=False)

    with op.batch_alter_table('business_plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index('uq_business_plan_standing', ['record_id', 'file_sha256'], unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))

    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.add_column(sa.Column('member_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_consent_member_id'), ['member_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_consent_member_id_member'), 'member', ['member_id'], ['id'])

    with op.batch_alter_table('enterprise_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('face_of', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('form_key', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('name_key', sa.String(length=160), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('sector_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_enterprise_record_district_code'))
        batch_op.drop_index(batch_op.f('ix_enterprise_record_province_code'))
        batch_op.create_index(batch_op.f('ix_enterprise_record_district_code_name_key'), ['district_code', 'name_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprise_record_name_key_id'), ['name_key', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprise_record_province_code_name_key'), ['province_code', 'name_key'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_enterprise_record_form_key'), ['form_key'])
        batch_op.create_foreign_key(batch_op.f('fk_enterprise_record_sector_id_sector'), 'sector', ['sector_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_enterprise_record_merged_into_id_enterprise_record'), 'enterprise_record', ['merged_into_id'], ['id'])
        batch_op.drop_constraint(batch_op.f('ck_enterprise_record_stage'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_enterprise_record_stage'), "stage IN ('', 'idea', 'running', 'stopped')")
        batch_op.create_check_constraint(batch_op.f('ck_enterprise_record_merged'), 'merged_into_id IS NULL OR merged_into_id <> id')
    with op.batch_alter_table('enterprise_record', schema=None) as batch_op:
        batch_op.alter_column('name_key', existing_type=sa.String(length=160), server_default=None)
        batch_op.alter_column('face_of', existing_type=sa.JSON(), server_default=None)
    with op.batch_alter_table('household_event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('member_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_household_event_member_id'), ['member_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_household_event_member_id_member'), 'member', ['member_id'], ['id'])
        batch_op.drop_constraint(batch_op.f('ck_household_event_kind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_household_event_kind'), "kind IN ('registered', 'moved', 'left', 'returned', 'merged', 'split', 'passed', 'received')")
    _write_words(op.get_bind())


def _write_words(connection):
    """What enterprises already there are found and sorted by, as admin.enterprises writes it for new ones."""
    from admin.households.values import name_key, name_words, sound_of

    rows = connection.execute(sa.text(
        'SELECT r.id, r.district_code, e.name FROM enterprise_record r JOIN enterprise e ON e.id = r.enterprise_id'
    )).all()
    for number, district, name in rows:
        words = name_words(name)
        connection.execute(
            sa.text('UPDATE enterprise_record SET name_key = :key WHERE id = :id'), {'key': name_key(words), 'id': number}
        )
        for word in dict.fromkeys(words):
            connection.execute(
                sa.text(
                    'INSERT INTO enterprise_word (record_id, word, sound, province_code, district_code)'
                    ' VALUES (:id, :word, :sound, :province, :district)'
                ),
                {'id': number, 'word': word, 'sound': sound_of(word), 'province': district[:4], 'district': district},
            )



def downgrade():
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_member_merged_into_id'))

    with op.batch_alter_table('household', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_household_merged_into_id'))

    op.execute("UPDATE household_event SET kind = 'split' WHERE kind IN ('passed', 'received')")
    with op.batch_alter_table('household_event', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_household_event_kind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_household_event_kind'), "kind IN ('registered', 'moved', 'left', 'returned', 'merged', 'split')")
        batch_op.drop_constraint(batch_op.f('fk_household_event_member_id_member'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_household_event_member_id'))
        batch_op.drop_column('member_id')

    op.execute("UPDATE enterprise_record SET stage = '' WHERE stage = 'stopped'")
    with op.batch_alter_table('enterprise_record', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_enterprise_record_merged'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_enterprise_record_stage'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_enterprise_record_stage'), "stage IN ('', 'idea', 'running')")
        batch_op.drop_constraint(batch_op.f('fk_enterprise_record_merged_into_id_enterprise_record'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_enterprise_record_sector_id_sector'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_enterprise_record_form_key'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_enterprise_record_province_code_name_key'))
        batch_op.drop_index(batch_op.f('ix_enterprise_record_name_key_id'))
        batch_op.drop_index(batch_op.f('ix_enterprise_record_district_code_name_key'))
        batch_op.create_index(batch_op.f('ix_enterprise_record_province_code'), ['province_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_enterprise_record_district_code'), ['district_code'], unique=False)
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('sector_id')
        batch_op.drop_column('name_key')
        batch_op.drop_column('form_key')
        batch_op.drop_column('face_of')

    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_consent_member_id_member'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_consent_member_id'))
        batch_op.drop_column('member_id')

    with op.batch_alter_table('business_plan', schema=None) as batch_op:
        batch_op.drop_index('uq_business_plan_standing', sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))
        batch_op.drop_column('removed_at')

    with op.batch_alter_table('registry_import_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registry_import_change_record_id'))
        batch_op.drop_index(batch_op.f('ix_registry_import_change_member_id'))
        batch_op.drop_index(batch_op.f('ix_registry_import_change_import_id'))
        batch_op.drop_index(batch_op.f('ix_registry_import_change_household_id'))

    op.drop_table('registry_import_change')
    with op.batch_alter_table('registry_export_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registry_export_row_record_id'))
        batch_op.drop_index(batch_op.f('ix_registry_export_row_household_id'))
        batch_op.drop_index(batch_op.f('ix_registry_export_row_export_id'))

    op.drop_table('registry_export_row')
    with op.batch_alter_table('privacy_case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_privacy_case_state_due_on'))
        batch_op.drop_index(batch_op.f('ix_privacy_case_member_id'))

    op.drop_table('privacy_case')
    with op.batch_alter_table('enterprise_word', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enterprise_word_word_province_code_record_id'))
        batch_op.drop_index(batch_op.f('ix_enterprise_word_record_id'))
        batch_op.drop_index(batch_op.f('ix_enterprise_word_district_code_sound'))

    op.drop_table('enterprise_word')
    with op.batch_alter_table('registry_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registry_import_unit_id_id'))

    op.drop_table('registry_import')
    with op.batch_alter_table('registry_export', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registry_export_unit_id_id'))

    op.drop_table('registry_export')
    with op.batch_alter_table('privacy_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_privacy_request_received_at_id'))
        batch_op.drop_index(batch_op.f('ix_privacy_request_document_digest'))

    op.drop_table('privacy_request')
