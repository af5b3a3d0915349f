import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Office, runOffice } from './run-office.ts';
import { cloudRows, factsNamed } from './stored-facts.ts';
import { until } from './until.ts';

/** What is on the card: all of the data folder but the cloud's database. */
const onCard = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name === 'journal' || name.startsWith('snapshot'));

function copyCard(from: string, to: string): void {
  for (const name of onCard(to)) rmSync(join(to, name), { recursive: true });
  for (const name of onCard(from)) cpSync(join(from, name), join(to, name), { recursive: true });
}

/** What the cloud has of a journal, event by event. */
const eventsOf = (database: string, journal: string): readonly string[] =>
  cloudRows<{ envelope: string }>(database, 'select envelope from event where journal = ? order by seq', journal).map(
    ({ envelope }) => envelope,
  );

async function take(office: Office, button: string): Promise<string> {
  const before = (await office.bench.slips()).length;
  await office.bench.press(button);
  return until('a slip', async () => {
    const slips = await office.bench.slips();
    return slips.length > before && slips[0]!.number;
  });
}

/** An office in touch with the cloud whose card was copied when it had given one number. */
async function copiedAfterA1(t: ExecutionContext): Promise<{ readonly office: Office; readonly copy: string }> {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00' });
  await office.inTouch();
  t.is(await take(office, 'service:vozidla'), 'A1');
  await office.delivered();
  await office.edge.end('SIGTERM');
  const copy = join(office.folder, 'copy');
  mkdirSync(copy);
  copyCard(office.folder, copy);
  office.skip(5_000);
  await office.edge.start();
  await office.inTouch();
  return { office, copy };
}

/** The next start has a journal of its own and gives a number that nobody has; answers the journal's id. */
async function goesOnAnew(t: ExecutionContext, office: Office, lostId: string): Promise<string> {
  office.skip(5_000);
  await office.edge.start();
  await office.inTouch();
  const { id } = office.journal();
  t.not(id, lostId);
  t.regex(await take(office, 'service:vozidla'), /^A9\d{3}$/, 'a number that nobody has');
  await office.delivered();
  return id;
}

test('a card that was put back from an older copy begins a new journal: no number again, nothing kept from the cloud (F18)', async (t) => {
  t.timeout(120_000);
  const { office, copy } = await copiedAfterA1(t);
  t.is(await take(office, 'service:vozidla'), 'A2');
  t.is(await take(office, 'service:dovozy'), 'B1');
  await office.delivered();
  const { id: lostId } = office.journal();
  await office.edge.end('SIGKILL');
  copyCard(copy, office.folder);

  office.skip(5_000);
  await office.edge.start();
  const { code } = await office.edge.process().ended;
  t.is(code, 1, 'it ends, to be started again');
  t.regex(office.edge.process().stderr(), /this is an older copy of the card: its journal ends at entry \d+, and the cloud has \d+ of it/);

  const id = await goesOnAnew(t, office, lostId);
  await until('those who waited at the lost card are known again', async () => {
    const { services } = await office.bench.queue();
    return services.reduce((sum, { waiting }) => sum + waiting, 0) === 4;
  });
  t.is(factsNamed(office.journal().facts, 'ticket.issued').length, 1);

  await office.edge.end('SIGTERM');
  office.skip(5_000);
  await office.edge.start();
  t.is(office.journal().id, id, 'once');
});

test('an older copy that gave as many numbers offline as are known begins a new journal too, and tells what it gave (F18, P61)', async (t) => {
  t.timeout(120_000);
  const { office, copy } = await copiedAfterA1(t);
  t.is(await take(office, 'service:vozidla'), 'A2');
  await office.delivered();
  const { id: lostId } = office.journal();
  const stored = eventsOf(office.database, lostId);
  await office.edge.end('SIGKILL');
  await office.cloud.end('SIGTERM');
  copyCard(copy, office.folder);

  office.skip(5_000);
  await office.edge.start();
  const again = [];
  for (const service of ['vozidla', 'dovozy', 'ridici']) again.push(await take(office, `service:${service}`));
  t.deepEqual(again, ['A2', 'B1', 'C1']);
  const older = office.edge.process();
  await office.cloud.start();
  t.is((await older.ended).code, 1, 'it ends, to be started again');
  t.regex(older.stderr(), /its entry \d+ is not the one that the cloud has; both have the same up to entry \d+/);

  const id = await goesOnAnew(t, office, lostId);
  await until('whoever has a number of either card waits', async () => {
    const { services } = await office.bench.queue();
    return services.reduce((sum, { waiting }) => sum + waiting, 0) === 2 + again.length + 1;
  });
  t.deepEqual(eventsOf(office.database, lostId), stored, 'nothing of the lost card is another in the cloud');
  const told = eventsOf(office.database, id).map((envelope) => JSON.parse(envelope).data.number);
  for (const number of again) t.true(told.includes(number), `${number} of the copy is told`);
});
