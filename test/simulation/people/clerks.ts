import type { CounterAction } from '../../../edge/core/decision.ts';
import type { HallParts } from './visitors.ts';

export type ClerkParts = HallParts & { readonly counter: number; readonly serviceMs: number };

/** A clerk at a counter: opens, calls, serves, and now and then does all the other things clerks do. */
export function clerk(parts: ClerkParts): { hears(what: 'call' | 'beep'): void } {
  const { schedule, random, machine, book, counter } = parts;
  const others = machine.settings.services.map(({ id }) => id);
  let cancel: () => void = () => undefined;
  let idle = false;

  const later = (ms: number, task: () => void): undefined => {
    cancel();
    cancel = schedule.after(ms, task);
  };
  const desk = () => book.ledger.counters.get(counter) ?? { open: false, ticket: null, lastEnded: null };

  /** By the unit where it has the key and answers, else on the staff page. False when the office does not run. */
  function act(action: CounterAction): boolean {
    const running = machine.running();
    if (!running) return false;
    running.clock.poke();
    book.acted.set(counter, (book.acted.get(counter) ?? 0) + 1);
    schedule.after(0, () => book.acted.set(counter, 0));
    const key = (
      { next: 'next', recall: 'recall', 'no-show': 'noShow', pause: 'pause' } as Record<string, 'next' | 'recall' | 'noShow' | 'pause'>
    )[action.action];
    const unit = machine.settings.counters.find(({ number }) => number === counter)!.unitKeys;
    if (key && (unit === 'four' || key === 'next') && random.chance(0.7) && running.devices.units.press(counter, key)) return true;
    const staff = action.action === 'pause' ? { action: desk().open ? ('close' as const) : ('open' as const) } : action;
    running.office.act(counter, staff).catch(() => undefined);
    return true;
  }

  function work(): undefined {
    idle = false;
    if (!machine.running()) return later(random.between(20_000, 60_000), work);
    const { open, ticket } = desk();
    if (!parts.openNow()) {
      if (open && (ticket !== null || random.chance(0.7))) act({ action: 'close' });
      return later(random.between(600_000, 1_500_000), work);
    }
    if (!open) {
      act({ action: 'pause' });
      return later(random.between(1_000, 60_000), work);
    }
    if (ticket !== null) return attend();
    act({ action: 'next' });
    later(500, () => (desk().ticket === null ? wait() : attend()));
  }

  function wait(): undefined {
    idle = true;
    if (desk().lastEnded !== null && random.chance(0.02)) act({ action: 'undo' });
    later(random.between(120_000, 400_000), work);
  }

  function attend(): undefined {
    const fate = random.next();
    if (fate < 0.9) return later(random.exponential(parts.serviceMs * 0.7) + parts.serviceMs * 0.3, finish);
    if (fate < 0.94) return later(20_000, () => callAgain(2));
    if (fate < 0.96) return later(30_000, () => then({ action: 'park' }));
    if (fate < 0.98) return later(60_000, () => then({ action: 'transfer', to: random.pick(others) }));
    return later(30_000, pickSomebody);
  }

  function callAgain(times: number): undefined {
    act({ action: times > 0 ? 'recall' : 'no-show' });
    later(15_000, times > 0 ? () => callAgain(times - 1) : work);
  }

  function pickSomebody(): undefined {
    const waiting = [...book.ledger.tickets.values()].filter(({ state }) => state === 'waiting' || state === 'parked');
    if (waiting.length === 0) return finish();
    then({ action: 'pick', number: random.pick(waiting).number });
  }

  function finish(): undefined {
    if (random.chance(0.1)) return then({ action: 'finish' });
    if (random.chance(0.03)) {
      act({ action: 'pause' });
      return later(random.between(300_000, 1_800_000), work);
    }
    act({ action: 'next' });
    if (random.chance(0.01)) act({ action: 'undo' });
    later(500, () => (desk().ticket === null ? wait() : attend()));
  }

  function then(action: CounterAction): undefined {
    act(action);
    later(random.between(1_000, 20_000), work);
  }

  later(random.between(1_000, 600_000), work);
  return {
    hears(what) {
      if (what === 'beep' && idle) later(random.between(1_000, 8_000), work);
    },
  };
}
