import test from 'ava';
import type { Fact } from '#contract/event.ts';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import { folder } from './journal-on.ts';

const days = 90;
const ticketsADay = 400;
const dayMs = 24 * 3_600_000;
const keptDays = 35;
const begin = Date.parse('2026-09-01T06:00:00Z');
/** What 90 days of 400 tickets may take on the disk: about a hundredth of a card of 8 GB. */
const bytesMax = 96 * 1024 * 1024;

/** The facts of one visitor, from the button to the counter. */
const visit = (ordinal: number, day: string): readonly Fact[] => [
  {
    name: 'ticket.issued',
    data: {
      ordinal,
      number: `A${ordinal}`,
      service: 'vozidla',
      day,
      token: 'x'.repeat(22),
      origin: 'button',
      ahead: 17,
      forecast: { fromSeconds: 900, toSeconds: 1_800 },
    },
  },
  { name: 'slip.printed', data: { ordinal, copy: false } },
  { name: 'ticket.called', data: { ordinal, number: `A${ordinal}`, counter: 2, rule: 'order', passedOver: 0 } },
  { name: 'ticket.recalled', data: { ordinal, number: `A${ordinal}`, counter: 2 } },
  { name: 'ticket.served', data: { ordinal, number: `A${ordinal}`, counter: 2 } },
];

test('F14: an outage of 90 days with 400 tickets a day fits, nothing that the cloud lacks is forgotten, and 35 days stay after it has all', async (t) => {
  const disk = simulatedDisk();
  const { journal } = openJournal({ disk, folder, mintId: () => 'a'.repeat(32), after: 0 });
  const bytes = (): number => disk.paths().reduce((sum, path) => sum + disk.size(path), 0);
  for (let day = 0; day < days; day++) {
    const wall = begin + day * dayMs;
    const date = new Date(wall).toISOString().slice(0, 10);
    const stamp = { wall, steady: day * dayMs, clockTrusted: true };
    for (let ticket = 1; ticket < ticketsADay; ticket++) for (const fact of visit(ticket, date)) void journal.append([fact], stamp);
    for (const fact of visit(ticketsADay, date)) await journal.append([fact], stamp).durable;
    journal.forget(0, wall - keptDays * dayMs);
  }
  const last = days * ticketsADay * 5;
  t.is(journal.last(), last);
  t.is(journal.first, 1, 'nothing was sent, so nothing was forgotten');
  t.true(bytes() < bytesMax, `${bytes()} bytes`);
  t.log(`${last} entries, ${(bytes() / 1024 / 1024).toFixed(0)} MiB`);
  const now = begin + days * dayMs;
  t.true(journal.forget(last, now - keptDays * dayMs) > 0);
  const oldest = Date.parse(journal.read(journal.first, 1)[0]!.time);
  t.true(oldest <= now - keptDays * dayMs && oldest > now - (keptDays + 3) * dayMs, new Date(oldest).toISOString());
  t.true(bytes() < (bytesMax * (keptDays + 3)) / days);
});
