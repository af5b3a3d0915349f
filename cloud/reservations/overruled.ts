import { judge, type Overruled } from '#contract/merge.ts';
import type { CloudClock } from '../clock.ts';
import type { MailOutbox } from '../mail/port.ts';
import { readOffice } from '../store/read-office.ts';
import * as outcomes from './outcomes.ts';
import { letterOf, type Trx } from './room.ts';

type CheckIn = typeof outcomes.checkIn;

/** What the citizen decided and the visit won over; a lapse, a closed day or a cut capacity is no decision of theirs. */
const decisions: readonly Overruled[] = ['cancelled', 'moved', 'expired'];

/**
 * The outcomes that edges tell, with the citizen told when a visit wins over what was decided online meanwhile (F20). The mail is queued in
 * the transaction that learns of the visit, once for a reservation. It carries no link: nothing is left to be done.
 */
export const outcomesToldByMail = (
  mail: MailOutbox,
  clock: CloudClock,
): Omit<typeof outcomes, 'checkIn'> & { readonly checkIn: CheckIn } => ({
  ...outcomes,
  async checkIn(trx, which) {
    const known = await outcomes.checkIn(trx, which);
    await tellOverruled(trx, which, mail, clock.now());
    return known;
  },
});

async function tellOverruled(trx: Trx, which: Parameters<CheckIn>[1], mail: MailOutbox, nowMs: number): Promise<void> {
  const kept = await outcomes.readKnowledge(trx, which.reservation);
  if (kept === null || !judge(kept.known).overruled.some((word) => decisions.includes(word))) return;
  const row = await trx.selectFrom('reservation').selectAll().where('id', '=', which.reservation).executeTakeFirst();
  const office = row && (await readOffice(trx, row.office));
  if (!row || !office || row.email === null) return;
  const told = trx.selectFrom('mail').select('id').where('reservation', '=', row.id).where('kind', '=', 'overruled');
  if (await told.executeTakeFirst()) return;
  await mail.withdraw(trx, row.id, ['reminder', 'hold']);
  await mail.queue(trx, [{ kind: 'overruled', office: office.settings, reservation: letterOf(row), token: '', dueMs: nowMs }], nowMs);
}
