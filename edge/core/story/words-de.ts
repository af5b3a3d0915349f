import type { StoryWords } from './words-cs.ts';

const inHour = (slot: string | null): string => (slot === null ? '' : ` für ${slot}`);

export const de: StoryWords = {
  issued: {
    button: (service) => `Nummer ausgegeben, Anliegen ${service}.`,
    reservation: (service) => `Nummer zu einer Reservierung ausgegeben, Anliegen ${service}.`,
    staff: (service) => `Nummer vom Personal ausgegeben, Anliegen ${service}.`,
  },
  ahead: (people) => (people === 0 ? 'Niemand wartete davor.' : `Davor warteten: ${people}.`),
  forecast: (wait) => `Prognose auf dem Zettel: ${wait}.`,
  checkedIn: (slot, early) =>
    `PIN der Reservierung${inHour(slot)} angenommen${early ? '; der Vorrang gilt ab Beginn dieser Stunde' : '; sie hat Vorrang'}.`,
  otherCalled: (number, counter) => `${number} zu Schalter ${counter}:`,
  why: {
    earlier: () => 'kam früher.',
    reservation: (slot) => `hatte eine Reservierung${inHour(slot)} und damit Vorrang.`,
    fairness: () => 'wartete so lange, dass sie vor Reservierungen an der Reihe war.',
    picked: () => 'wurde von Hand aufgerufen.',
  },
  cameFrom: (service) => `Sie kam von einem anderen Anliegen (${service}) und behielt ihren Platz.`,
  hadBeenParked: 'Sie war zurückgestellt und kam auf ihren Platz zurück.',
  counterOpened: (counter) => `Schalter ${counter} öffnete.`,
  counterClosed: (counter) => `Schalter ${counter} schloss.`,
  called: (counter, waited) => `Zu Schalter ${counter} aufgerufen nach ${waited}.`,
  rule: {
    reservation: 'Die Reservierung hatte Vorrang.',
    order: 'Sie war an der Reihe.',
    fairness: 'Sie wartete lange und kam deshalb vor Reservierungen.',
    picked: 'Sie wurde von Hand aufgerufen.',
  },
  passedOver: (people) => `Damit vor früher Gekommenen: ${people}.`,
  recalled: (counter) => `Noch einmal zu Schalter ${counter} aufgerufen.`,
  served: (counter, attended) => `An Schalter ${counter} bedient${attended === null ? '' : ` in ${attended}`}.`,
  missed: (counter) => `Kam nicht zu Schalter ${counter}.`,
  inferred: (counter) => `Kam wohl nicht zu Schalter ${counter}: gleich danach wurde weiter aufgerufen.`,
  parked: (counter) => `Von Schalter ${counter} zurückgestellt.`,
  returned: 'Kam nach dem Zurückstellen auf ihren Platz in der Reihe zurück.',
  transferred: (counter, service) => `Von Schalter ${counter} weitergeschickt, Anliegen ${service}; der Platz blieb.`,
  restored: {
    counter: (counter) => `Schalter ${counter} nahm das zurück und macht mit ihr weiter.`,
    queue: (counter) => `Schalter ${counter} nahm das zurück; sie wartet wieder auf ihrem Platz.`,
  },
  expired: 'Der Tag endete, ohne dass sie aufgerufen wurde.',
  copied: 'Eine Kopie des Zettels wurde gedruckt.',
  notPrinted: {
    'paper-out': 'Der Zettel wurde nicht gedruckt: kein Papier. Die Nummer galt.',
    'cover-open': 'Der Zettel wurde nicht gedruckt: der Deckel war offen. Die Nummer galt.',
    offline: 'Der Zettel wurde nicht gedruckt: der Drucker antwortete nicht. Die Nummer galt.',
    unknown: 'Ob der Zettel herauskam, ist nicht sicher. Die Nummer galt.',
  },
  untrusted: 'die Uhr war damals nicht bestätigt',
  summary: {
    waited: (length) => `Vom Zettel zum ersten Aufruf: ${length}.`,
    stillWaiting: 'Noch nicht aufgerufen.',
    before: (people) => `Inzwischen wurden an ihren Schaltern andere aufgerufen (${people}):`,
    nobodyBefore: 'Inzwischen wurde an ihren Schaltern niemand anderer aufgerufen.',
    parts: {
      earlier: (people) => `früher gekommen: ${people}`,
      reservation: (people) => `reserviert, in ihrer Stunde: ${people}`,
      fairness: (people) => `lange gewartet, vor Reservierungen: ${people}`,
      picked: (people) => `von Hand aufgerufen: ${people}`,
    },
    foretold: ['Die Prognose auf dem Zettel traf nicht zu.', 'Die Prognose auf dem Zettel traf zu.'],
  },
};
