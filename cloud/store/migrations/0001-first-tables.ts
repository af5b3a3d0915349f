import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

type Database = Kysely<unknown>;
/** How the engine numbers rows by itself: SQLite's rowid, PostgreSQL's identity. */
export type Numbering = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;

/** The tables as they first shipped. */
export const firstTables = (numbered: Numbering): Migration => ({
  async up(db: Database) {
    await makeOffices(db);
    await makeJournals(db, numbered);
    await makeReservations(db);
    await makeMail(db, numbered);
    await makeReadModels(db);
  },
});

async function makeOffices(db: Database): Promise<void> {
  await db.schema
    .createTable('office')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('settingsRevision', 'integer', (c) => c.notNull())
    .addColumn('pinKey', 'text', (c) => c.notNull())
    .addColumn('epoch', 'text', (c) => c.notNull())
    .addColumn('feedRevision', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('edge')
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('credential', 'text', (c) => c.notNull())
    .addColumn('feedEpoch', 'text')
    .addColumn('feedRevision', 'integer', (c) => c.notNull())
    .addColumn('settingsRevision', 'integer', (c) => c.notNull())
    .addColumn('online', 'integer', (c) => c.notNull())
    .addColumn('lastSeenMs', 'bigint')
    .addPrimaryKeyConstraint('edgeKey', ['office', 'id'])
    .execute();
}

async function makeJournals(db: Database, numbered: Numbering): Promise<void> {
  await db.schema
    .createTable('journal')
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('edge', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('lastSeq', 'bigint', (c) => c.notNull())
    .addColumn('firstSeenMs', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('journalKey', ['office', 'edge', 'id'])
    .execute();
  await db.schema
    .createTable('event')
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('edge', 'text', (c) => c.notNull())
    .addColumn('journal', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('time', 'text', (c) => c.notNull())
    .addColumn('envelope', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('eventKey', ['office', 'edge', 'journal', 'seq'])
    .execute();
  await db.schema
    .createTable('setAside')
    .addColumn('id', 'integer', (c) => numbered(c.primaryKey()))
    .addColumn('receivedMs', 'bigint', (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .execute();
}

async function makeReservations(db: Database): Promise<void> {
  await db.schema
    .createTable('reservation')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('service', 'text', (c) => c.notNull())
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('startMs', 'bigint', (c) => c.notNull())
    .addColumn('endMs', 'bigint', (c) => c.notNull())
    .addColumn('seat', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('email', 'text')
    .addColumn('lang', 'text', (c) => c.notNull())
    .addColumn('pin', 'text')
    .addColumn('pinHash', 'text')
    .addColumn('confirmToken', 'text', (c) => c.notNull().unique())
    .addColumn('manageToken', 'text', (c) => c.unique())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('createdMs', 'bigint', (c) => c.notNull())
    .addColumn('holdExpiresMs', 'bigint', (c) => c.notNull())
    .addColumn('confirmedMs', 'bigint')
    .addColumn('endedMs', 'bigint')
    .addColumn('seatReturnsMs', 'bigint')
    .addColumn('ticketNumber', 'text')
    .execute();
  // Capacity is this index: one reservation too many is refused by the database itself.
  await sql`create unique index "reservationSeat" on "reservation" ("office", "service", "startMs", "seat")
    where "state" in ('held', 'confirmed', 'checkedIn', 'fulfilled', 'noShow')`.execute(db);
  await sql`create unique index "reservationPin" on "reservation" ("office", "date", "pin")
    where "state" in ('confirmed', 'checkedIn')`.execute(db);
  await db.schema.createIndex('reservationFeed').on('reservation').columns(['office', 'revision']).execute();
  await db.schema.createIndex('reservationTime').on('reservation').columns(['office', 'startMs']).execute();
  await db.schema.createIndex('reservationState').on('reservation').columns(['state', 'endMs']).execute();
}

async function makeMail(db: Database, numbered: Numbering): Promise<void> {
  await db.schema
    .createTable('mail')
    .addColumn('id', 'integer', (c) => numbered(c.primaryKey()))
    .addColumn('reservation', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('recipient', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('html', 'text', (c) => c.notNull())
    .addColumn('attachments', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('nextAttemptMs', 'bigint', (c) => c.notNull())
    .addColumn('createdMs', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('mailDue').on('mail').columns(['state', 'nextAttemptMs']).execute();
  await db.schema.createIndex('mailReservation').on('mail').column('reservation').execute();
}

async function makeReadModels(db: Database): Promise<void> {
  await db.schema
    .createTable('ticket')
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('edge', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('service', 'text', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('counter', 'integer')
    .addColumn('reservation', 'text')
    .addColumn('issuedMs', 'bigint', (c) => c.notNull())
    .addColumn('calledMs', 'bigint')
    .addColumn('endedMs', 'bigint')
    .addPrimaryKeyConstraint('ticketKey', ['office', 'edge', 'day', 'ordinal'])
    .execute();
  await db.schema.createIndex('ticketToken').on('ticket').column('token').execute();
  await db.schema.createIndex('ticketState').on('ticket').columns(['office', 'state']).execute();
  await db.schema
    .createTable('counter')
    .addColumn('office', 'text', (c) => c.notNull())
    .addColumn('edge', 'text', (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('ticket', 'text')
    .addPrimaryKeyConstraint('counterKey', ['office', 'edge', 'number'])
    .execute();
}
