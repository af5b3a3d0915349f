import type { OfficeSettings } from './settings.ts';

const hours = ['07:30', '08:30', '09:30', '12:30', '13:30', '14:30'];

/**
 * The office shipped with the project: the traffic department for which the system of 2010 was made.
 * Its Monday hours serve the other working days too. It gives tickets at any hour, so that it can be tried at any hour.
 */
export const exampleOffice: OfficeSettings = {
  office: 'krumlov',
  revision: 0,
  name: { cs: 'Městský úřad', en: 'Town Office', de: 'Stadtamt' },
  place: 'Kaplická 439, Český Krumlov',
  timeZone: 'Europe/Prague',
  languages: ['cs', 'en', 'de'],
  services: [
    {
      id: 'vozidla',
      letter: 'A',
      name: { cs: 'Registr vozidel', en: 'Vehicle registry', de: 'Fahrzeugregister' },
      bring: {
        cs: 'občanský průkaz, technický průkaz vozidla, zelenou kartu',
        en: 'identity card, vehicle registration document, insurance green card',
        de: 'Personalausweis, Fahrzeugschein, grüne Versicherungskarte',
      },
      meanServiceSeconds: 540,
      dailyQuota: null,
    },
    {
      id: 'dovozy',
      letter: 'B',
      name: {
        cs: 'Dovozy – schválení technické způsobilosti',
        en: 'Imports – approval of technical fitness',
        de: 'Importe – Genehmigung der technischen Eignung',
      },
      bring: {
        cs: 'občanský průkaz, doklady k vozidlu ze zahraničí, protokol o technické prohlídce',
        en: 'identity card, foreign vehicle documents, technical inspection report',
        de: 'Personalausweis, ausländische Fahrzeugpapiere, Prüfbericht',
      },
      meanServiceSeconds: 900,
      dailyQuota: null,
    },
    {
      id: 'ridici',
      letter: 'C',
      name: { cs: 'Registr řidičů', en: 'Driver registry', de: 'Führerscheinregister' },
      bring: {
        cs: 'občanský průkaz, řidičský průkaz',
        en: 'identity card, driving licence',
        de: 'Personalausweis, Führerschein',
      },
      meanServiceSeconds: 420,
      dailyQuota: null,
    },
  ],
  counters: [1, 2, 3].map((number) => ({ number, services: ['vozidla', 'dovozy', 'ridici'], unitKeys: 'four' as const })),
  hours: null,
  slots: { minutes: 60, capacity: 1, starts: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours } },
  closures: [],
  policies: {
    horizonMonths: 3,
    holdMinutes: 30,
    activePerEmail: 2,
    offlineLeadMinutes: 120,
    undoCancelMinutes: 10,
    earlyMinutes: 15,
    copiesMax: 2,
    callsMax: 3,
    parkMinutes: 10,
    inferNoShowSeconds: 20,
    fairness: { afterMinutes: 60, everyNth: 3 },
    dayClosesAt: '02:00',
    lastTicketMinutes: 15,
  },
  // The demonstration's staff code is 2010. A real office sets its own codes.
  staff: [{ id: 'ukazka', name: 'Ukázka', code: 'scrypt$ZnJvbnRhLWV4YW1wbGUtMQ$MU59tMsq9meV50CFCjt9phUAMbdMiQU9870LFAAyGZ4' }],
};
