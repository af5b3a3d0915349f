import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { nodeDisk } from '../../edge/disk/node.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import { hashPin } from '../../edge/keypad/pin-hash.ts';
import { booked } from './guest/morning.ts';

const closedAt = Date.parse('2026-11-23T07:00:00+01:00');
const pinKey = 'the key of this office';

/** Lays an SD card into the folder: a journal of an office that heard of one reservation before it lost its cloud, and its password. */
export async function writeCard(folder: string): Promise<void> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const { journal } = openJournal({
    disk: nodeDisk,
    folder: join(data, 'journal'),
    mintId: () => randomBytes(16).toString('hex'),
    after: 0,
    ballastBytes: 4_096,
  });
  await journal.append(facts, { wall: closedAt, steady: 0, clockTrusted: true }).durable;
  await journal.close();
  writeFileSync(join(folder, 'password'), 'not heard by anybody here');
}

const { pin, ...hour } = booked;
const facts: readonly Fact[] = [
  { name: 'settings.applied', data: { settings: exampleOffice, pinKey, publicOrigin: 'https://fronta.example' } },
  { name: 'day.opened', data: { day: '2026-11-23', trusted: true } },
  { name: 'counter.opened', data: { counter: 1 } },
  {
    name: 'feed.applied',
    data: {
      position: { epoch: 'one', revision: 1 },
      replaces: true,
      changes: [{ id: 'booked', date: '2026-11-23', state: 'live', pinHash: hashPin(pinKey, pin), ...hour }],
    },
  },
];
