import { bringLine, type MailTexts } from '../words.ts';

const bring = bringLine('Please bring');
const atKiosk =
  'At the office, press the kiosk button for clients booked via the web (“Klienti objednaní přes web”), enter the PIN and take your numbered ticket. You will be called first.';

/** The mails in English. */
export const en: MailTexts = {
  greeting: (name) => (name === '' ? 'Hello,' : `Dear ${name},`),
  pinIs: 'Your PIN',
  hold: (f) => ({
    subject: 'Please confirm your appointment at the office',
    lines: [
      `We are holding this appointment for you: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Please confirm it by ${f.until}. Open the link and press the button “Confirm the appointment”.`,
    ],
    action: 'Confirm the appointment',
    after: ['If you did not book this, you do not need to do anything. Without confirmation the appointment is released.'],
  }),
  address: (f) => ({
    subject: 'Please finish booking your appointment at the office',
    lines: [
      `You would like to come: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Unusually many people are booking at the moment, so we are not holding the appointment for you yet. Please open the link soon and press “Confirm the appointment”: it is valid at once, and you will see your PIN.',
    ],
    action: 'Finish booking',
    after: [`The link works until ${f.until}. If you did not book anything, you do not need to do anything.`],
  }),
  confirmed: (f) => ({
    subject: `Appointment confirmed: ${f.when}`,
    lines: [`Your appointment is confirmed: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, atKiosk, ...bring(f)],
    action: 'Cancel or move the appointment',
    after: ['The appointment for your calendar is attached.'],
  }),
  reminder: (f) => ({
    subject: `Your appointment is tomorrow: ${f.when}`,
    lines: [`We look forward to seeing you tomorrow: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, atKiosk, ...bring(f)],
    action: 'Cancel or move the appointment',
    after: [],
  }),
  moved: (f) => ({
    subject: `Appointment moved: ${f.when}`,
    lines: [`Your appointment has a new time: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, ...bring(f)],
    action: 'Cancel or move the appointment',
    after: [
      'The new time for your calendar is attached.',
      `Until ${f.until} you can go back to your former time by the same link: ${f.was}.`,
    ],
  }),
  restored: (f) => ({
    subject: `Appointment valid again: ${f.when}`,
    lines: [`Your appointment is valid again: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, ...bring(f)],
    action: 'Cancel or move the appointment',
    after: ['The appointment for your calendar is attached.'],
  }),
  cancelled: (f) => ({
    subject: `Appointment cancelled: ${f.when}`,
    lines: [
      `Your appointment is cancelled: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `You can undo the cancellation until ${f.until}.`,
    ],
    action: 'Undo the cancellation',
    after: ['You will need your PIN. It is in the e-mail that confirmed the appointment.'],
  }),
  toMove: (f) => ({
    subject: `Please choose another time instead of: ${f.when}`,
    lines: [
      `We are sorry, we cannot keep your appointment: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Please choose another time or cancel the appointment. Your PIN stays the same unless the new confirmation says another one.',
    ],
    action: 'Choose another time',
    after: ['If no time suits you, please call the office.'],
  }),
  calledOff: (f) => ({
    subject: `Appointment cancelled by the office: ${f.when}`,
    lines: [`We are sorry, we had to cancel your appointment: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`],
    action: 'See the appointment and book again',
    after: [],
  }),
  overruled: (f) => ({
    subject: `Your visit counts: ${f.when}`,
    lines: [
      `The PIN was accepted at the office for an appointment that you meanwhile cancelled or moved online, or that had expired: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Whoever comes has priority: the visit counts, and the cancellation or the move does not. You do not need to do anything.',
    ],
    action: null,
    after: ['If you were not at the office, please tell the counter: somebody else knows your PIN.'],
  }),
};
