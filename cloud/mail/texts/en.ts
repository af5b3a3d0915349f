import type { MailTexts } from '../words.ts';

/** The mails in English. */
export const en: MailTexts = {
  greeting: (name) => `Dear ${name},`,
  pinIs: 'Your PIN',
  hold: (f) => ({
    subject: 'Please confirm your appointment at the office',
    lines: [
      `we are holding this appointment for you: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `Please confirm it by ${f.until}. Open the link and press the button “Confirm the appointment”.`,
    ],
    action: 'Confirm the appointment',
    after: ['If you did not book this, you need not do anything. Without confirmation the appointment is released.'],
  }),
  address: (f) => ({
    subject: 'Please finish booking your appointment at the office',
    lines: [
      `you would like to come: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Unusually many people are booking at the moment, so we are not holding the appointment for you yet. Please open the link soon and press “Confirm the appointment”: it is valid at once, and you will see your PIN.',
    ],
    action: 'Finish booking',
    after: [`The link is good until ${f.until}. If you did not book anything, you need not do anything.`],
  }),
  confirmed: (f) => ({
    subject: `Appointment confirmed: ${f.when}`,
    lines: [
      `your appointment is confirmed: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'At the office, press the kiosk button for clients booked via the web (“Klienti objednaní přes web”), enter the PIN and take your numbered ticket. You will be called first.',
      `Please bring: ${f.bring}.`,
    ],
    action: 'Cancel or move the appointment',
    after: ['The appointment for your calendar is attached.'],
  }),
  reminder: (f) => ({
    subject: `Your appointment is tomorrow: ${f.when}`,
    lines: [`we look forward to seeing you tomorrow: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Please bring: ${f.bring}.`],
    action: 'Cancel or move the appointment',
    after: [],
  }),
  moved: (f) => ({
    subject: `Appointment moved: ${f.when}`,
    lines: [`your appointment has a new time: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Please bring: ${f.bring}.`],
    action: 'Cancel or move the appointment',
    after: ['The new time for your calendar is attached.', `Until ${f.until} the same link takes you back to the former time, ${f.was}.`],
  }),
  restored: (f) => ({
    subject: `Appointment valid again: ${f.when}`,
    lines: [`your appointment is valid again: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`, `Please bring: ${f.bring}.`],
    action: 'Cancel or move the appointment',
    after: ['The appointment for your calendar is attached.'],
  }),
  cancelled: (f) => ({
    subject: `Appointment cancelled: ${f.when}`,
    lines: [
      `your appointment is cancelled: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      `You can take the cancellation back until ${f.until}.`,
    ],
    action: 'Take the cancellation back',
    after: ['You will need the PIN; it stands in the mail with the confirmation.'],
  }),
  toMove: (f) => ({
    subject: `Please choose another time instead of: ${f.when}`,
    lines: [
      `we are sorry, we cannot keep your appointment: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Please choose another time or cancel the appointment. Your PIN stays the same unless the new confirmation says another one.',
    ],
    action: 'Choose another time',
    after: ['If no time suits you, call us.'],
  }),
  calledOff: (f) => ({
    subject: `Appointment cancelled by the office: ${f.when}`,
    lines: [`we are sorry, we had to cancel your appointment: ${f.when}.`, `${f.service}, ${f.office}, ${f.place}.`],
    action: 'See the appointment and book again',
    after: [],
  }),
  overruled: (f) => ({
    subject: `Your visit counts: ${f.when}`,
    lines: [
      `the PIN was accepted at the office for an appointment that you meanwhile cancelled or moved online, or that had expired: ${f.when}.`,
      `${f.service}, ${f.office}, ${f.place}.`,
      'Whoever comes has priority: the visit counts, and the cancellation or the move does not. You need not do anything.',
    ],
    action: null,
    after: ['If you were not at the office, please tell the counter: somebody else knows your PIN.'],
  }),
};
