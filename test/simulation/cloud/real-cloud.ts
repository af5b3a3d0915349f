import type { Envelope } from '#contract/envelope.ts';
import type { EdgeName } from '#contract/topic.ts';
import { createFeed, type Feed } from '../../../cloud/feed/feed.ts';
import { createSettingsTeller, followSettings, type SettingsTeller } from '../../../cloud/feed/tell-settings.ts';
import { createIngest, type Ingest } from '../../../cloud/ingest/ingest.ts';
import { followReservations } from '../../../cloud/ingest/outcomes.ts';
import { recallReservations } from '../../../cloud/ingest/recall.ts';
import { createTaking } from '../../../cloud/ingest/taking.ts';
import type { MailOutbox } from '../../../cloud/mail/port.ts';
import { expireHolds, lapseOverdue, purgePersonalData } from '../../../cloud/reservations/aging.ts';
import { openReservations } from '../../../cloud/reservations/open.ts';
import * as outcomes from '../../../cloud/reservations/outcomes.ts';
import type { Reservation } from '../../../cloud/reservations/port.ts';
import { recall } from '../../../cloud/reservations/recall.ts';
import { openStore, type Store } from '../../../cloud/store/open.ts';
import type { Schema } from '../../../cloud/store/schema.ts';
import { projectQueue } from '../../../cloud/views/project.ts';
import { hashOf } from './hash.ts';
import { mortal } from './mortal.ts';
import { type CitizenAnswer, type CloudParts, edgeId, pinKey, type SimulatedCloud, type TransactionOf } from './port.ts';
import { tablesInMemory } from './tables-in-memory.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const tables = [
  'office',
  'edge',
  'journal',
  'event',
  'setAside',
  'reservation',
  'knowledge',
  'mail',
  'ticket',
  'counter',
  'feedName',
] as const;

const publicOrigin = 'https://fronta.example';

function hashIn(envelope: string): number {
  const event = JSON.parse(envelope) as Envelope;
  return hashOf(event.type, event, JSON.stringify(event.data));
}

/** One process, from its start to its death. */
type Life = { alive: boolean; readonly feed: Feed; readonly ingest: Ingest; readonly settings: SettingsTeller };

