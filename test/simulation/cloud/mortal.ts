import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../../cloud/store/schema.ts';

/** The calls that the cloud makes of its database. */
type Db = Kysely<Schema>;
type Trx = Transaction<Schema>;
type Named = keyof Schema;

/**
 * A database whose process may die before any change that a transaction makes, and before its commit: `mayDie` is asked each time, and throws
 * when it does. Of a dead process nothing is committed, whatever it catches.
 */
export function mortal(db: Db, mayDie: () => void): Db {
  async function attempt<Answer>(trx: Trx, work: (trx: Trx) => Promise<Answer>): Promise<Answer> {
    let death: unknown = null;
    const live = (): Trx => {
      try {
        if (death === null) mayDie();
      } catch (error) {
        death = error;
      }
      if (death !== null) throw death;
      return trx;
    };
    const dying = {
      selectFrom: (name: Named) => trx.selectFrom(name),
      insertInto: (name: Named) => live().insertInto(name),
      updateTable: (name: Named) => live().updateTable(name),
      deleteFrom: (name: Named) => live().deleteFrom(name),
      getExecutor: () => trx.getExecutor(),
    };
    const answer = await work(dying as unknown as Trx);
    live();
    return answer;
  }
  const transaction = () => ({
    execute: <Answer>(work: (trx: Trx) => Promise<Answer>) => db.transaction().execute((trx) => attempt(trx, work)),
  });
  return { ...living(db), transaction } as unknown as Db;
}

const living = (db: Db) => ({
  selectFrom: db.selectFrom.bind(db),
  insertInto: db.insertInto.bind(db),
  updateTable: db.updateTable.bind(db),
  deleteFrom: db.deleteFrom.bind(db),
  getExecutor: () => db.getExecutor(),
});
