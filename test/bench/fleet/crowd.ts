import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../edge/clock/system.ts';
import { mqttLink } from '../../../edge/link/mqtt.ts';
import { seededChance } from '../../office/seeded-chance.ts';
import { percentile } from '../report.ts';
import { type FleetOffice, fleetOffice } from './fleet-office.ts';
import type { Asked, CrowdOptions, Spread, Told } from './port.ts';

/** Offices that open their day together. All of them connect at once: they are what is there when a cloud comes back. */
const openingMax = 100;
/** Each office has its own second: so often a share of them is ticked. */
const tickEveryMs = 20;
/** Between two looks at a page that does not yet show the ticket. */
const lookEveryMs = 2;
/** A ticket that is seen no sooner is no measurement but a fault. */
const lookMsMax = 30_000;

/** A process of its own with all offices of a fleet, told what to do by fleet.ts. */
async function main(options: CrowdOptions): Promise<void> {
  const clock = systemClock({ startAt: Date.parse(options.at), resume: null });
  const chance = seededChance(options.seed);
  const latencies: number[] = [];
  const offices = Array.from({ length: options.offices }, (_, index) => officeOf(index));
  let whenAllTold: (() => void) | null = null;
  const shares = 1_000 / tickEveryMs;
  let share = 0;
  setInterval(() => {
    for (let index = share; index < offices.length; index += shares) offices[index]!.tick();
    share = (share + 1) % shares;
  }, tickEveryMs);
  const visible: number[] = [];
  let following: Promise<void> | null = null;

  function officeOf(index: number): FleetOffice {
    const name = { office: options.names[index]!, edge: 'kiosk-1' };
    const username = `${name.office}/${name.edge}`;
    const { url, passwordFile } = options;
    const link = mqttLink({ name, url, username, passwordFile, caFile: null, now: () => clock.now().wall, after: clock.after });
    const journal = createHash('sha256').update(`${options.seed} ${index}`).digest('hex').slice(0, 32);
    return fleetOffice({ name, journal, link, clock, acknowledged: noted });
  }

  function noted(ms: number): void {
    latencies.push(ms);
    if (whenAllTold !== null && offices.every((office) => office.unsent() === 0)) whenAllTold();
  }

  /** How long until the page of the slip is there, as the phone of its owner sees it. One at a time: looking is not the load. */
  function follow(token: string): void {
    const taken = performance.now();
    const look = async (): Promise<void> => {
      const { ok, status } = await fetch(`${options.pages}/api/v1/tickets/${token}`);
      const ms = performance.now() - taken;
      if (ok) return void visible.push(ms);
      if (ms > lookMsMax) throw new Error(`the cloud does not show ${token} after ${lookMsMax} ms, it answers ${status}`);
      await pause(lookEveryMs);
      return look();
    };
    following ??= look().finally(() => {
      following = null;
    });
  }

  async function allTold(): Promise<void> {
    if (offices.every((office) => office.unsent() === 0)) return;
    await new Promise<void>((resolve) => {
      whenAllTold = resolve;
    });
    whenAllTold = null;
  }

  /** All offices together are one stream of visitors; each of them goes to an office by chance. */
  async function morning(seconds: number): Promise<void> {
    const perMs = (options.offices * options.visitorsPerHour) / 3_600_000;
    const began = performance.now();
    for (let due = 0; ; ) {
      due += -Math.log(1 - chance()) / perMs;
      if (due > seconds * 1_000) break;
      const early = began + due - performance.now();
      if (early > 1) await pause(early);
      await offices[Math.floor(chance() * offices.length)]!.visit(follow);
    }
    await allTold();
    await following;
  }

  /** What happens in so many seconds while nobody hears it, at once. */
  async function alone(seconds: number): Promise<void> {
    const visits = Math.round((options.offices * options.visitorsPerHour * seconds) / 3_600);
    for (let visit = 0; visit < visits; visit++) await offices[Math.floor(chance() * offices.length)]!.visit();
  }

  async function perform(asked: Asked): Promise<void> {
    switch (asked.what) {
      case 'open':
        for (let first = 0; first < offices.length; first += openingMax)
          await Promise.all(offices.slice(first, first + openingMax).map((office) => office.open()));
        return allTold();
      case 'morning':
        return morning(asked.seconds);
      case 'alone':
        return alone(asked.seconds);
      case 'catch-up':
        return allTold();
    }
  }

  process.on('message', async (asked: Asked) => {
    latencies.length = 0;
    visible.length = 0;
    const began = performance.now();
    await perform(asked);
    const seconds = (performance.now() - began) / 1_000;
    const told: Told = {
      seconds,
      events: latencies.length,
      ackMs: spreadOf(latencies),
      followed: visible.length,
      visibleMs: spreadOf(visible),
      unsent: offices.reduce((sum, office) => sum + office.unsent(), 0),
    };
    process.send!(told);
  });
  process.send!('ready');
}

const spreadOf = (samples: readonly number[]): Spread =>
  samples.length > 0 ? { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) } : null;

await main(JSON.parse(process.argv[2]!));