/** The real cloud; only its wires, its mails, its clock and, unless it is asked for SQLite, its database are simulated. */
export async function realCloud(parts: CloudParts): Promise<SimulatedCloud> {
  const memory = parts.store === 'memory' ? tablesInMemory(parts.sabotage) : null;
  const { db } = memory ?? (await openStore('sqlite::memory:'));
  const storeOf = (whose: TransactionOf): Store => {
    return { db: mortal(db, () => parts.duringTransaction(whose)), kind: 'sqlite', close: async () => undefined };
  };
  const store = storeOf('edge');
  const clock = { now: parts.now };
  for (const settings of parts.offices) await enrol(settings.office, JSON.stringify({ ...settings, revision: 1 }));
  let life: Life | null = null;
  /** What events were last seen to say, by journal and place: the end of a life asks several times. */
  const hashed = new Map<string, { readonly envelope: string; readonly hash: number }[]>();
  /** Links in mails that nobody has read yet, by reservation. */
  const mailed = new Map<string, string>();

  async function enrol(office: string, settings: string): Promise<void> {
    await db
      .insertInto('office')
      .values({ id: office, settings, settingsRevision: 1, pinKey, epoch: `epoch-of-${office}`, feedRevision: 0 })
      .execute();
    const never = { feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
    await db
      .insertInto('edge')
      .values({ office, id: edgeId, credential: '', ...never })
      .execute();
  }

  const mail: MailOutbox = {
    queue: async (_trx, letters) => {
      for (const { token, reservation } of letters) if (token !== null) mailed.set(reservation.id, token);
    },
    withdraw: async () => undefined,
  };
  const reservations = openReservations({
    store: storeOf('citizen'),
    clock,
    mail,
    deliver: async () => undefined,
    changed: (office) => void life?.feed.offer(office).catch(() => undefined),
  });

  const answered = (answer: { ok: true; reservation: Reservation } | { ok: false; refusal: string }): CitizenAnswer => {
    if (!answer.ok) return { ok: false, refusal: answer.refusal };
    const { id, pin, start, startMs, endMs, holdExpiresMs } = answer.reservation;
    const token = mailed.get(id) ?? null;
    mailed.delete(id);
    return { ok: true, id, pin, date: start.slice(0, 10), startMs, endMs, holdExpiresMs, token };
  };

  function create(): Life {
    const made = { alive: true } as { -readonly [K in keyof Life]: Life[K] };
    /** A process that has died gets no answer, and nothing of it goes on. */
    const send = (to: EdgeName, message: Parameters<CloudParts['send']>[1]): Promise<'sent' | 'offline'> => {
      const sent = made.alive ? parts.send(to, message) : 'died';
      return sent === 'died' ? new Promise(() => undefined) : Promise.resolve(sent);
    };
    const after = (ms: number, task: () => void) => parts.after(ms, () => made.alive && task());
    const projections = [projectQueue, followSettings, recallReservations(recall, parts.now), followReservations(outcomes)];
    made.feed = createFeed({ store, clock, log: silent, send, after });
    made.settings = createSettingsTeller({ store, clock, publicOrigin, send });
    made.ingest = createIngest({
      store,
      clock,
      log: silent,
      send,
      after,
      feed: made.feed,
      take: createTaking({ store, clock, projections }),
      publicOrigin,
      onEvents: (office) => void made.feed.offer(office).catch(() => undefined),
    });
    return made;
  }

  return {
    async start() {
      life = create();
      await life.ingest.forgetPresence();
    },
    crash() {
      if (life) {
        life.alive = false;
        void life.feed.stop();
      }
      life = null;
    },
    askAll: async () => life?.ingest.askAll(),
    handle: async (topic, text) => life?.ingest.handle(topic, text),
    approve: async (name, journal) => life?.ingest.approve(name, journal),
    book: async (office, service, start, email) =>
      answered(await reservations.book(office, { service, start, email, name: 'Jan Novák', lang: 'cs' })),
    confirm: async (token) => answered(await reservations.confirm(token)),
    extend: async (id) => answered(await reservations.extendHold(id)),
    correctEmail: async (id, email) => answered(await reservations.correctEmail(id, email)),
    cancel: async (token) => answered(await reservations.cancel(token)),
    undoCancel: async (token) => answered(await reservations.undoCancel(token)),
    move: async (token, start) => answered(await reservations.move(token, start)),
    offers: async (office, service, from, to) =>
      ((await reservations.offers(office, service, { from, to })) ?? []).filter(({ free }) => free > 0).map(({ start }) => start),
    async jobs() {
      await expireHolds(db, parts.now());
      await lapseOverdue(db, parts.now());
      await purgePersonalData(store, parts.now());
      await life?.settings.tellAll();
    },
    async backup() {
      if (memory) return memory.backup();
      const rows: Record<string, unknown[]> = {};
      for (const table of tables) rows[table] = await db.selectFrom(table).selectAll().execute();
      return rows;
    },
    async restore(backup) {
      if (memory) return memory.restore(backup);
      for (const table of tables) {
        await db.deleteFrom(table).execute();
        const rows = (backup as Record<string, never[]>)[table]!;
        for (let from = 0; from < rows.length; from += 500)
          await db
            .insertInto(table)
            .values(rows.slice(from, from + 500))
            .execute();
      }
    },
    memory: {
      async events({ office, edge }, journal) {
        const rows = await db
          .selectFrom('event')
          .select(['seq', 'envelope'])
          .where('office', '=', office)
          .where('edge', '=', edge)
          .where('journal', '=', journal)
          .execute();
        const known = hashed.getOrInsert(`${office} ${edge} ${journal}`, []);
        const hashes: (number | undefined)[] = [];
        for (const { seq, envelope } of rows) {
          const before = known[seq - 1];
          const now = before?.envelope === envelope ? before : { envelope, hash: hashIn(envelope) };
          known[seq - 1] = now;
          hashes[seq - 1] = now.hash;
        }
        return hashes;
      },
      reservations: async (office) =>
        (await db.selectFrom('reservation').selectAll().where('office', '=', office).execute()) as Schema['reservation'][],
      reservation: async (id) =>
        ((await db.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirst()) as Schema['reservation'] | undefined) ??
        null,
      tickets: async ({ office, edge }, day) =>
        db
          .selectFrom('ticket')
          .select(['day', 'ordinal', 'number', 'state', 'counter'])
          .where('office', '=', office)
          .where('edge', '=', edge)
          .where('day', '=', day)
          .orderBy('ordinal')
          .execute(),
      async feed({ office, edge }) {
        const course = await db.selectFrom('office').select(['epoch', 'feedRevision']).where('id', '=', office).executeTakeFirstOrThrow();
        const at = await db
          .selectFrom('edge')
          .select('feedRevision')
          .where('office', '=', office)
          .where('id', '=', edge)
          .executeTakeFirstOrThrow();
        return { epoch: course.epoch, revision: course.feedRevision, acknowledged: at.feedRevision };
      },
      async has({ office, edge }, journal, seq) {
        const stored = db
          .selectFrom('event')
          .select('seq')
          .where('office', '=', office)
          .where('edge', '=', edge)
          .where('journal', '=', journal);
        return (await stored.where('seq', '=', seq).executeTakeFirst()) !== undefined;
      },
      setAside: async () => (await db.selectFrom('setAside').select('reason').execute()).map(({ reason }) => reason),
    },
  };
}
