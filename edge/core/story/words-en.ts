import type { StoryWords } from './words-cs.ts';

const inHour = (slot: string | null): string => (slot === null ? '' : ` for ${slot}`);

export const en: StoryWords = {
  issued: {
    button: (service) => `Issued for ${service}.`,
    reservation: (service) => `Issued for a reservation, ${service}.`,
    staff: (service) => `Issued by the staff for ${service}.`,
  },
  ahead: (people) => (people === 0 ? 'Nobody was ahead.' : `People ahead: ${people}.`),
  forecast: (wait) => `Forecast on the slip: ${wait}.`,
  checkedIn: (slot, early) =>
    `PIN of a reservation${inHour(slot)} accepted${early ? '; it is preferred from the start of that hour' : '; it is preferred'}.`,
  otherCalled: (number, counter) => `${number} to counter ${counter}:`,
  why: {
    earlier: () => 'came earlier.',
    reservation: (slot) => `had a reservation${inHour(slot)}, which is preferred.`,
    fairness: () => 'had waited so long that it was its turn before reservations.',
    picked: () => 'was picked by hand.',
  },
  cameFrom: (service) => `It was sent on by another service (${service}) and kept its place.`,
  hadBeenParked: 'It had been parked and came back to its place.',
  counterOpened: (counter) => `Counter ${counter} opened.`,
  counterClosed: (counter) => `Counter ${counter} closed.`,
  called: (counter, waited) => `Called to counter ${counter} after ${waited}.`,
  rule: {
    reservation: 'Its reservation was preferred.',
    order: 'It was its turn.',
    fairness: 'It had waited long and went before reservations.',
    picked: 'It was picked by hand.',
  },
  passedOver: (people) => `It passed earlier ones: ${people}.`,
  recalled: (counter) => `Called again to counter ${counter}.`,
  served: (counter, attended) => `Served at counter ${counter}${attended === null ? '' : ` in ${attended}`}.`,
  missed: (counter) => `Did not come to counter ${counter}.`,
  inferred: (counter) => `Probably did not come to counter ${counter}: the next one was called at once.`,
  parked: (counter) => `Parked by counter ${counter}.`,
  returned: 'Came back from being parked to its place in the queue.',
  transferred: (counter, service) => `Sent on by counter ${counter} to ${service}; it kept its place.`,
  restored: {
    counter: (counter) => `Counter ${counter} took that back and goes on with it.`,
    queue: (counter) => `Counter ${counter} took that back; it waits again at its place.`,
  },
  expired: 'The day ended and nobody had called it.',
  copied: 'A copy of the slip was printed.',
  notPrinted: {
    'paper-out': 'The slip was not printed: out of paper. The number was good.',
    'cover-open': 'The slip was not printed: the cover was open. The number was good.',
    offline: 'The slip was not printed: the printer did not answer. The number was good.',
    unknown: 'It is not known whether the slip came out. The number was good.',
  },
  untrusted: 'the clock was not confirmed then',
  summary: {
    waited: (length) => `From the slip to the first call: ${length}.`,
    stillWaiting: 'Not called yet.',
    before: (people) => `Others were called meanwhile at its counters (${people}):`,
    nobodyBefore: 'Nobody else was called meanwhile at its counters.',
    parts: {
      earlier: (people) => `came earlier: ${people}`,
      reservation: (people) => `reserved, in their hour: ${people}`,
      fairness: (people) => `had waited long, before reservations: ${people}`,
      picked: (people) => `picked by hand: ${people}`,
    },
    foretold: ['The forecast on the slip did not hold.', 'The forecast on the slip held.'],
  },
};
