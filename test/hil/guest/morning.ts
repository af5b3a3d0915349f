/** The PIN that the kiosk's card knows, and the hour it is booked for. */
export const booked = { pin: '4711', service: 'vozidla', start: '2026-11-23T08:30:00+01:00', end: '2026-11-23T09:30:00+01:00' } as const;
/** The Monday morning on which the machine wakes. */
export const wakesAt = '2026-11-23T08:20:00+01:00';
