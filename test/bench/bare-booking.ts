import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { bodyParser } from '@koa/bodyparser';
import Koa from 'koa';

/** A process of its own: Koa, a body, one insert, and a synced commit for all that came within one tick. What booking through HTTP stands beside. */
const db = new DatabaseSync(process.argv[2]!);
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
db.exec('create table booking (id integer primary key, service text, start text, name text, email text)');
const insert = db.prepare('insert into booking (service, start, name, email) values (?, ?, ?, ?)');
let waiting: (() => void)[] | null = null;

const committed = (): Promise<void> =>
  new Promise((done) => {
    if (waiting === null) {
      waiting = [];
      setImmediate(commit);
      db.exec('begin');
    }
    waiting.push(done);
  });

function commit(): void {
  db.exec('commit');
  const all = waiting ?? [];
  waiting = null;
  for (const done of all) done();
}

const app = new Koa();
app.use(bodyParser());
app.use(async (ctx) => {
  const { service, start, name, email } = ctx.request.body as Record<string, string>;
  const done = committed();
  insert.run(service!, start!, name!, email!);
  await done;
  ctx.status = 201;
  ctx.body = { ok: true };
});
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`http://localhost:${(server.address() as AddressInfo).port}\n`));
