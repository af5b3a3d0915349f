import { type Kysely, sql, type Transaction } from 'kysely';
import type { Store } from './open.ts';
import type { Schema } from './schema.ts';

type Trx = Transaction<Schema>;

/** Works that one commit makes durable at most. */
const togetherMax = 64;

type Waiting = { run(trx: Trx): Promise<void>; done(): void; fail(error: unknown): void };

const shared = new WeakMap<Kysely<Schema>, ReturnType<typeof shareCommits>>();

/**
 * Runs a transaction: on SQLite, where they run one after another anyway, in one commit with all that wait meanwhile; on PostgreSQL, whose
 * server does as much, in one of its own, which may begin anew.
 */
export function inSharedCommit<T>({ db, kind }: Pick<Store, 'db' | 'kind'>, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (kind === 'postgres') return db.transaction().execute(work);
  const run = shared.get(db) ?? shareCommits(db);
  shared.set(db, run);
  return run(work);
}

/**
 * Runs works in transactions, all that wait together in one of them, each behind a savepoint of its own: the disk is waited for once for all of them.
 * A work that throws leaves nothing behind and hinders no other. None is answered before the commit.
 */
export function shareCommits(db: Kysely<Schema>): <T>(work: (trx: Trx) => Promise<T>) => Promise<T> {
  const waiting: Waiting[] = [];
  let isRunning = false;
  const run = async (): Promise<void> => {
    // Requests that were read in the same turn of the loop have come as far as this by then.
    await new Promise((next) => setImmediate(next));
    while (waiting.length > 0) await commitTogether(db, waiting.splice(0, togetherMax));
    isRunning = false;
  };
  return (work) =>
    new Promise((resolve, reject) => {
      let answer: () => void = () => undefined;
      waiting.push({
        run: async (trx) => {
          const value = await work(trx);
          answer = () => resolve(value);
        },
        done: () => answer(),
        fail: reject,
      });
      if (isRunning) return;
      isRunning = true;
      void run();
    });
}

async function commitTogether(db: Kysely<Schema>, group: readonly Waiting[]): Promise<void> {
  const good: Waiting[] = [];
  try {
    await db.transaction().execute(async (trx) => {
      for (const one of group) {
        await sql`savepoint one`.execute(trx);
        try {
          await one.run(trx);
          good.push(one);
        } catch (error) {
          await sql`rollback to one`.execute(trx);
          one.fail(error);
        }
        await sql`release one`.execute(trx);
      }
    });
  } catch (error) {
    for (const one of group) one.fail(error);
    return;
  }
  for (const one of good) one.done();
}
