import type { CallRule } from '#contract/event.ts';
import type { Why } from './story.ts';

/** How one language tells the story of a ticket. Times, hours and lengths come in written. */
export type StoryWords = {
  readonly issued: Readonly<Record<'button' | 'reservation' | 'staff', (service: string) => string>>;
  readonly ahead: (people: number) => string;
  readonly forecast: (wait: string) => string;
  readonly checkedIn: (slot: string | null, early: boolean) => string;
  readonly otherCalled: (number: string, counter: number) => string;
  readonly why: Readonly<Record<Why, (slot: string | null) => string>>;
  readonly cameFrom: (service: string) => string;
  readonly hadBeenParked: string;
  readonly counterOpened: (counter: number) => string;
  readonly counterClosed: (counter: number) => string;
  readonly called: (counter: number, waited: string) => string;
  readonly rule: Readonly<Record<CallRule, string>>;
  readonly passedOver: (people: number) => string;
  readonly recalled: (counter: number) => string;
  readonly served: (counter: number, attended: string | null) => string;
  readonly missed: (counter: number) => string;
  readonly inferred: (counter: number) => string;
  readonly parked: (counter: number) => string;
  readonly returned: string;
  readonly transferred: (counter: number, service: string) => string;
  readonly restored: Readonly<Record<'counter' | 'queue', (counter: number) => string>>;
  readonly expired: string;
  readonly copied: string;
  readonly notPrinted: Readonly<Record<'paper-out' | 'cover-open' | 'offline' | 'unknown', string>>;
  readonly untrusted: string;
  readonly summary: {
    readonly waited: (length: string) => string;
    readonly stillWaiting: string;
    readonly before: (people: number) => string;
    readonly nobodyBefore: string;
    readonly parts: Readonly<Record<Why, (people: number) => string>>;
    readonly foretold: readonly [missed: string, held: string];
  };
};

const inHour = (slot: string | null): string => (slot === null ? '' : ` na ${slot}`);

export const cs: StoryWords = {
  issued: {
    button: (service) => `Vydán lístek pro agendu ${service}.`,
    reservation: (service) => `Vydán lístek k rezervaci, agenda ${service}.`,
    staff: (service) => `Lístek vydala obsluha, agenda ${service}.`,
  },
  ahead: (people) => (people === 0 ? 'Nikdo před ním nečekal.' : `Před ním čekalo: ${people}.`),
  forecast: (wait) => `Odhad na lístku: ${wait}.`,
  checkedIn: (slot, early) => `Přijat PIN rezervace${inHour(slot)}${early ? '; přednost platí od začátku té hodiny' : '; má přednost'}.`,
  otherCalled: (number, counter) => `${number} k přepážce ${counter}:`,
  why: {
    earlier: () => 'přišel dříve.',
    reservation: (slot) => `měl rezervaci${inHour(slot)} a tím přednost.`,
    fairness: () => 'čekal tak dlouho, že byl na řadě před objednanými.',
    picked: () => 'obsluha ho vyvolala ručně.',
  },
  cameFrom: (service) => `Poslala ho sem jiná agenda (${service}), pořadí mu zůstalo.`,
  hadBeenParked: 'Předtím byl odložen a vrátil se na své místo.',
  counterOpened: (counter) => `Přepážka ${counter} otevřela.`,
  counterClosed: (counter) => `Přepážka ${counter} zavřela.`,
  called: (counter, waited) => `Vyvolán k přepážce ${counter} po ${waited}.`,
  rule: {
    reservation: 'Měl přednost díky rezervaci.',
    order: 'Byl na řadě.',
    fairness: 'Čekal dlouho, proto dostal přednost před objednanými.',
    picked: 'Obsluha ho vyvolala ručně.',
  },
  passedOver: (people) => `Předešel tím dříve příchozí: ${people}.`,
  recalled: (counter) => `Vyvolán znovu k přepážce ${counter}.`,
  served: (counter, attended) => `Obsloužen u přepážky ${counter}${attended === null ? '' : ` za ${attended}`}.`,
  missed: (counter) => `K přepážce ${counter} nepřišel.`,
  inferred: (counter) => `K přepážce ${counter} nejspíš nepřišel: hned po něm byl vyvolán další.`,
  parked: (counter) => `Přepážka ${counter} ho odložila.`,
  returned: 'Vrátil se z odložení na své místo ve frontě.',
  transferred: (counter, service) => `Přepážka ${counter} ho poslala dál, agenda ${service}; pořadí mu zůstalo.`,
  restored: {
    counter: (counter) => `Přepážka ${counter} to vzala zpět a věnuje se mu dál.`,
    queue: (counter) => `Přepážka ${counter} to vzala zpět; čeká znovu na svém místě.`,
  },
  expired: 'Den skončil a nikdo ho nevyvolal.',
  copied: 'Vytiskla se kopie lístku.',
  notPrinted: {
    'paper-out': 'Lístek se nevytiskl: došel papír. Číslo platilo.',
    'cover-open': 'Lístek se nevytiskl: otevřený kryt tiskárny. Číslo platilo.',
    offline: 'Lístek se nevytiskl: tiskárna neodpovídala. Číslo platilo.',
    unknown: 'Není jisté, zda lístek vyjel. Číslo platilo.',
  },
  untrusted: 'čas kiosku tehdy nebyl ověřen',
  summary: {
    waited: (length) => `Od lístku k prvnímu vyvolání: ${length}.`,
    stillWaiting: 'Zatím nebyl vyvolán.',
    before: (people) => `Mezitím byli u jeho přepážek vyvoláni jiní (${people}):`,
    nobodyBefore: 'Nikdo jiný u jeho přepážek mezitím vyvolán nebyl.',
    parts: {
      earlier: (people) => `dříve příchozí: ${people}`,
      reservation: (people) => `objednaní ve své hodině: ${people}`,
      fairness: (people) => `dlouho čekající před objednanými: ${people}`,
      picked: (people) => `vyvolaní ručně: ${people}`,
    },
    foretold: ['Odhad na lístku nevyšel.', 'Odhad na lístku vyšel.'],
  },
};
