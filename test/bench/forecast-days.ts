import type { Forecast } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { ticketOf } from '../../edge/core/queue.ts';
import { values } from '../../edge/core/sequence.ts';
import { office, type Scenario } from '../edge/core/scenario.ts';
import { seededChance } from '../office/seeded-chance.ts';

/** What one ticket was told at its issue, and how long it really waited. */
export type Told = {
  readonly forecast: NonNullable<Forecast>;
  readonly waitedSeconds: number;
  /** What a plain rule would know at that moment at best: people ahead, the true mean service time, open counters of the service. */
  readonly ahead: number;
  readonly meanSeconds: number;
  readonly counters: number;
};

const dayHours = 8;
const opensAt = '08:00';
const days = 3;
/** Visitors per hour of the day as a share of the day's mean: two peaks, as offices know them. */
const rush = [1.4, 1.6, 1.2, 0.8, 0.5, 0.9, 1.1, 0.5] as const;
/** How much a service time varies, and how far the truth of an office lies from its settings (coefficients of variation). */
const serviceSpread = 0.7;
const settingsSpread = 0.35;
const noShowShare = 0.06;
const noShowSeconds = 150;
const betweenSeconds = [5, 25] as const;
const bookedShare = 0.6;
const comesShare = 0.85;

/** Some days of one office that exists only here, decided by the real core; the same for the same seed. The first day teaches, the others count. */
export function simulatedOffice(seed: number): readonly Told[] {
  const chance = seededChance(seed);
  const settings = madeUp(chance);
  const truth = Object.fromEntries(
    settings.services.map(({ id, meanServiceSeconds }) => [id, meanServiceSeconds * logNormal(chance, 1, settingsSpread)]),
  );
  const here = office(settings, `2026-11-23T${opensAt}:00+01:00`);
  const told: Told[] = [];
  for (let day = 0; day < days; day++) {
    const ofDay = liveDay(here, settings, truth, chance, day);
    if (day > 0) told.push(...ofDay);
    here.passes((24 - dayHours) * 60);
  }
  return told;
}

/** What is to happen and when, in seconds from the opening; the office's clock goes along. */
type Agenda = {
  now(): number;
  at(seconds: number, does: () => void): void;
  /** The office's clock went on by itself. */
  slipped(seconds: number): void;
  run(): void;
};

function agendaOf(here: Scenario): Agenda {
  const happenings: { readonly at: number; readonly does: () => void }[] = [];
  let now = 0;
  return {
    now: () => now,
    at: (seconds, does) => void happenings.push({ at: Math.max(Math.round(seconds), now), does }),
    slipped(seconds) {
      now += seconds;
    },
    run() {
      while (happenings.length > 0) {
        const next = happenings.reduce((best, one, index) => (one.at < happenings[best]!.at ? index : best), 0);
        const [{ at, does }] = happenings.splice(next, 1) as [(typeof happenings)[number]];
        if (at > now) here.passes((at - now) / 60);
        now = Math.max(now, at);
        does();
      }
    },
  };
}

/** The clerks of one day: they come, go to lunch and leave, and attend whoever the core calls. */
function clerksOf(
  here: Scenario,
  agenda: Agenda,
  { counters }: OfficeSettings,
  truth: Readonly<Record<string, number>>,
  chance: () => number,
) {
  const open = new Set<number>();
  const busy = new Set<number>();
  const begin = (number: number): void => {
    here.clerk(number, 'open');
    open.add(number);
    offer();
  };
  const pause = (number: number): void => {
    if (busy.has(number)) {
      agenda.at(agenda.now() + 30, () => pause(number));
      return;
    }
    here.clerk(number, 'close');
    open.delete(number);
  };
  const offer = (): void => {
    for (const { number } of counters) if (open.has(number) && !busy.has(number)) callNext(number);
  };
  const callNext = (number: number): void => {
    const called = here.clerk(number, 'next');
    if (called === null || called === 'nobody-waiting') return;
    busy.add(number);
    const queue = here.queue();
    const { service } = ticketOf(queue, queue.counters[number]!.ticket!);
    const isThere = chance() >= noShowShare;
    const seconds = isThere ? logNormal(chance, truth[service]!, serviceSpread) : noShowSeconds;
    const now = agenda.now();
    if (!isThere) for (const call of [1, 2]) agenda.at(now + (call * noShowSeconds) / 3, () => void here.clerk(number, 'recall'));
    agenda.at(now + seconds, () => {
      here.clerk(number, isThere ? 'finish' : 'no-show');
      agenda.at(agenda.now() + between(chance, ...betweenSeconds), () => {
        busy.delete(number);
        offer();
      });
    });
  };
  for (const { number } of counters) {
    const late = chance() < 0.2 ? chance() * 1800 : 0;
    const lunch = (3 + chance() * 1.5) * 3600;
    agenda.at(late, () => begin(number));
    agenda.at(lunch, () => pause(number));
    agenda.at(lunch + 1800, () => begin(number));
    agenda.at(dayHours * 3600, () => pause(number));
  }
  return { open, offer };
}

