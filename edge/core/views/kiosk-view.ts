import { hoursOf } from '../day.ts';
import { refusalOf } from '../decide-take.ts';
import type { Refusal } from '../decision.ts';
import { forecast } from '../forecast.ts';
import { isoInstant } from '../instant.ts';
import type { KioskPanel } from '../kiosk.ts';
import { type Queue, serviceOf, type Ticket, waitingFor } from '../queue.ts';
import { at } from '../sequence.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { lampsView } from './lamps-view.ts';
import type { KioskView } from './screens.ts';
import type { Surroundings } from './surroundings.ts';
import { type TimeWords, timeWords } from './time-words.ts';
import { waitWords } from './wait-words.ts';
import { type Wording, wording } from './wording.ts';

/** The kiosk's screen: the screen explains, the buttons act. */
export function kioskView(queue: Queue, around: Surroundings): KioskView {
  const { kiosk, link, now } = around;
  const { settings } = queue;
  const words = wording[kiosk.language];
  const time = timeWords(kiosk.language, settings.timeZone);
  const lamps = lampsView(queue, around);
  const given = (button: string): boolean => lamps[button] === true;
  const services = settings.services.map(({ id, name }) => {
    const refusal = refusalOf(queue, id, { ...now, clockTrusted: around.clockTrusted });
    const waiting = `${words.waiting(waitingFor(queue, id))} · ${waitWords(words, forecast(queue, id))}`;
    const button = `service:${id}`;
    return { button, label: name[kiosk.language], note: refusal ? whyNone(words, refusal) : waiting, given: given(button) };
  });
  return {
    asOf: isoInstant(now.wall),
    language: kiosk.language,
    timeZone: settings.timeZone,
    office: settings.name[kiosk.language],
    rows: [...services, { button: 'reserved', label: words.reservedButton, note: words.reservedNote, given: given('reserved') }],
    ...panelOf(queue, kiosk.panel, { words, time, wall: now.wall, language: kiosk.language }),
    offline: connectionOf(around, words.offline(time.timeOfDay(link.since))),
  };
}

/** What stands beside a button that gives no ticket now. */
const whyNone = (words: Wording, { word }: Refusal): string =>
  word === 'quota-used' || word === 'numbers-used' ? words.usedUp : words.noneNow;

/** What stands below while the kiosk hears nothing of the cloud, or `null`. */
function connectionOf({ kiosk, link, notEnrolled = false }: Surroundings, offline: string): string | null {
  if (notEnrolled) return enrolmentWords[kiosk.language].notEnrolled;
  return link.state === 'online' && !link.fenced ? null : offline;
}

type Speech = { readonly words: Wording; readonly time: TimeWords; readonly wall: number; readonly language: KioskView['language'] };

function panelOf(queue: Queue, panel: KioskPanel, speech: Speech): Pick<KioskView, 'panel' | 'text'> {
  const { words } = speech;
  switch (panel.kind) {
    case 'rest':
      return { panel: { kind: 'rest' }, text: words.rest };
    case 'pin':
      return { panel: { kind: 'pin', digits: panel.digits.length }, text: words.pinPrompt };
    case 'number': {
      const ticket = at(queue.tickets, panel.ordinal);
      return ticket ? numberPanel(queue, ticket, panel.slip, speech) : { panel: { kind: 'rest' }, text: words.rest };
    }
    case 'code':
      return { panel: { kind: 'message', tone: 'info' }, text: enrolmentWords[speech.language].entry(panel.digits) };
    case 'enrolment': {
      const isWell = panel.came === 'asking' || panel.came === 'done';
      return { panel: { kind: 'message', tone: isWell ? 'info' : 'warning' }, text: enrolmentWords[speech.language].came[panel.came] };
    }
    case 'refused':
      return {
        panel: { kind: 'message', tone: panel.refusal.word === 'already-used' ? 'info' : 'warning' },
        text: refusalText(queue, panel.refusal, speech),
      };
  }
}

function numberPanel(
  queue: Queue,
  ticket: Ticket,
  slip: Extract<KioskPanel, { kind: 'number' }>['slip'],
  { words, time, language }: Speech,
): Pick<KioskView, 'panel' | 'text'> {
  const { number, reservation } = ticket;
  const note = reservation
    ? words.slipReserved(time.slot(reservation.start, reservation.end))
    : words.numberNote(ticket.ahead, waitWords(words, ticket.forecast));
  const service = serviceOf(queue, ticket.service)?.name[language] ?? '';
  const text = () => {
    if (slip === 'failed') return queue.printer === 'paper-out' ? words.noPaper(number) : words.noPrinter(number);
    if (slip === 'unknown') return words.slipUnsure(number);
    return reservation ? words.welcome(number, time.timeOfDay(reservation.start)) : words.taken(number);
  };
  return { panel: { kind: 'number', number, service, note, paper: slip === 'coming' || slip === 'printed' }, text: text() };
}

function refusalText(queue: Queue, refusal: Refusal, { words, time, wall, language }: Speech): string {
  switch (refusal.word) {
    case 'too-early':
      return words.tooEarly(time.slot(refusal.start, refusal.end), time.timeOfDay(refusal.from));
    case 'too-late':
      return words.tooLate(time.slot(refusal.start, refusal.end));
    case 'cancelled':
      return words.cancelled;
    case 'already-used':
      return words.alreadyUsed(refusal.number, refusal.copy);
    case 'unknown-pin':
      return words.unknownPin;
    case 'other-day':
      return words.otherDay(time.day(refusal.start), time.slot(refusal.start, refusal.end));
    case 'reservations-stale':
      return words.stale(time.timeOfDay(refusal.since));
    case 'keypad-rests':
      return words.keypadRests(refusal.seconds);
    case 'quota-used':
      return words.quotaUsed(serviceOf(queue, refusal.service)?.name[language] ?? '');
    case 'stopped-by-staff':
      return words.stopped;
    case 'issuing-stopped': {
      const hours = (hoursOf(wall, queue.settings) ?? []).map(({ from, to }) => `${from}–${to}`);
      return hours.length > 0 ? words.closed(hours.join(', ')) : words.closedToday;
    }
    default:
      return words.refused;
  }
}
