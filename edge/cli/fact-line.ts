import type { Recorded } from '#contract/event.ts';

/** A fact as a line that a technician reads while it happens; the time is that of the office's zone. */
export function factLine(fact: Recorded, timeZone: string): string {
  const time = Temporal.Instant.from(fact.time).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'second' });
  return `${time}${fact.clockTrusted ? ' ' : '?'} ${String(fact.seq).padStart(7)}  ${words(fact)}`;
}

function words(fact: Recorded): string {
  switch (fact.name) {
    case 'day.opened':
      return `day ${fact.data.day} opened`;
    case 'day.dated':
      return `day ${fact.data.from} is really ${fact.data.day}`;
    case 'day.closed':
      return `day ${fact.data.day} closed, ${fact.data.expired.length} tickets expired`;
    case 'ticket.issued':
      return `${fact.data.number} issued for ${fact.data.service} by ${fact.data.origin}, ${fact.data.ahead} ahead`;
    case 'ticket.called':
      return `${fact.data.number} called to counter ${fact.data.counter} (${fact.data.rule}${fact.data.passedOver > 0 ? `, before ${fact.data.passedOver} older` : ''})`;
    case 'ticket.recalled':
      return `${fact.data.number} called again to counter ${fact.data.counter}`;
    case 'ticket.served':
      return `${fact.data.number} served at counter ${fact.data.counter}`;
    case 'ticket.missed':
      return `${fact.data.number} did not come to counter ${fact.data.counter}${fact.data.inferred ? ' (inferred)' : ''}`;
    case 'ticket.parked':
      return `${fact.data.number} parked by counter ${fact.data.counter}`;
    case 'ticket.returned':
      return `${fact.data.number} back in the queue`;
    case 'ticket.transferred':
      return `${fact.data.number} sent by counter ${fact.data.counter} to ${fact.data.to}`;
    case 'ticket.restored':
      return `${fact.data.number} taken back at counter ${fact.data.counter}, now at the ${fact.data.place}`;
    case 'counter.opened':
      return `counter ${fact.data.counter} opened`;
    case 'counter.closed':
      return `counter ${fact.data.counter} closed`;
    case 'issuing.stopped':
      return 'staff stopped giving tickets for today';
    case 'issuing.resumed':
      return 'tickets are given again';
    case 'reservation.checked-in':
      return `reservation ${fact.data.reservation} checked in${fact.data.early ? ' early' : ''}`;
    case 'reservation.lapsed':
      return `reservation ${fact.data.reservation} lapsed`;
    case 'copy.granted':
      return `a copy of ${fact.data.number} granted`;
    case 'slip.printed':
      return `slip of ticket no. ${fact.data.ordinal} printed${fact.data.copy ? ' (copy)' : ''}`;
    case 'slip.failed':
      return `slip of ticket no. ${fact.data.ordinal} NOT printed: ${fact.data.reason}`;
    case 'printer.changed':
      return `printer: ${fact.data.state}`;
    case 'pin.missed':
      return `wrong PIN, ${fact.data.inARow} in a row`;
    case 'feed.applied':
      return `${fact.data.changes.length} reservation changes from the cloud, now at ${fact.data.position.revision}`;
    case 'feed.kept':
      return `${fact.data.reservations.length} reservations kept that the cloud forgot`;
    case 'block.begun':
      return `numbers go on after ${fact.data.numbersAfter}: this journal takes another one's place`;
    case 'day.restored':
      return 'the cloud told what was given today before this journal';
    case 'settings.applied':
      return `settings revision ${fact.data.settings.revision} applied`;
  }
}
