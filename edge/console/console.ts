import type { StaffView } from '../core/views/screens.ts';
import type { Journal } from '../journal/port.ts';
import type { Printer } from '../printer/port.ts';
import type { Units } from '../units/port.ts';
import { busDevices } from './bus.ts';
import { type Depths, findings } from './findings.ts';
import type { Console } from './port.ts';
import { testSlip } from './test-slip.ts';

/** What the running daemon hands to its technicians. */
export type Known = {
  readonly name: { readonly office: string; readonly edge: string };
  readonly software: string;
  readonly staff: () => StaffView;
  readonly depths: () => Depths;
  readonly journal: Pick<Journal, 'first' | 'last' | 'read'>;
  readonly printer: Pick<Printer, 'print'>;
  readonly units: Pick<Units, 'health'>;
  readonly act: Console['act'];
  readonly enrol: Console['enrol'];
  readonly onChange: Console['onChange'];
};

/** The answers of the running daemon, made from the staff's picture so that no two places tell different things. */
export const consoleOf = ({ name, software, staff, depths, journal, printer, units, act, enrol, onChange }: Known): Console => ({
  status() {
    const { asOf, day, services, counters, printer: paper, link, journal: disk, clockTrusted } = staff();
    return {
      ...name,
      software,
      asOf,
      day,
      services: services.map(({ id, letter, waiting, longestSeconds, issued }) => ({ id, letter, waiting, longestSeconds, issued })),
      counters: counters.map(({ number, state, ticket, unitPresent }) => ({ number, state, ticket, unitPresent })),
      printer: paper,
      link: { state: link.state, since: link.since, unsent: link.unsent, fenced: link.fenced },
      journal: { ...disk, last: journal.last() },
      clockTrusted,
      messagesSetAside: depths().messagesSetAside,
    };
  },
  findings: () => findings(staff(), depths()),
  units: () => busDevices(units.health()),
  newest: (max) => journal.read(Math.max(journal.first, journal.last() - max + 1), max),
  after: (seq, max) => journal.read(seq + 1, max),
  onChange,
  printTest: () => printer.print(testSlip(staff().office, name.edge, staff().asOf)),
  act,
  enrol,
});
