import type { Language } from '#contract/language.ts';

/** Every sentence of the kiosk, the slip and the board in one language (SCREENS.md). A missing one is a type error. */
export type Wording = {
  readonly rest: string;
  readonly pinPrompt: string;
  readonly reservedButton: string;
  readonly reservedNote: string;
  readonly taken: (number: string) => string;
  readonly welcome: (number: string, from: string) => string;
  readonly numberNote: (ahead: number, wait: string) => string;
  readonly noPaper: (number: string) => string;
  readonly noPrinter: (number: string) => string;
  readonly slipUnsure: (number: string) => string;
  readonly tooEarly: (slot: string, from: string) => string;
  readonly tooLate: (slot: string) => string;
  readonly cancelled: string;
  readonly alreadyUsed: (number: string, copy: boolean) => string;
  readonly unknownPin: string;
  readonly otherDay: (day: string, slot: string) => string;
  readonly stale: (since: string) => string;
  readonly keypadRests: (seconds: number) => string;
  readonly closed: (hours: string) => string;
  readonly closedToday: string;
  /** Staff stopped giving tickets for today. */
  readonly stopped: string;
  readonly quotaUsed: (service: string) => string;
  readonly refused: string;
  readonly offline: (since: string) => string;
  readonly waiting: (count: number) => string;
  /** Beside a button that gives no ticket now, and beside one whose numbers of today are used up. */
  readonly noneNow: string;
  readonly usedUp: string;
  readonly noWait: string;
  readonly minutes: (from: number, to: number) => string;
  readonly unknownWait: string;
  readonly slipReserved: (slot: string) => string;
  readonly slipAhead: (count: number) => string;
  readonly slipPreferred: (from: string) => string;
  readonly slipFollow: string;
  readonly copy: string;
  readonly board: {
    readonly counter: string;
    readonly waiting: string;
    readonly last: string;
    readonly nobody: string;
    readonly stale: string;
  };
};

const cs: Wording = {
  rest: 'Stiskněte tlačítko své agendy.',
  pinPrompt: 'Zadejte čtyřmístný PIN a potvrďte OK.',
  reservedButton: 'Klienti objednaní přes web',
  reservedNote: 'zadejte PIN',
  taken: (number) => `Vaše pořadové číslo je ${number}. Vezměte si lístek.`,
  welcome: (number, from) => `Vítejte. Vaše číslo je ${number}, zavoláme vás přednostně od ${from}.`,
  numberNote: (ahead, wait) => `před vámi: ${ahead} · ${wait}`,
  noPaper: (number) => `Došel papír. Vaše číslo je ${number} – zapamatujte si ho nebo vyfoťte. Zavoláme vás jako ostatní.`,
  noPrinter: (number) => `Tiskárna netiskne. Vaše číslo je ${number} – zapamatujte si ho nebo vyfoťte. Zavoláme vás jako ostatní.`,
  slipUnsure: (number) => `Vaše číslo je ${number}. Pokud lístek nevyjel, stiskněte OK a vytiskneme kopii.`,
  tooEarly: (slot, from) => `Jste tu brzy. Váš termín je ${slot}, PIN zadejte od ${from}.`,
  tooLate: (slot) => `Váš objednaný čas ${slot} už uplynul. Stisknutím OK si vytisknete běžný lístek.`,
  cancelled: 'Tato rezervace byla zrušena. Stisknutím OK si vytisknete běžný lístek.',
  alreadyUsed: (number, copy) =>
    `Na tento PIN už byl vydán lístek ${number}. ${copy ? 'Tiskneme kopii.' : 'Další kopii vám dají u přepážky.'}`,
  unknownPin: 'Tento PIN neznáme. Zkontrolujte číslice a zkuste to znovu.',
  otherDay: (day, slot) => `Váš termín je ${/^(st|\u010dt)/.test(day) ? 've' : 'v'} ${day}, ${slot}.`,
  stale: (since) => `Kiosek je od ${since} bez spojení a vaši rezervaci nemusí znát. Vezměte si běžný lístek a řekněte to u přepážky.`,
  keypadRests: (seconds) => `Příliš mnoho neplatných pokusů. Zkuste to znovu za ${seconds} sekund. Běžné lístky můžete tisknout dál.`,
  closed: (hours) => `Dnes už lístky nevydáváme. Úřední hodiny jsou ${hours}.`,
  closedToday: 'Dnes lístky nevydáváme, úřad má zavřeno.',
  stopped: 'Dnes už další lístky nevydáváme. Kdo čeká, přijde na řadu, objednaní mohou zadat PIN.',
  quotaUsed: (service) => `Kapacita agendy ${service} je pro dnešek vyčerpána.`,
  refused: 'Lístek teď nelze vydat. Řekněte to prosím u přepážky.',
  offline: (since) => `Bez spojení od ${since}. Lístky vydáváme dál.`,
  waiting: (count) => `čeká ${count}`,
  noneNow: 'teď nevydáváme',
  usedUp: 'pro dnešek vyčerpáno',
  noWait: 'hned na řadě',
  minutes: (from, to) => (from === to ? `asi ${to} min` : `asi ${from}–${to} min`),
  unknownWait: 'čekání nelze odhadnout',
  slipReserved: (slot) => `objednáno ${slot}`,
  slipAhead: (count) => `před vámi: ${count}`,
  slipPreferred: (from) => `zavoláme vás přednostně od ${from}`,
  slipFollow: 'sledujte na telefonu',
  copy: 'KOPIE',
  board: { counter: 'přepážka', waiting: 'čeká', last: 'Naposledy volaní', nobody: 'Nikdo není volán', stale: 'Údaje jsou staré' },
};