/** One business day; what every walk-in of it was told, and the truth. */
function liveDay(
  here: Scenario,
  settings: OfficeSettings,
  truth: Readonly<Record<string, number>>,
  chance: () => number,
  day: number,
): readonly Told[] {
  const agenda = agendaOf(here);
  const told = new Map<number, Omit<Told, 'waitedSeconds'>>();
  const { open, offer } = clerksOf(here, agenda, settings, truth, chance);
  const note = (): void => {
    const queue = here.queue();
    const { ordinal, service, forecast, ahead } = ticketOf(queue, queue.lastOrdinal);
    if (forecast === null) return;
    const counters = settings.counters.filter(({ number, services }) => open.has(number) && services.includes(service)).length;
    told.set(ordinal, { forecast, ahead, meanSeconds: truth[service]!, counters });
  };
  for (const arrival of arrivals(settings, truth, chance))
    agenda.at(arrival.at, () => {
      here.takes(arrival.service);
      agenda.slipped(3);
      note();
      offer();
    });
  for (const booked of bookings(settings, chance, day)) {
    here.reserved(booked.id, booked.service, booked.start);
    if (chance() >= comesShare) continue;
    agenda.at(booked.seconds + between(chance, -900, 600), () => {
      here.checksIn(booked.id);
      offer();
    });
  }
  agenda.run();
  const waited = [...values(here.queue().tickets)].flatMap(({ ordinal, issued, called }): Told[] => {
    const then = told.get(ordinal);
    return then && called ? [{ ...then, waitedSeconds: (called.steady - issued.steady) / 1000 }] : [];
  });
  here.passes(Math.max(0, dayHours * 3600 - agenda.now()) / 60);
  return waited;
}

/** Three services, two to five counters of which some do not serve everything. */
function madeUp(chance: () => number): OfficeSettings {
  const ids = exampleOffice.services.map(({ id }) => id);
  const counters = Array.from({ length: 2 + Math.floor(chance() * 4) }, (_, index) => {
    const some = ids.filter(() => chance() < 0.6);
    const services = index === 0 || some.length === 0 ? ids : some;
    return { number: index + 1, services, unitKeys: 'four' as const };
  });
  return { ...exampleOffice, counters };
}

/** Walk-ins as a Poisson stream whose rate follows the rush, so many that the counters are about full over the day. */
function arrivals(settings: OfficeSettings, truth: Readonly<Record<string, number>>, chance: () => number) {
  const load = 0.55 + chance() * 0.3;
  const weights = settings.services.map(() => 0.3 + chance());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const meanWork = settings.services.reduce((sum, { id }, index) => sum + (truth[id]! * weights[index]!) / total, 0);
  const perSecond = (load * settings.counters.length) / meanWork;
  const all: { readonly at: number; readonly service: string }[] = [];
  for (
    let at = exponential(chance, perSecond);
    at < (dayHours - 0.75) * 3600;
    at += exponential(chance, perSecond * rush[Math.floor(at / 3600)]!)
  ) {
    const pick = chance() * total;
    const index = weights.findIndex((_, upTo) => pick < weights.slice(0, upTo + 1).reduce((sum, weight) => sum + weight, 0));
    all.push({ at, service: settings.services[Math.max(0, index)]!.id });
  }
  return all;
}

function bookings(settings: OfficeSettings, chance: () => number, day: number) {
  const date = `2026-11-${23 + day}`;
  return settings.slots.starts['1']!.flatMap((start, hour) =>
    settings.services
      .filter(() => chance() < bookedShare)
      .map(({ id: service }, index) => ({
        id: String(1000 + day * 100 + hour * 10 + index),
        service,
        start: `${date}T${start}:00+01:00`,
        seconds: (Number(start.slice(0, 2)) - 8) * 3600 + Number(start.slice(3)) * 60,
      })),
  );
}

const between = (chance: () => number, from: number, to: number): number => from + chance() * (to - from);
const exponential = (chance: () => number, perSecond: number): number => -Math.log(1 - chance()) / perSecond;

/** A log-normal number of this mean and coefficient of variation. */
function logNormal(chance: () => number, mean: number, variation: number): number {
  const sigma = Math.sqrt(Math.log(1 + variation ** 2));
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return mean * Math.exp(sigma * normal - sigma ** 2 / 2);
}
