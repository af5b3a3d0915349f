import test from 'ava';
import { merge, type ReservationFact } from '#contract/merge.ts';
import type { FedReservation } from '#contract/reservation.ts';
import { stateOf } from '../../../edge/core/standing.ts';
import { hashOf, monday, office } from './scenario.ts';

const fed = (start: string, end: string, state: FedReservation['state']): FedReservation => ({
  id: '7',
  service: 'vozidla',
  date: '2026-11-23',
  start: monday(start),
  end: monday(end),
  state,
  pinHash: hashOf('0007'),
});
const slot = (start: string, end: string) => ({ date: '2026-11-23', startMs: Date.parse(monday(start)), endMs: Date.parse(monday(end)) });

type Step = 'move' | 'cancel' | 'check-in' | 'lapse';
const facts: Record<Step, ReservationFact> = {
  move: { kind: 'moved', revision: 2, slot: slot('09:30', '10:30') },
  cancel: { kind: 'cancelled', revision: 3, slot: slot('09:30', '10:30') },
  'check-in': { kind: 'checkedIn', atMs: 0, slot: slot('08:30', '09:30'), number: null },
  lapse: { kind: 'lapsed', atMs: Date.parse(monday('09:30')) },
};

/** Every order in which an office can live through these: the cloud's list keeps its own order, and nobody checks in after a lapse, cancel or move. */
const lives: readonly (readonly Step[])[] = [
  ['move'],
  ['move', 'cancel'],
  ['cancel'],
  ['check-in'],
  ['check-in', 'move'],
  ['check-in', 'cancel'],
  ['check-in', 'move', 'cancel'],
  ['lapse'],
  ['lapse', 'move'],
  ['lapse', 'cancel'],
  ['lapse', 'move', 'cancel'],
];

for (const life of lives)
  test(`F20: the office comes to the state of the merge after ${life.join(', ')}`, (t) => {
    const hall = office({}, monday('08:20'));
    let revision = 0;
    const feeds = (change: FedReservation): void => {
      revision += 1;
      hall.when({ kind: 'feed', position: { epoch: 'one', revision }, replaces: false, changes: [change] });
    };
    feeds(fed('08:30', '09:30', 'live'));
    const moved = life.includes('move');
    for (const step of life) {
      if (step === 'move') feeds(fed('09:30', '10:30', 'live'));
      if (step === 'cancel') feeds(moved ? fed('09:30', '10:30', 'cancelled') : fed('08:30', '09:30', 'cancelled'));
      if (step === 'check-in') t.is(hall.checksIn('0007').number, 'A1');
      if (step === 'lapse') hall.passes(70);
    }
    const told: ReservationFact[] = [{ kind: 'confirmed', revision: 1, slot: slot('08:30', '09:30') }, ...life.map((step) => facts[step])];
    t.is(stateOf(hall.queue().reservations['2026-11-23']!['7']!), merge(told).state);
  });