const en: Wording = {
  rest: 'Press the button of your service.',
  pinPrompt: 'Enter your four-digit PIN and press OK.',
  reservedButton: 'Clients who booked online',
  reservedNote: 'enter your PIN',
  taken: (number) => `Your number is ${number}. Please take your ticket.`,
  welcome: (number, from) => `Welcome. Your number is ${number}; you will be called with priority from ${from}.`,
  numberNote: (ahead, wait) => `ahead of you: ${ahead} · ${wait}`,
  noPaper: (number) =>
    `The printer is out of paper. Your number is ${number} – remember it or take a photo. You will be called like everyone else.`,
  noPrinter: (number) =>
    `The printer is not printing. Your number is ${number} – remember it or take a photo. You will be called like everyone else.`,
  slipUnsure: (number) => `Your number is ${number}. If no ticket came out, press OK and we will print a copy.`,
  tooEarly: (slot, from) => `You are early. Your appointment is ${slot}; enter your PIN from ${from}.`,
  tooLate: (slot) => `Your appointment ${slot} is over. Press OK to print an ordinary ticket.`,
  cancelled: 'This reservation was cancelled. Press OK to print an ordinary ticket.',
  alreadyUsed: (number, copy) =>
    `Ticket ${number} was already issued for this PIN. ${copy ? 'Printing a copy.' : 'The counter can give you another copy.'}`,
  unknownPin: 'We do not know this PIN. Check the digits and try again.',
  otherDay: (day, slot) => `Your appointment is on ${day}, ${slot}.`,
  stale: (since) =>
    `The kiosk has had no connection since ${since} and may not know your reservation. Take an ordinary ticket and tell the counter.`,
  keypadRests: (seconds) => `Too many wrong attempts. Try again in ${seconds} seconds. You can still print ordinary tickets.`,
  closed: (hours) => `No more tickets today. Opening hours are ${hours}.`,
  closedToday: 'No tickets today, the office is closed.',
  stopped: 'No more tickets today. Everyone who is waiting will be served; if you have booked, enter your PIN.',
  quotaUsed: (service) => `The capacity of ${service} is used up for today.`,
  refused: 'No ticket can be given now. Please tell the counter.',
  offline: (since) => `No connection since ${since}. Tickets are still given.`,
  waiting: (count) => `${count} waiting`,
  noneNow: 'no tickets now',
  usedUp: 'used up for today',
  noWait: 'no waiting',
  minutes: (from, to) => (from === to ? `about ${to} min` : `about ${from}–${to} min`),
  unknownWait: 'waiting time unknown',
  slipReserved: (slot) => `booked ${slot}`,
  slipAhead: (count) => `ahead of you: ${count}`,
  slipPreferred: (from) => `called with priority from ${from}`,
  slipFollow: 'follow on your phone',
  copy: 'COPY',
  board: {
    counter: 'counter',
    waiting: 'waiting',
    last: 'Called before',
    nobody: 'Nobody is being called',
    stale: 'This information is old',
  },
};

