import type { Context } from 'koa';
import type { CloudClock } from '../clock.ts';
import type { Store } from '../store/open.ts';
import { readOffice } from '../store/read-office.ts';
import { type Counters, memoryCounters, type Tally } from './counters.ts';
import { isLoopback, networkOf } from './network.ts';
import type { BookingGate, Entry } from './port.ts';
import { type Effort, setTask, solvedTask, taskLastsMs, usualEffort } from './proof-of-work.ts';
import { sharedCounters } from './shared-counters.ts';

/** Holds that one client address may make in ten minutes, and attempts of any outcome (F28). Generous: a library shares one address. */
const holdsMax = 30;
const attemptsMax = 300;
const windowSeconds = 600;
/** Meanwhile a network may make so many holds there in half an hour, so that the places are left to the others. */
const holdsOfNetworkMax = 1;
const crowdedSeconds = 1_800;
/** Mails in an hour to one address, and on the word of one network, to somebody who has proved nothing yet. */
const lettersMax = { ofAddress: 3, ofNetwork: 20 };
const lettersSeconds = 3_600;

export type GateWishes = {
  /** Holds at one office in half an hour, as long as one lasts, from which on somebody is hoarding: the office of 2010 has 18 places a day (F28). */
  readonly crowdedFrom: number;
  readonly effort: Effort;
};
const usual: GateWishes = { crowdedFrom: 60, effort: usualEffort };

type GateParts = { readonly store: Store; readonly clock: CloudClock };

/** A gate whose counts all processes of the cloud share: those on one PostgreSQL through it; on SQLite there is one process only. */
export function openBookingGate({ store, clock }: GateParts, wished: Partial<GateWishes> = {}): BookingGate {
  const { crowdedFrom, effort } = { ...usual, ...wished };
  const counters = store.kind === 'postgres' ? sharedCounters(store.db, clock) : memoryCounters(clock);
  const isCrowded = async (ctx: Context): Promise<boolean> => (await counters.read([atOffice(ctx)]))[0]!.count >= crowdedFrom;
  return {
    async enter(ctx, solution) {
      if (isLoopback(ctx.ip)) return open;
      const [[attempt], [held, office, network]] = await Promise.all([
        counters.add([attempts(ctx)]),
        counters.read([holds(ctx), atOffice(ctx), ofNetwork(ctx)]),
      ]);
      if (attempt && attempt.count > attemptsMax) return { kind: 'wait', seconds: attempt.secondsLeft };
      if (held && held.count >= holdsMax) return { kind: 'wait', seconds: held.secondsLeft };
      if (office === undefined || office.count < crowdedFrom) return open;
      if (network && network.count >= holdsOfNetworkMax) return { kind: 'crowded', seconds: network.secondsLeft };
      return (await isSolved(counters, { store, clock }, ctx, solution)) ? open : { kind: 'solve' };
    },
    async task(ctx) {
      if (isLoopback(ctx.ip) || !(await isCrowded(ctx))) return null;
      const office = await readOffice(store.db, officeOf(ctx));
      return office && setTask(office, clock.now(), effort);
    },
    async counted(ctx) {
      if (!isLoopback(ctx.ip)) await counters.add([holds(ctx), ofNetwork(ctx), atOffice(ctx)]);
    },
    async mayWrite(ctx, email) {
      const letters = (key: string): Tally => ({ name: 'letter', key, seconds: lettersSeconds });
      const asked = isLoopback(ctx.ip) ? [letters(email)] : [letters(email), letters(networkAt(ctx))];
      const [toAddress, ofNetwork] = await counters.add(asked);
      if (toAddress && toAddress.count > lettersMax.ofAddress) return toAddress.secondsLeft;
      return ofNetwork && ofNetwork.count > lettersMax.ofNetwork ? ofNetwork.secondsLeft : 0;
    },
  };
}

const open: Entry = { kind: 'open' };

/** Whether a task of this office was solved, and for the first time. */
async function isSolved(counters: Counters, { store, clock }: GateParts, ctx: Context, solution: string): Promise<boolean> {
  const office = solution === '' ? null : await readOffice(store.db, officeOf(ctx));
  const task = office && (await solvedTask(office, solution, clock.now()));
  if (task === null) return false;
  const [used] = await counters.add([{ name: 'task', key: task, seconds: taskLastsMs / 1000 }]);
  return used?.count === 1;
}

const attempts = (ctx: Context): Tally => ({ name: 'attempt', key: ctx.ip, seconds: windowSeconds });
const holds = (ctx: Context): Tally => ({ name: 'hold', key: ctx.ip, seconds: windowSeconds });
const ofNetwork = (ctx: Context): Tally => ({ name: 'network', key: networkAt(ctx), seconds: crowdedSeconds });
/** Only a hold that was made is counted under it, so that there are no more of them than offices. */
const atOffice = (ctx: Context): Tally => ({ name: 'office', key: officeOf(ctx), seconds: crowdedSeconds });
const officeOf = (ctx: Context): string => String(ctx.params.office);
const networkAt = (ctx: Context): string => `${officeOf(ctx)} ${networkOf(ctx.ip)}`;
