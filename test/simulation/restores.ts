import type { Booking } from './auditor/bookings.ts';
import type { Machine } from './machine.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Later = (ms: number, task: () => void) => void;

/** What the cloud feeds after its backup is kept on the way. It forgets it and feeds other things, which are kept for longer (F17). */
export function keepWordsBeyond(of: World, at: Machine, dice: Random, later: Later): void {
  of.backUpCloud();
  of.network.keepFeed(at.name);
  const forMs = dice.between(20, 120) * minuteMs;
  const [againMs, restMs] = [dice.between(10, 40) * minuteMs + 2 * forMs, dice.between(5, 30) * minuteMs];
  later(forMs, () => {
    if (!of.network.keepsFeed(at.name)) return;
    of.restoreCloud();
    of.network.keepFeed(at.name);
  });
  later(forMs + againMs, () => of.network.releaseFeed(at.name, 2 * minuteMs));
  later(forMs + againMs + restMs, () => of.network.releaseFeed(at.name, hourMs));
}

/** How many citizens change their mind on both sides of one restore. */
const peopleMax = 4;

/**
 * Citizens move their visits, of which the office hears. The cloud goes back to before that, and some of them see it and move again, or cancel,
 * while the office is cut off with what it was told (F17, P60).
 */
export function changeInBothPasts(of: World, at: Machine, dice: Random, later: Later): void {
  const { office } = at.name;
  const people = [...of.auditor.bookings.all()]
    .filter(
      (one) =>
        one.office === office && one.state === 'confirmed' && !one.forgotten && one.slots.at(-1)!.startMs > of.schedule.now() + hourMs,
    )
    .slice(-peopleMax);
  if (people.length === 0 || !of.cloudUp()) return;
  of.backUpCloud();
  const failed = of.cloudFailed('moving in both pasts');
  const each = (change: (booking: Booking) => Promise<void>): void => {
    if (of.cloudUp() && !of.atRest()) for (const booking of people) change(booking).catch(failed);
  };
  later(5 * minuteMs, () => each((booking) => move(of, booking, dice)));
  later(40 * minuteMs, () => {
    if (of.atRest()) return;
    of.network.cut(at.name);
    of.restoreCloud();
  });
  later(80 * minuteMs, () => each((booking) => (dice.chance(0.3) ? cancel(of, booking) : move(of, booking, dice))));
  later(120 * minuteMs, () => of.network.mend(at.name));
}

async function move(of: World, booking: Booking, dice: Random): Promise<void> {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const offers = await of.cloud.offers(booking.office, booking.service, day(of.schedule.now()), day(of.schedule.now() + 3 * dayMs));
  if (offers.length === 0 || !dice.chance(0.8)) return;
  const answer = await of.cloud.move(booking.token, dice.pick(offers));
  if (answer.ok) of.auditor.bookings.moved(booking, answer);
}

async function cancel(of: World, booking: Booking): Promise<void> {
  const answer = await of.cloud.cancel(booking.token);
  if (answer.ok) of.auditor.bookings.cancelled(booking);
}
