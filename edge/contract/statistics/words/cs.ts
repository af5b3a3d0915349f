import type { ColumnGroup, ColumnId } from '../columns.ts';
import type { Origin, TableId } from '../tally.ts';

/** What one language calls the figures. */
export type StatisticsWords = {
  readonly title: string;
  readonly lead: string;
  readonly from: string;
  readonly to: string;
  readonly show: string;
  readonly today: string;
  readonly lastDays: (days: number) => string;
  readonly file: string;
  readonly print: string;
  readonly none: string;
  readonly allOffices: string;
  readonly office: string;
  readonly total: string;
  readonly badPeriod: string;
  readonly keyFigures: string;
  readonly charts: { readonly people: string; readonly waiting: string; readonly inTable: string };
  readonly groups: Readonly<Record<ColumnGroup, string>>;
  readonly columns: Readonly<Record<ColumnId, string>>;
  readonly tables: Readonly<Record<TableId, { readonly title: string; readonly head: string }>>;
  readonly origins: Readonly<Record<Origin, string>>;
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly day: (iso: string) => string;
  readonly counter: (number: number) => string;
  readonly hour: (hour: number) => string;
  readonly notes: readonly string[];
};

export const cs: StatisticsWords = {
  title: 'Statistika',
  lead: 'Jen počty a doby. Nikdo konkrétní tu není.',
  from: 'Od',
  to: 'Do',
  show: 'Zobrazit',
  today: 'Dnes',
  lastDays: (days) => `Posledních ${days} dní`,
  file: 'Stáhnout jako CSV',
  print: 'Vytisknout',
  none: 'V tomto období nikdo nepřišel.',
  allOffices: 'Všechny úřady',
  office: 'Úřad',
  total: 'Celkem',
  badPeriod: 'Období začíná dnem „od“ a nejdřív týž den končí dnem „do“.',
  keyFigures: 'To hlavní',
  charts: { people: 'Lidé', waiting: 'Čekání v minutách', inTable: 'čísla jsou v tabulce pod grafem' },
  groups: {
    tickets: 'Lístky',
    reservations: 'Rezervace',
    waiting: 'Čekání (min)',
    attending: 'Obsluha (min)',
    promises: 'Sliby',
  },
  columns: {
    issued: 'vydáno',
    served: 'obslouženo',
    missed: 'nepřišlo',
    inferred: 'nejspíš nepřišlo',
    expired: 'nevyvoláno',
    booked: 'objednáno',
    checkedIn: 'přišlo',
    lapsed: 'propadlo',
    preferred: 'voláno přednostně',
    waitingMedian: 'medián',
    waitingMost: '90 % do',
    waitingLongest: 'nejdelší',
    attendingMedian: 'medián',
    attendingMost: '90 % do',
    attendingLongest: 'nejdelší',
    held: 'odhady vyšly',
    unfair: 'porušení pořadí',
  },
  tables: {
    days: { title: 'Den po dni', head: 'Den' },
    services: { title: 'Podle agendy', head: 'Agenda' },
    counters: { title: 'Podle přepážky', head: 'Přepážka' },
    hours: { title: 'Podle hodiny', head: 'Hodina' },
    weekdays: { title: 'Podle dne v týdnu', head: 'Den' },
    origins: { title: 'S rezervací a bez ní', head: 'Kdo' },
  },
  origins: { button: 'bez rezervace', reservation: 's rezervací', staff: 'lístek od obsluhy' },
  weekdays: ['pondělí', 'úterý', 'středa', 'čtvrtek', 'pátek', 'sobota', 'neděle'],
  day: (iso) => iso.split('-').map(Number).toReversed().join('. '),
  counter: (number) => `přepážka ${number}`,
  hour: (hour) => `${hour}–${hour + 1} h`,
  notes: [
    'Čeká se od vydání lístku do prvního vyvolání; obsluha trvá od vyvolání do konce u přepážky.',
    'Doby se neuvádějí, kde je méně než 5 lidí: z tak malé skupiny by šlo poznat jednoho člověka.',
    'Medián a hranice 90 % jsou přesné na 2,5 %, nejdelší doba na sekundu.',
    '„Nejspíš nepřišlo“ se jen usuzuje z rychlého dalšího vyvolání u jednotky s jedním tlačítkem.',
    'Objednáno je, kdo přišel nebo jehož čas propadl; zrušené rezervace se nepočítají.',
    'Porušení pořadí znamená, že objednaní předběhli dlouho čekajícího víckrát za sebou, než pravidlo dovoluje. Má být nula.',
  ],
};
