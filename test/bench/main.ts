import { bookHttp } from './book-http.ts';
import { bookingRace } from './booking-race.ts';
import { callNext } from './call-next.ts';
import { callToBoard } from './call-to-board.ts';
import { catchUp, drainNinetyDays } from './catch-up.ts';
import { edgeMemory } from './edge-memory.ts';
import { fleet } from './fleet/fleet.ts';
import { asMeasured } from './fleet/table.ts';
import { forecastOfDays } from './forecast.ts';
import { ingest } from './ingest.ts';
import { journalAppend } from './journal-append.ts';
import { pressToSlip } from './press-to-slip.ts';
import type { Measured } from './report.ts';
import { restart } from './restart.ts';
import { writeResults } from './results.ts';
import { simulate } from './simulate.ts';
import { unitRoundTrip } from './unit-round-trip.ts';

/** Every bench by its name. Each answers its figures beside the raw limit of the machine, measured in the same run. */
const benches: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  'press-to-slip': pressToSlip,
  'call-next': callNext,
  'call-to-board': callToBoard,
  'journal-append': journalAppend,
  restart,
  ingest,
  'catch-up': catchUp,
  'drain-90-days': drainNinetyDays,
  'edge-memory': edgeMemory,
  forecast: forecastOfDays,
  'unit-round-trip': unitRoundTrip,
  'book-http': bookHttp,
  'booking-race': () => bookingRace(),
  'booking-race-part': () => bookingRace(100_000),
  fleet: async () => asMeasured(await fleet({ offices: 5_000, seconds: 60, visitorsPerHour: 80 })),
  simulate,
};

/** Not in a run of all: the million takes as long as all others together, and a part of it is among them. */
const alone = ['booking-race'];

const isResults = process.argv.includes('--results');
const asked = process.argv.slice(2).filter((word) => word !== '--results');
const unknown = asked.find((name) => !(name in benches));
if (unknown !== undefined) {
  process.stderr.write(`no bench is called "${unknown}"; there are: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(benches).filter((name) => !alone.includes(name));
if (isResults) process.exit((await writeResults(names)) > 0 ? 1 : 0);
for (const name of names) {
  process.stderr.write(`${name}…\n`);
  for (const line of await benches[name]!()) process.stdout.write(`${JSON.stringify(line)}\n`);
}
process.exit(0);
