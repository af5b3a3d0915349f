import type { DeviceTrouble, StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';

/** Something that needs somebody, and what to do about it. */
export type Trouble = { readonly text: string; readonly todo?: string | undefined };

/** Wrong PINs in a row from which staff are told (check-in rule). */
const pinMissesToTell = 10;

/** All that ails the link and the devices, the gravest first. */
export function troublesOf(view: StaffView): readonly Trouble[] {
  const said = words[view.language].staff;
  const { link, journal, printer, counters, stuckButtons, deviceTroubles, clockTrusted, pinMisses } = view;
  const none: readonly Trouble[] = [];
  return [
    ...(journal.state === 'volatile'
      ? [{ text: said.volatile(timeOfDay(journal.since, view.language, view.timeZone)), todo: said.volatileTodo }]
      : none),
    ...(printer === 'ok' ? none : [{ text: said.printer[printer], todo: said.printerTodo[printer] }]),
    ...linkTroubles(view),
    ...counters
      .filter(({ unitPresent }) => !unitPresent)
      .map(({ number }) => ({ text: said.deviceTrouble.silent(number), todo: said.unitTodo })),
    ...deviceTroubles.flatMap((trouble) => ailing(view, trouble)),
    ...stuckButtons.map(({ label }) => ({ text: said.stuckButton(label), todo: said.buttonTodo })),
    ...(clockTrusted ? none : [{ text: said.clockUntrusted }]),
    ...(pinMisses < pinMissesToTell ? none : [{ text: said.pinMisses(pinMisses), todo: said.pinTodo }]),
    ...(link.fenced ? [{ text: said.fenced }] : none),
    ...(link.twin ? [{ text: said.twin }] : none),
  ];
}

/** The link to the bookings while it is away: since when, for how long, and what waits for it. */
function linkTroubles({ link, asOf, language, timeZone }: StaffView): readonly Trouble[] {
  if (link.state === 'online') return [];
  const said = words[language].staff;
  const minutes = Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(link.since)) / 60_000));
  const text = `${said.link[link.state](timeOfDay(link.since, language, timeZone))} (${said.lasts(Math.floor(minutes / 60), minutes % 60)})`;
  return [{ text, todo: said.linkTodo }, ...(link.unsent === 0 ? [] : [{ text: said.unsent(link.unsent) }])];
}

/** A unit that started anew by itself is worth a line, but nobody has to come. */
function ailing({ language }: StaffView, { counter, trouble }: DeviceTrouble): readonly Trouble[] {
  const said = words[language].staff;
  const text = said.deviceTrouble[trouble](counter);
  switch (trouble) {
    case 'watchdog':
      return [];
    case 'silent':
      return [{ text, todo: counter === null ? said.keypadTodo : said.unitTodo }];
    case 'key-stuck':
      return [{ text, todo: said.buttonTodo }];
    case 'eeprom':
      return [{ text }];
  }
}
