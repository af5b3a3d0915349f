import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Numbering } from './0001-first-tables.ts';

type Database = Kysely<unknown>;

/** What stands behind `/admin`: users and their sessions, the audit, settings with history, kiosks to enrol. */
export const adminTables = (numbered: Numbering): Migration => ({
  async up(db: Database) {
    await makeUsers(db);
    await makeAudit(db, numbered);
    await makeOffice(db);
  },
});

async function makeUsers(db: Database): Promise<void> {
  await db.schema
    .createTable('adminUser')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('office', 'text')
    .addColumn('password', 'text', (c) => c.notNull())
    .addColumn('totpSecret', 'text', (c) => c.notNull())
    .addColumn('totpStep', 'bigint', (c) => c.notNull())
    .addColumn('createdMs', 'bigint', (c) => c.notNull())
    .addColumn('disabledMs', 'bigint')
    .execute();
  await db.schema
    .createTable('adminInvite')
    .addColumn('code', 'text', (c) => c.primaryKey())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('office', 'text')
    .addColumn('user', 'text')
    .addColumn('createdMs', 'bigint', (c) => c.notNull())
    .addColumn('createdBy', 'text', (c) => c.notNull())
    .addColumn('expiresMs', 'bigint')
    .addColumn('endedMs', 'bigint')
    .execute();
  await db.schema
    .createTable('adminSession')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('user', 'text', (c) => c.notNull())
    .addColumn('createdMs', 'bigint', (c) => c.notNull())
    .addColumn('seenMs', 'bigint', (c) => c.notNull())
    .addColumn('lang', 'text')
    .execute();
}

async function makeAudit(db: Database, numbered: Numbering): Promise<void> {
  await db.schema
    .createTable('adminAudit')
    .addColumn('id', 'integer', (c) => numbered(c.primaryKey()))
    .addColumn('atMs', 'bigint', (c) => c.notNull())
    .addColumn('office', 'text')
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('adminAuditTime').on('adminAudit').columns(['office', 'atMs']).execute();
}

async function makeOffice(db: Database): Promise<void> {
  await db.schema
    .createTable('officeRevision')
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('savedMs', 'bigint', (c) => c.notNull())
    .addColumn('savedBy', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('officeRevisionKey', ['office', 'revision'])
    .execute();
  await db.schema
    .createTable('officeLink')
    .addColumn('token', 'text', (c) => c.primaryKey())
    .addColumn('reservation', 'text', (c) => c.notNull())
    .addColumn('createdMs', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('officeLinkReservation').on('officeLink').column('reservation').execute();
  await db.schema
    .createTable('enrolment')
    .addColumn('code', 'text', (c) => c.primaryKey())
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('edge', 'text', (c) => c.notNull())
    .addColumn('createdMs', 'bigint', (c) => c.notNull())
    .addColumn('createdBy', 'text', (c) => c.notNull())
    .addColumn('expiresMs', 'bigint', (c) => c.notNull())
    .addColumn('usedMs', 'bigint')
    .addColumn('revokedMs', 'bigint')
    .execute();
  await db.schema.createIndex('ticketReservation').on('ticket').columns(['office', 'reservation']).execute();
}
