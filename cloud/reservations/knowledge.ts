import { type Knowledge, learn, nothingKnown, type Slot, type Will } from '#contract/merge.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Schema } from '../store/schema.ts';

type Row = Schema['reservation'];

/**
 * All that is known of a reservation: what was learnt of the edges before (`kept`), the cloud's own last decision, which stands in the row
 * until a visitor came, and what the office's settings say against its hour.
 */
export function knowledgeOf(row: Row, kept: Knowledge | null, settings: OfficeSettings | null): Knowledge {
  const known = learnHindrances(kept ?? withVisit(row), row, settings);
  const kind = willOf[row.state];
  const will: Will = { kind: kind ?? 'confirmed', revision: row.revision, slot: slotOf(row) };
  if (row.state === 'lapsed') return { ...learn(known, { kind: 'lapsed', atMs: Math.max(row.endedMs ?? 0, row.endMs) }), will };
  return kind === null && known.will ? known : { ...known, will };
}

export const slotOf = ({ date, startMs, endMs }: Slot): Slot => ({ date, startMs, endMs });

/** The decision that a row's state stands for; `null` where an edge's word stands over it. */
const willOf: Record<Row['state'], Will['kind'] | null> = {
  held: 'booked',
  expired: 'expired',
  confirmed: 'confirmed',
  cancelled: 'cancelled',
  lapsed: null,
  checkedIn: null,
  fulfilled: null,
  noShow: null,
};

/** What a row from before the knowledge was kept says of its visit. */
function withVisit(row: Row): Knowledge {
  const atMs = row.endedMs ?? row.startMs;
  switch (row.state) {
    case 'checkedIn':
      return learn(nothingKnown, { kind: 'checkedIn', atMs, slot: slotOf(row), number: row.ticketNumber });
    case 'fulfilled':
    case 'noShow':
      return learn(nothingKnown, { kind: row.state, atMs });
    default:
      return nothingKnown;
  }
}

/** A closed day and a seat beyond the capacity do not cancel; they are remembered beside the visit they could not prevent (F21). */
function learnHindrances(known: Knowledge, row: Row, settings: OfficeSettings | null): Knowledge {
  if (settings === null) return known;
  const closed = settings.closures.some(({ date }) => date === row.date) ? learn(known, { kind: 'dayClosed', date: row.date }) : known;
  return row.seat >= settings.slots.capacity ? learn(closed, { kind: 'capacityCut', startMs: row.startMs }) : closed;
}
