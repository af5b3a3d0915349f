import { type CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, SelectQueryNode } from 'kysely';
import type { WriteTurns } from './write-turns.ts';

/** What Kysely lends to a caller: it takes the connection that writes when it begins to, not before. */
type Lent = DatabaseConnection & { inTransaction: boolean };

/** A statement that writes outside of a transaction, and who waits for it. */
type Single = { readonly query: CompiledQuery; done(result: QueryResult<never>): void; fail(error: unknown): void };
/** Of such kinds; a pragma or a check of the log cannot be part of a transaction. */
const changesRows: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);
/** So many of them one commit makes durable at most. */
const togetherMax = 64;

/**
 * A driver of one connection that writes and, where the database is a file, one that reads: without it who reads outside of a transaction
 * stands in line too. Statements that wait together are committed together: the disk is waited for once for all of them.
 */
export function oneWriter(writing: Driver, reading: Driver | null, turns: WriteTurns): Driver {
  const line = standInLine();
  const connections = Promise.withResolvers<{ readonly writer: DatabaseConnection; readonly reader: DatabaseConnection | null }>();
  const begin = async (): Promise<void> => {
    await line.take();
    await turns.take();
  };
  const end = (): void => {
    turns.give();
    line.give();
  };

  const singles: Single[] = [];
  let isTurnAsked = false;
  const askTurn = async (): Promise<void> => {
    isTurnAsked = true;
    await begin();
    const { writer } = await connections.promise;
    const group = singles.splice(0, togetherMax);
    isTurnAsked = false;
    if (singles.length > 0) void askTurn();
    await writeAll(writing, writer, group).finally(end);
  };
  const write = <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
    new Promise((done, fail) => {
      singles.push({ query, done, fail });
      if (!isTurnAsked) void askTurn();
    });
  const alone = async <Row>(query: CompiledQuery, writer: DatabaseConnection): Promise<QueryResult<Row>> => {
    await begin();
    return writer.executeQuery<Row>(query).finally(end);
  };

  const lend = (): Lent => ({
    inTransaction: false,
    async executeQuery<Row>(query: CompiledQuery) {
      const { writer, reader } = await connections.promise;
      if (this.inTransaction) return writer.executeQuery<Row>(query);
      if (changesRows.has(query.query.kind)) return write<Row>(query);
      if (!SelectQueryNode.is(query.query)) return alone<Row>(query, writer);
      if (reader) return reader.executeQuery<Row>(query);
      await line.take();
      return writer.executeQuery<Row>(query).finally(line.give);
    },
    streamQuery: () => {
      throw new Error('nobody reads rows one by one: a list that may be long is read in pages');
    },
  });
  const endOf = (connection: DatabaseConnection): void => {
    const lent = connection as Lent;
    if (lent.inTransaction) end();
    lent.inTransaction = false;
  };
  return {
    async init(options) {
      for (const driver of [writing, reading]) await driver?.init(options);
      connections.resolve({
        writer: await writing.acquireConnection(options),
        reader: (await reading?.acquireConnection(options)) ?? null,
      });
    },
    acquireConnection: async () => lend(),
    async beginTransaction(connection, settings) {
      await begin();
      (connection as Lent).inTransaction = true;
      const { writer } = await connections.promise;
      await writing.beginTransaction(writer, settings).catch((error: unknown) => {
        endOf(connection);
        throw error;
      });
    },
    async commitTransaction(connection) {
      await writing.commitTransaction(connection);
      endOf(connection);
    },
    async rollbackTransaction(connection) {
      await writing.rollbackTransaction(connection).finally(() => endOf(connection));
    },
    releaseConnection: async () => {},
    async destroy(options) {
      for (const driver of [reading, writing]) await driver?.destroy(options);
    },
  };
}

/** Runs them in one transaction; when one of them or the commit fails, each by itself, so that it hinders no other. */
async function writeAll(driver: Driver, writer: DatabaseConnection, group: readonly Single[]): Promise<void> {
  const alone = async ({ query, done, fail }: Single): Promise<void> => writer.executeQuery<never>(query).then(done, fail);
  if (group.length === 1) return alone(group[0]!);
  const results: QueryResult<never>[] = [];
  try {
    await driver.beginTransaction(writer, {});
    for (const { query } of group) results.push(await writer.executeQuery<never>(query));
    await driver.commitTransaction(writer);
  } catch {
    // SQLite has ended it by itself where the disk is full; then there is nothing to undo.
    await driver.rollbackTransaction(writer).catch(() => undefined);
    for (const single of group) await alone(single);
    return;
  }
  for (const [index, { done }] of group.entries()) done(results[index]!);
}

/** Something of which there is one, handed from each to the next who waits for it. */
function standInLine(): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    take: async () => {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
      isTaken = true;
    },
    give() {
      const next = waiting.shift();
      isTaken = next !== undefined;
      next?.();
    },
  };
}
