import type { Command } from '../core/decision.ts';
import {
  atRestAfter,
  type Kiosk,
  type KioskWish,
  nextLanguage,
  pressKey,
  promptPin,
  restingKiosk,
  showNumber,
  showRefusal,
  slipEnded,
} from '../core/kiosk.ts';
import { codeEnded, pressCodeKey } from '../core/kiosk-code.ts';
import { type Queue, ticketOf } from '../core/queue.ts';
import { at } from '../core/sequence.ts';
import { slipView } from '../core/views/slip-view.ts';
import type { Enrolment } from '../link/port.ts';
import type { Rooms } from './rooms.ts';
import type { Sync } from './sync.ts';
import type { Outcome } from './turn.ts';

/** The visitors' side of the office: buttons, keypad, the kiosk's screen and the slip. */
export type Visitors = {
  kiosk(): Kiosk;
  press(button: string): void;
  print(ordinal: number, copy: boolean, queue: Queue): Promise<void>;
  /** Resolves when no slip is under way any more. */
  settled(): Promise<unknown>;
  /** Once a second: the screen returns to rest when its time is over. */
  tick(): void;
};

/** What the cloud or the code itself says on a code; everything else is that nobody could be asked. */
const codeRefusals = ['mistyped', 'unknown-code', 'other-edge', 'too-many-requests'] as const;

type Office = {
  /** Answers `null` when the journal can promise no more and the process is ending. */
  readonly submit: (command: Command) => Promise<Outcome | null>;
  readonly queue: () => Queue;
  readonly link: Sync['link'];
  readonly changed: () => void;
};

/** Listens to buttons and keypad; the kiosk's screen is memory only, everything that counts goes through `submit`. */
export function createVisitors(
  rooms: Pick<Rooms, 'clock' | 'printer' | 'keypad' | 'voice' | 'mintToken' | 'hashPin' | 'enrolment'>,
  office: Office,
): Visitors {
  const { clock, printer } = rooms;
  const steady = (): number => clock.now().steady;
  const firstLanguage = () => office.queue().settings.languages[0]!;
  let kiosk = restingKiosk(firstLanguage());
  let printing: Promise<unknown> = Promise.resolve();

  const set = (next: Kiosk): void => {
    if (next === kiosk) return;
    kiosk = next;
    office.changed();
  };

  /** The number stands on the screen as soon as it is promised. */
  async function visit(command: Command): Promise<void> {
    const outcome = await office.submit(command);
    if (!outcome) return;
    if (outcome.refusal) return set(showRefusal(kiosk, outcome.refusal, steady()));
    for (const { name, data } of outcome.events) {
      const given = (name === 'ticket.issued' || name === 'copy.granted') && at(outcome.queue.tickets, data.ordinal);
      if (!given) continue;
      set(showNumber(kiosk, given.ordinal, steady()));
      rooms.voice.confirm(given.number, 'given', kiosk.language);
    }
  }

  function grant(wish: KioskWish): Promise<void> {
    const { pinKey } = office.queue();
    const { state, since, fenced } = office.link();
    switch (wish.kind) {
      case 'check-in': {
        const pinHash = pinKey === null ? null : rooms.hashPin(pinKey, wish.pin);
        // A fenced edge hears of no reservation either (F19): what it knows is as old as its link.
        const offlineSince = state === 'online' && !fenced ? null : since;
        return visit({ kind: 'check-in', pinHash, token: rooms.mintToken(), offlineSince });
      }
      case 'take':
        return visit({ kind: 'take', service: wish.service, origin: 'button', token: rooms.mintToken() });
      case 'copy':
        return visit(wish);
    }
  }

  async function print(ordinal: number, copy: boolean, queue: Queue): Promise<void> {
    const ticket = ticketOf(queue, ordinal);
    const { language } = kiosk;
    const outcome = await printer.print(slipView(queue, ticket, copy, language));
    // Whether an unknown one came out the visitor sees best, and the screen asks.
    if (outcome !== 'printed' && outcome !== 'unknown') rooms.voice.confirm(ticket.number, 'no-slip', language);
    await office.submit({ kind: 'slip', ordinal, copy, outcome });
    set(slipEnded(kiosk, ordinal, outcome === 'printed' || outcome === 'unknown' ? outcome : 'failed', steady()));
  }

  async function redeem({ redeem }: Enrolment, code: string): Promise<void> {
    const outcome = await redeem(code);
    set(codeEnded(kiosk, outcome.ok ? 'done' : (codeRefusals.find((word) => word === outcome.word) ?? 'away'), steady()));
  }

  rooms.keypad.onKey((key) => {
    const { enrolment } = rooms;
    if (enrolment?.needed()) {
      const typed = pressCodeKey(kiosk, key, steady());
      set(typed.kiosk);
      if (typed.code !== null) void redeem(enrolment, typed.code);
      return;
    }
    const pressed = pressKey(kiosk, key, steady());
    set(pressed.kiosk);
    if (pressed.wish) void grant(pressed.wish);
  });

  return {
    kiosk: () => kiosk,
    press(button) {
      const [kind, service] = button.split(':');
      if (kind === 'service' && service) void grant({ kind: 'take', service });
      else if (kind === 'reserved') set(promptPin(kiosk, steady()));
      else if (kind === 'language') set(nextLanguage(kiosk, office.queue().settings.languages));
    },
    print(ordinal, copy, queue) {
      const done = print(ordinal, copy, queue);
      printing = Promise.all([printing, done]);
      return done;
    },
    settled: () => printing,
    tick: () => set(atRestAfter(kiosk, steady(), firstLanguage())),
  };
}
