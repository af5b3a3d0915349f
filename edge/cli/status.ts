import type { Status } from '../console/port.ts';
import { columns, type Terminal } from './terminal.ts';

/** The office at one glance. */
export function statusText(status: Status, { paint }: Terminal): string {
  const heard = [
    ['day', status.day ?? 'none open'],
    ['printer', good(status.printer === 'ok', status.printer)],
    [
      'link',
      good(
        status.link.state === 'online',
        `${status.link.state} since ${hour(status.link.since)}, ${status.link.unsent} unsent${status.link.fenced ? ', FENCED' : ''}`,
      ),
    ],
    ['journal', good(status.journal.state === 'durable', `${status.journal.state}, entry ${status.journal.last}`)],
    ['clock', good(status.clockTrusted, status.clockTrusted ? 'believed' : 'not confirmed')],
  ];
  const services = status.services.map(({ letter, id, waiting, longestSeconds, issued }) => [
    letter,
    id,
    String(waiting),
    `${Math.ceil(longestSeconds / 60)} min`,
    String(issued),
  ]);
  const counters = status.counters.map(({ number, state, ticket, unitPresent }) => [
    String(number),
    state,
    ticket ?? '–',
    good(unitPresent, unitPresent ? 'answers' : 'silent'),
  ]);
  const head = (...cells: string[]): string[] => cells.map((cell) => paint('dim', cell));
  return [
    paint('bold', `${status.office}/${status.edge}`) + paint('dim', `  ${status.software}  as of ${status.asOf}`),
    columns(heard),
    columns([head('', 'service', 'waiting', 'longest', 'issued'), ...services]),
    columns([head('counter', 'state', 'ticket', 'unit'), ...counters]),
  ].join('\n\n');

  function good(well: boolean, text: string): string {
    return well ? text : paint('yellow', text);
  }
}

const hour = (iso: string): string => iso.slice(0, 16).replace('T', ' ');
