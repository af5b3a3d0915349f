import type { StaffView } from '../core/views/screens.ts';
import { type Access, accessFindings } from './credential-finding.ts';
import type { Finding } from './port.ts';

/** Free room on the data disk below which somebody should look, and below which tickets are in danger, bytes. */
export const freeBytesFew = 500_000_000;
export const freeBytesTooFew = 50_000_000;
/** Events that wait for the cloud this long are worth a look, milliseconds: less is a short outage that heals by itself. */
const unsentMsUsual = 10 * 60_000;

/** What the daemon knows that no picture shows. */
export type Depths = {
  /** Room on the disk that holds the data, bytes; `null` when it cannot be told. */
  readonly freeBytes: number | null;
  /** Messages of the broker that did not parse since the start (F25). */
  readonly messagesSetAside: number;
  readonly access: Access;
  /** Wall ms. */
  readonly now: number;
};

/** Judges the running office: one finding a thing, in the order in which a technician walks. */
export function findings(staff: StaffView, depths: Depths): readonly Finding[] {
  return [
    printer(staff.printer),
    ...staff.counters.map(({ number, unitPresent }) => unit(number, unitPresent)),
    ...staff.deviceTroubles.map(ailing),
    buttons(staff.stuckButtons),
    journal(staff.journal),
    disk(depths.freeBytes),
    clock(staff.clockTrusted),
    ...accessFindings(depths.access),
    link(staff.link, depths.now),
    messages(depths.messagesSetAside),
  ];
}

const fine = (thing: string, says: string): Finding => ({ thing, state: 'fine', says, todo: null });

function printer(state: StaffView['printer']): Finding {
  const thing = 'printer';
  switch (state) {
    case 'ok':
      return fine(thing, 'ready');
    case 'near-end':
      return { thing, state: 'look', says: 'the roll is near its end', todo: 'Lay a new roll ready; it still prints.' };
    case 'paper-out':
      return { thing, state: 'broken', says: 'out of paper', todo: 'Put in a new roll. Numbers go on, visitors read them on the screen.' };
    case 'cover-open':
      return { thing, state: 'broken', says: 'its cover is open', todo: 'Close the cover until it clicks.' };
    case 'error':
      return {
        thing,
        state: 'broken',
        says: 'has stopped for a fault of its own',
        todo: 'Free its cutter of paper, switch it off and on, then "fronta print test".',
      };
    case 'offline':
      return {
        thing,
        state: 'broken',
        says: 'does not answer',
        todo: 'Check its power and its cable (USB: lsusb lists it; network: ping its address), then "fronta print test".',
      };
  }
}

const unit = (counter: number, present: boolean): Finding =>
  present
    ? fine(`unit ${counter}`, 'answers')
    : {
        thing: `unit ${counter}`,
        state: 'broken',
        says: 'is silent',
        todo: `Check the bus cable and the supply of counter ${counter}, then "fronta units scan". Meanwhile call from the staff page.`,
      };

/** What ails a device on the units' bus, as it told itself. */
export function ailing({ counter, trouble }: StaffView['deviceTroubles'][number]): Finding {
  const thing = counter === null ? 'keypad' : `unit ${counter}`;
  switch (trouble) {
    case 'silent':
      return { thing, state: 'broken', says: 'is silent', todo: 'Check its bus cable and its supply; PINs cannot be typed meanwhile.' };
    case 'key-stuck':
      return { thing, state: 'broken', says: 'a key is held down', todo: 'Free the key or check its contact for a short.' };
    case 'eeprom':
      return { thing, state: 'look', says: 'its EEPROM does not keep what is written', todo: 'Exchange it: it will forget its address.' };
    case 'watchdog':
      return { thing, state: 'look', says: 'its watchdog reset it', todo: 'Check its supply voltage; if it comes again, exchange it.' };
  }
}

const buttons = (stuck: StaffView['stuckButtons']): Finding =>
  stuck.length === 0
    ? fine('buttons', 'none sticks')
    : {
        thing: 'buttons',
        state: 'broken',
        says: `${stuck.map(({ id }) => id).join(', ')} held down and masked`,
        todo: 'Free the button or check its cable for a short.',
      };

const journal = ({ state, since }: StaffView['journal']): Finding =>
  state === 'durable'
    ? fine('journal', 'what is promised is on the disk')
    : {
        thing: 'journal',
        state: 'broken',
        says: `in memory only since ${since}: the disk takes nothing`,
        todo: 'Do not switch the kiosk off. Make room on the disk or put in a new card; it goes back to the disk by itself.',
      };

function disk(free: number | null): Finding {
  const thing = 'disk';
  if (free === null) return { thing, state: 'look', says: 'its free room cannot be read', todo: 'Look with "df -h".' };
  const says = `${Math.floor(free / 1_000_000)} MB free`;
  if (free >= freeBytesFew) return fine(thing, says);
  return {
    thing,
    state: free < freeBytesTooFew ? 'broken' : 'look',
    says,
    todo: 'Make room: "journalctl --vacuum-size=50M", then "du -x / | sort -n | tail".',
  };
}

const clock = (trusted: boolean): Finding =>
  trusted
    ? fine('clock', 'is believed')
    : {
        thing: 'clock',
        state: 'look',
        says: 'nothing confirms it: nothing lapses and no day is closed',
        todo: 'Check the network time ("timedatectl") and the battery of the clock chip.',
      };

function link({ state, since, unsent, fenced, twin }: StaffView['link'], now: number): Finding {
  const thing = 'link';
  if (fenced)
    return {
      thing,
      state: 'broken',
      says: 'another edge of this name counts in the cloud; this one works for itself',
      todo: 'Approve the right one in /admin, switch the other off.',
    };
  if (twin)
    return {
      thing,
      state: 'look',
      says: 'another edge of this name was shut out',
      todo: 'Find the second card with this name and enrol it anew.',
    };
  const waits = `${unsent} ${unsent === 1 ? 'event waits' : 'events wait'}`;
  if (state === 'online') return fine(thing, `online, ${waits}`);
  return {
    thing,
    state: now - Date.parse(since) > unsentMsUsual ? 'broken' : 'look',
    says: `${state === 'broker-only' ? 'the broker answers, the cloud does not,' : 'offline'} since ${since}; ${waits}, nothing is lost`,
    todo: state === 'broker-only' ? 'Ask who runs the cloud.' : 'Check the network cable and the name of the broker in the configuration.',
  };
}

const messages = (setAside: number): Finding =>
  setAside === 0
    ? fine('messages', 'all were understood')
    : {
        thing: 'messages',
        state: 'look',
        says: `${setAside} did not parse and were set aside`,
        todo: 'The log names each with its reason; cloud and edge may be of versions too far apart.',
      };