const de: Wording = {
  rest: 'Drücken Sie die Taste Ihres Anliegens.',
  pinPrompt: 'Geben Sie Ihre vierstellige PIN ein und bestätigen Sie mit OK.',
  reservedButton: 'Kunden mit Online-Termin',
  reservedNote: 'PIN eingeben',
  taken: (number) => `Ihre Nummer ist ${number}. Bitte nehmen Sie Ihren Zettel.`,
  welcome: (number, from) => `Willkommen. Ihre Nummer ist ${number}, Sie werden ab ${from} bevorzugt aufgerufen.`,
  numberNote: (ahead, wait) => `vor Ihnen: ${ahead} · ${wait}`,
  noPaper: (number) =>
    `Das Papier ist aus. Ihre Nummer ist ${number} – merken oder fotografieren Sie sie. Sie werden wie alle anderen aufgerufen.`,
  noPrinter: (number) =>
    `Der Drucker druckt nicht. Ihre Nummer ist ${number} – merken oder fotografieren Sie sie. Sie werden wie alle anderen aufgerufen.`,
  slipUnsure: (number) => `Ihre Nummer ist ${number}. Falls kein Zettel kam, drücken Sie OK, wir drucken eine Kopie.`,
  tooEarly: (slot, from) => `Sie sind früh da. Ihr Termin ist ${slot}, geben Sie die PIN ab ${from} ein.`,
  tooLate: (slot) => `Ihr Termin ${slot} ist vorbei. Mit OK drucken Sie einen gewöhnlichen Zettel.`,
  cancelled: 'Dieser Termin wurde abgesagt. Mit OK drucken Sie einen gewöhnlichen Zettel.',
  alreadyUsed: (number, copy) =>
    `Zu dieser PIN wurde schon der Zettel ${number} ausgegeben. ${copy ? 'Wir drucken eine Kopie.' : 'Eine weitere Kopie gibt es am Schalter.'}`,
  unknownPin: 'Diese PIN kennen wir nicht. Prüfen Sie die Ziffern und versuchen Sie es noch einmal.',
  otherDay: (day, slot) => `Ihr Termin ist am ${day}, ${slot}.`,
  stale: (since) =>
    `Der Kiosk ist seit ${since} ohne Verbindung und kennt Ihren Termin vielleicht nicht. Nehmen Sie einen gewöhnlichen Zettel und sagen Sie es am Schalter.`,
  keypadRests: (seconds) =>
    `Zu viele falsche Versuche. Versuchen Sie es in ${seconds} Sekunden noch einmal. Gewöhnliche Zettel können Sie weiter drucken.`,
  closed: (hours) => `Heute geben wir keine Zettel mehr aus. Öffnungszeiten: ${hours}.`,
  closedToday: 'Heute gibt es keine Zettel, das Amt ist geschlossen.',
  stopped: 'Heute gibt es keine weiteren Zettel. Wer wartet, kommt noch dran; mit Termin können Sie Ihre PIN eingeben.',
  quotaUsed: (service) => `Die Kapazität für ${service} ist für heute erschöpft.`,
  refused: 'Zurzeit kann kein Zettel ausgegeben werden. Bitte melden Sie sich am Schalter.',
  offline: (since) => `Ohne Verbindung seit ${since}. Zettel gibt es weiterhin.`,
  waiting: (count) => `${count} ${count === 1 ? 'wartet' : 'warten'}`,
  noneNow: 'zurzeit keine Zettel',
  usedUp: 'für heute erschöpft',
  noWait: 'sofort an der Reihe',
  minutes: (from, to) => (from === to ? `etwa ${to} Min.` : `etwa ${from}–${to} Min.`),
  unknownWait: 'Wartezeit unbekannt',
  slipReserved: (slot) => `Termin ${slot}`,
  slipAhead: (count) => `vor Ihnen: ${count}`,
  slipPreferred: (from) => `bevorzugt aufgerufen ab ${from}`,
  slipFollow: 'auf dem Telefon verfolgen',
  copy: 'KOPIE',
  board: {
    counter: 'Schalter',
    waiting: 'warten',
    last: 'Zuletzt aufgerufen',
    nobody: 'Niemand wird aufgerufen',
    stale: 'Die Angaben sind alt',
  },
};

export const wording: Readonly<Record<Language, Wording>> = { cs, en, de };
