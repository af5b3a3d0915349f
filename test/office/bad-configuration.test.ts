import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { edgeBundle } from './edge-bundle.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { temporaryFolder } from './run-office.ts';

/** A process that must not come up: what it is given, and the one line it ends with. */
type Bad = { readonly what: string; readonly env?: Record<string, string>; readonly file?: object; readonly says: RegExp };
type Place = { readonly folder: string; readonly takenPort: number };

const example = JSON.parse(readFileSync(new URL('../../edge/example.json', import.meta.url), 'utf8'));

const badEdges = ({ folder, takenPort }: Place): readonly Bad[] => [
  { what: 'an unknown key', file: { ...example, colour: 'red' }, says: /edge\.json: Unrecognized key: "colour"$/ },
  {
    what: 'a wrong type',
    file: { ...example, listen: { host: '127.0.0.1', port: 'eighty' } },
    says: /edge\.json: listen\.port: Invalid input: expected number, received string$/,
  },
  {
    what: 'two buttons on one pin',
    file: { ...example, buttons: { driver: 'simulated', pins: { 'service:vozidla': { gpio: 17 }, reserved: { gpio: 17 } } } },
    says: /edge\.json: buttons\.pins\.service:vozidla and buttons\.pins\.reserved both use gpio 17; each needs its own$/,
  },
  { what: 'a clock that is no instant', env: { FRONTA_CLOCK: 'Monday' }, says: /environment: FRONTA_CLOCK: / },
  {
    what: 'a port already in use',
    env: { FRONTA_EDGE_PORT: String(takenPort) },
    says: new RegExp(`cannot listen on 127\\.0\\.0\\.1:${takenPort}: the port is in use\\. .*FRONTA_EDGE_PORT`),
  },
  {
    what: 'a data folder that cannot be written',
    env: { FRONTA_DATA: join(folder, 'a-file', 'var') },
    says: /the data folder \S+\/a-file\/var cannot be written \(ENOTDIR\); set FRONTA_DATA/,
  },
];

const badClouds = ({ folder, takenPort }: Place): readonly Bad[] => [
  {
    what: 'a port already in use',
    env: { FRONTA_CLOUD_PORT: String(takenPort) },
    says: new RegExp(`^FRONTA_CLOUD_PORT: port ${takenPort} is already in use$`),
  },
  {
    what: 'an MQTT port already in use',
    env: { FRONTA_MQTT_URL: `embedded://0.0.0.0:${takenPort}` },
    says: new RegExp(`^FRONTA_MQTT_URL: cannot listen on 0\\.0\\.0\\.0:${takenPort}: the port is already in use$`),
  },
  { what: 'an unknown database', env: { FRONTA_DATABASE_URL: 'mysql://x' }, says: /^FRONTA_DATABASE_URL: expected sqlite:<path> or / },
  {
    what: 'a database that cannot be opened',
    env: { FRONTA_DATABASE_URL: `sqlite:${join(folder, 'a-file', 'var', 'cloud.sqlite')}` },
    says: /^FRONTA_DATABASE_URL: cannot open ".*\/a-file\/var\/cloud\.sqlite": ENOTDIR/,
  },
  { what: 'a clock that is no instant', env: { FRONTA_CLOCK: 'Monday' }, says: /^FRONTA_CLOCK: expected an ISO instant .* got "Monday"$/ },
];

test.serial('an edge that is told nonsense ends with one clear line', async (t) => {
  const place = await prepared(t);
  for (const bad of badEdges(place)) {
    const config = join(place.folder, 'edge.json');
    writeFileSync(config, JSON.stringify(bad.file ?? example));
    const env = { FRONTA_DATA: join(place.folder, 'var'), FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'silent', ...bad.env };
    await endsWithOneLine(t, bad, [...edgeBundle, '--config', config], env);
  }
});

test.serial('a cloud that is told nonsense ends with one clear line', async (t) => {
  const place = await prepared(t);
  for (const bad of badClouds(place)) {
    const env = {
      FRONTA_CLOUD_PORT: '0',
      FRONTA_MQTT_URL: `embedded://127.0.0.1:${await freePort()}`,
      FRONTA_DATABASE_URL: `sqlite:${join(place.folder, 'cloud.sqlite')}`,
      ...bad.env,
    };
    await endsWithOneLine(t, bad, ['--import', 'tsx', 'cloud/main.ts'], env);
  }
});

test.serial('a whole office that cannot start says why in one line and leaves nothing running', async (t) => {
  const { folder, takenPort } = await prepared(t);
  const env = {
    FRONTA_DATA: join(folder, 'var'),
    FRONTA_CLOUD_PORT: String(await freePort()),
    FRONTA_EDGE_PORT: '0',
    FRONTA_MQTT_URL: `embedded://127.0.0.1:${await freePort()}`,
  };
  const bad: readonly Bad[] = [
    { what: 'the port of the bench', env: { FRONTA_EDGE_PORT: String(takenPort) }, says: /^fronta edge: screens: cannot listen on / },
    { what: 'the data folder', env: { FRONTA_DATA: join(folder, 'a-file', 'var') }, says: /^fronta: the data folder .* cannot be written/ },
  ];
  for (const each of bad) await endsWithOneLine(t, each, ['systemd/office.ts'], { ...env, ...each.env });
  const free = createServer().listen(Number(env.FRONTA_CLOUD_PORT));
  await once(free, 'listening');
  free.close();
});

/** A folder with a plain file in it, which cannot be a folder, and a port on which somebody listens already. */
async function prepared(t: ExecutionContext): Promise<Place> {
  const folder = await temporaryFolder(t);
  writeFileSync(join(folder, 'a-file'), '');
  const server = createServer().listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  return { folder, takenPort: address !== null && typeof address === 'object' ? address.port : 0 };
}

async function endsWithOneLine(t: ExecutionContext, { what, says }: Bad, args: readonly string[], env: Record<string, string>) {
  const run = startProcess(t, { args, env: { FRONTA_CLOCK: '2026-11-23T08:10:00+01:00', ...env } });
  const { code } = await run.ended;
  t.true(code !== null && code !== 0, `${what}: ended with ${code}`);
  const lines = linesForPeople(run.stderr());
  t.is(lines.length, 1, `${what}: ${run.stderr()}`);
  t.regex(lines[0] ?? '', says, what);
}

/** Everything but log lines of no concern (JSON, level under 50). */
const linesForPeople = (stderr: string): readonly string[] =>
  stderr.split('\n').filter((line) => line !== '' && !(line.startsWith('{') && (JSON.parse(line) as { level: number }).level < 50));
