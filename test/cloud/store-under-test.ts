import { openStore, type Store } from '../../cloud/store/open.ts';
import { newDatabase } from './postgres.ts';

/** `postgres://…` of a server on which every test of the cloud gets a database of its own; `npm run test:postgres` sets it. */
const server = process.env.FRONTA_TEST_POSTGRES;

/** The URL of a new, empty database: in memory, or on PostgreSQL where the tests are asked to run on it. */
export async function databaseUnderTest(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  return server ? newDatabase(server) : { url: 'sqlite::memory:', drop: async () => undefined };
}

/** A new, empty store of the kind on which the tests run; closing it drops its database. */
export async function storeUnderTest(): Promise<Store> {
  const { url, drop } = await databaseUnderTest();
  const store = await openStore(url);
  return {
    ...store,
    async close() {
      await store.close();
      await drop();
    },
  };
}
