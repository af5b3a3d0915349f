import type { Measured } from '../report.ts';
import { measured, quietLoad } from '../report.ts';
import type { Figures } from './port.ts';

/** The targets of one node: half of its processor, 512 MiB, and 100 ms until an event is in the cloud. */
export const targets = { share: 0.5, memoryMiB: 512, visibleP99Ms: 100 } as const;

/** The figures of one fleet as lines of `npm run bench`. */
export function asMeasured(figures: Figures): readonly Measured[] {
  const named = (what: string): string => `fleet ${figures.offices}: ${what}`;
  const ofMs = (what: string, ms: number | undefined): readonly Measured[] =>
    ms === undefined ? [] : [measured(named(what), 'ms', ms, targets.visibleP99Ms)];
  return [
    measured(named('processor'), 'cores', figures.cores, figures.coresOfMachine * targets.share),
    measured(named('memory at most'), 'MiB', figures.memoryMostMiB, targets.memoryMiB),
    ...ofMs('edge to visible p50', figures.visibleMs?.p50),
    ...ofMs('edge to visible p99', figures.visibleMs?.p99),
    ...ofMs('acknowledged p50', figures.ackMs?.p50),
    ...ofMs('acknowledged p99', figures.ackMs?.p99),
    measured(named('lag after an outage of ten minutes'), 's', figures.lagSeconds, 600),
  ];
}

const columns: readonly (readonly [title: string, cell: (figures: Figures) => string])[] = [
  ['offices', ({ offices }) => offices.toLocaleString('en')],
  ['events/s', ({ eventsPerSecond }) => eventsPerSecond.toFixed(0)],
  ['ack p50/p99 ms', ({ ackMs }) => (ackMs ? `${ackMs.p50.toFixed(1)} / ${ackMs.p99.toFixed(0)}` : '–')],
  ['visible p50/p99 ms', ({ visibleMs }) => (visibleMs ? `${visibleMs.p50.toFixed(1)} / ${visibleMs.p99.toFixed(0)}` : '–')],
  ['cores', ({ cores }) => cores.toFixed(2)],
  ['MiB, at most', ({ memoryMiB, memoryMostMiB }) => `${memoryMiB.toFixed(0)}, ${memoryMostMiB.toFixed(0)}`],
  ['all in after s', ({ openedSeconds }) => openedSeconds.toFixed(1)],
  ['waiting after 10 min', ({ waiting }) => waiting.toLocaleString('en')],
  ['lag s', ({ lagSeconds }) => lagSeconds.toFixed(1)],
  ['load before', ({ load }) => `${load.toFixed(1)}${load > quietLoad ? ', not quiet' : ''}`],
];

/** A table in Markdown, a row for each size. */
export function table(sizes: readonly Figures[]): string {
  const rows = [columns.map(([title]) => title), columns.map(() => '---'), ...sizes.map((one) => columns.map(([, cell]) => cell(one)))];
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
