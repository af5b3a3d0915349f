import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleOffice } from '#contract/example-office.ts';
import { hashPassword, mintPassword } from '../../../cloud/offices/credentials.ts';
import { openStore } from '../../../cloud/store/open.ts';
import { cloudTree } from '../../../systemd/packages/cloud-tree.ts';
import { freePort } from '../../office/free-port.ts';
import { type Started, startPackagedCloud } from '../started.ts';
import { cpuSeconds, memoryMiB } from './measured-process.ts';
import type { Asked, CrowdOptions, Figures, Told } from './port.ts';

export type FleetOptions = { readonly offices: number; readonly seconds: number; readonly visitorsPerHour: number };

const root = fileURLToPath(new URL('../../..', import.meta.url));
const outageSeconds = 600;
const at = '2026-11-23T08:10:00+01:00';

/**
 * So many offices at one cloud on this machine, through a morning peak and after an outage of ten minutes. The cloud is the packaged one; the
 * offices run in a process of their own, so that only the cloud's processor time is counted.
 */
export async function fleet({ offices, seconds, visitorsPerHour }: FleetOptions): Promise<Figures> {
  const load = loadavg()[0]!;
  const folder = mkdtempSync(join(tmpdir(), 'fronta-fleet-'));
  const names = Array.from({ length: offices }, (_, index) => `office-${index + 1}`);
  const passwordFile = join(folder, 'password');
  const databaseUrl = `sqlite:${join(folder, 'cloud.sqlite')}`;
  const password = mintPassword();
  writeFileSync(passwordFile, password);
  await enrol(databaseUrl, names, hashPassword(password));
  const [port, pagesPort] = [await freePort(), await freePort()];
  await cloudTree({ root, stage: folder, architecture: process.arch === 'arm64' ? 'arm64' : 'amd64', version: '', key: null });
  const start = (): Promise<Started> =>
    startPackagedCloud(folder, {
      FRONTA_CLOUD_PORT: String(pagesPort),
      FRONTA_DATABASE_URL: databaseUrl,
      FRONTA_MQTT_URL: `embedded://127.0.0.1:${port}`,
      FRONTA_CLOCK: at,
    });
  let cloud = await start();
  const places = { url: `mqtt://127.0.0.1:${port}`, pages: `http://127.0.0.1:${pagesPort}`, passwordFile };
  const crowd = await startCrowd({ offices, names, visitorsPerHour, at, seed: 1, ...places });
  try {
    const opened = await ask(crowd, { what: 'open' });
    progress(`${offices} offices are in after ${opened.seconds.toFixed(1)} s`);
    const before = { cpu: cpuSeconds(cloud.pid), at: performance.now() };
    const morning = await ask(crowd, { what: 'morning', seconds });
    const cores = (cpuSeconds(cloud.pid) - before.cpu) / ((performance.now() - before.at) / 1_000);
    const memory = memoryMiB(cloud.pid);
    progress(`${morning.events} events in ${morning.seconds.toFixed(1)} s, ${cores.toFixed(2)} cores, ${memory.now.toFixed(0)} MiB`);

    await cloud.kill();
    const alone = await ask(crowd, { what: 'alone', seconds: outageSeconds });
    progress(`the cloud is away for ten minutes: ${alone.unsent} events wait`);
    cloud = await start();
    const caughtUp = await ask(crowd, { what: 'catch-up' });
    progress(`all of them are in ${caughtUp.seconds.toFixed(1)} s after the cloud is back`);
    return {
      ...{ offices, load, coresOfMachine: availableParallelism(), openedSeconds: opened.seconds },
      ...{ events: morning.events, eventsPerSecond: morning.events / morning.seconds, ackMs: morning.ackMs },
      ...{ followed: morning.followed, visibleMs: morning.visibleMs, cores, memoryMiB: memory.now },
      ...{ waiting: alone.unsent, lagSeconds: caughtUp.seconds, memoryMostMiB: Math.max(memory.most, memoryMiB(cloud.pid).most) },
    };
  } finally {
    crowd.kill('SIGKILL');
    await cloud.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const progress = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Offices as their enrolment leaves them; one password for all, for nobody enrols a thousand of them by hand here. */
async function enrol(databaseUrl: string, names: readonly string[], credential: string): Promise<void> {
  const store = await openStore(databaseUrl);
  await store.db.transaction().execute(async (trx) => {
    for (const office of names) {
      const settings = JSON.stringify({ ...exampleOffice, office, revision: 1 });
      const first = { settingsRevision: 1, pinKey: 'f'.repeat(64), epoch: 'e'.repeat(32), feedRevision: 0 };
      await trx
        .insertInto('office')
        .values({ id: office, settings, ...first })
        .execute();
      const nothingYet = { feedEpoch: null, feedRevision: 0, settingsRevision: 0, online: 0, lastSeenMs: null };
      await trx
        .insertInto('edge')
        .values({ office, id: 'kiosk-1', credential, ...nothingYet })
        .execute();
    }
  });
  await store.close();
}

async function startCrowd(options: CrowdOptions): Promise<ChildProcess> {
  const crowd = fork(new URL('./crowd.ts', import.meta.url), [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(crowd, 'message');
  return crowd;
}

async function ask(crowd: ChildProcess, asked: Asked): Promise<Told> {
  const ended = once(crowd, 'exit').then(([code]) => {
    throw new Error(`the offices ended with ${code}`);
  });
  ended.catch(() => undefined);
  crowd.send(asked);
  const [told] = (await Promise.race([once(crowd, 'message'), ended])) as [Told];
  return told;
}
