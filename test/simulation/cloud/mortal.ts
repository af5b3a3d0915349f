import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../../cloud/store/schema.ts';

/** The calls that the cloud makes of its database. */
type Db = Kysely<Schema>;
type Trx = Transaction<Schema>;

/**
 * A database whose process may die before any change that a transaction makes, and before its commit: `mayDie` is asked each time, and throws
 * when it does. Of a dead process nothing is committed, whatever it catches.
 */
export function mortal(db: Db, mayDie: () => void): Db {
  async function attempt<Answer>(trx: Trx, work: (trx: Trx) => Promise<Answer>): Promise<Answer> {
    let death: unknown = null;
    const asked = <Args extends readonly unknown[], Made>(make: (...args: Args) => Made): ((...args: Args) => Made) => {
      return (...args) => {
        try {
          if (death === null) mayDie();
        } catch (error) {
          death = error;
        }
        if (death !== null) throw death;
        return make(...args);
      };
    };
    const dying = {
      ...living(trx),
      insertInto: asked(trx.insertInto.bind(trx)),
      updateTable: asked(trx.updateTable.bind(trx)),
      deleteFrom: asked(trx.deleteFrom.bind(trx)),
    };
    const answer = await work(dying as unknown as Trx);
    return asked(() => answer)();
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
