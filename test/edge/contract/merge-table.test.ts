import { readFileSync } from 'node:fs';
import test from 'ava';
import { merge, type ReservationFact, type Slot } from '#contract/merge.ts';

const hour = (time: string): Slot => {
  const startMs = Date.parse(`2026-11-23T${time}:00+01:00`);
  return { date: '2026-11-23', startMs, endMs: startMs + 3_600_000 };
};
const [old, next] = [hour('08:30'), hour('09:30')];

/** What the words of the table's first column stand for, in a reservation that is moved when its row says so. */
function factsOf(words: readonly string[]): readonly ReservationFact[] {
  const slot = words.includes('move') ? next : old;
  const meanings: Record<string, ReservationFact> = {
    book: { kind: 'booked', revision: 0, slot: old },
    expire: { kind: 'expired', revision: 0, slot: old },
    confirm: { kind: 'confirmed', revision: 1, slot: old },
    move: { kind: 'moved', revision: 2, slot: next },
    cancel: { kind: 'cancelled', revision: 3, slot },
    'close day': { kind: 'dayClosed', date: slot.date },
    'cut capacity': { kind: 'capacityCut', startMs: slot.startMs },
    lapse: { kind: 'lapsed', atMs: slot.endMs },
    'lapse (old hour)': { kind: 'lapsed', atMs: old.endMs },
    'check in': { kind: 'checkedIn', atMs: slot.startMs, slot, number: 'A1' },
    'check in (old hour)': { kind: 'checkedIn', atMs: old.startMs, slot: old, number: 'A1' },
    miss: { kind: 'noShow', atMs: slot.startMs + 1 },
    'put back': { kind: 'restored', atMs: slot.startMs + 2 },
    serve: { kind: 'fulfilled', atMs: slot.startMs + 3 },
  };
  return words.map((word) => {
    const fact = meanings[word];
    if (!fact) throw new Error(`the table has a fact that nobody knows: ${word}`);
    return fact;
  });
}

const protocol = readFileSync(new URL('../../../edge/contract/PROTOCOL.md', import.meta.url), 'utf8');
const table = protocol.slice(protocol.indexOf('| facts |')).split('\n\n')[0]!;
const rows = table
  .split('\n')
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('P40: every row of the table in PROTOCOL.md is what the merge says (F16, F20, F21)', (t) => {
  t.true(rows.length > 15);
  for (const [facts = '', ...said] of rows) {
    const { state, overruled, told } = merge(factsOf(facts.split(', ')));
    t.deepEqual(said, [state, overruled.join(' '), told.citizen, told.kiosk, told.staff], facts);
  }
});

test('P40: the table has every state and everything that presence can win over', (t) => {
  const said = (column: number) => new Set(rows.flatMap((row) => row[column]!.split(' ')).filter((word) => word !== ''));
  t.deepEqual([...said(1)].toSorted(), ['cancelled', 'checkedIn', 'confirmed', 'expired', 'fulfilled', 'held', 'lapsed', 'noShow']);
  t.deepEqual([...said(2)].toSorted(), ['cancelled', 'capacityCut', 'dayClosed', 'expired', 'lapsed', 'moved']);
});
