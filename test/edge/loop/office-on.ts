import { exampleOffice } from '#contract/example-office.ts';
import { type SimulatedButtons, simulatedButtons } from '../../../edge/buttons/simulated.ts';
import { type SimulatedClock, simulatedClock } from '../../../edge/clock/simulated.ts';
import type { Views } from '../../../edge/core/views/screens.ts';
import type { SimulatedDisk } from '../../../edge/disk/simulated.ts';
import { openJournal } from '../../../edge/journal/disk-journal.ts';
import type { Journal } from '../../../edge/journal/port.ts';
import { hashPin } from '../../../edge/keypad/pin-hash.ts';
import { simulatedKeypad } from '../../../edge/keypad/simulated.ts';
import { type SimulatedLink, simulatedLink } from '../../../edge/link/simulated.ts';
import { type Office, openOffice } from '../../../edge/loop/office.ts';
import { recoverQueue } from '../../../edge/loop/recover.ts';
import type { Rooms } from '../../../edge/loop/rooms.ts';
import { printerModels } from '../../../edge/printer/models.ts';
import { type SimulatedPrinter, simulatedPrinter } from '../../../edge/printer/simulated.ts';
import { twoGenerations } from '../../../edge/state/two-generations.ts';
import { type SimulatedUnits, simulatedUnits } from '../../../edge/units/simulated.ts';
import { noVoice } from '../../../edge/voice/none.ts';

/** A running office whose devices, clock and disk are simulated. */
export type OfficeOnDisk = {
  readonly office: Office;
  readonly journal: Journal;
  readonly clock: SimulatedClock;
  readonly link: SimulatedLink;
  readonly log: string[];
  /** What made the process end, if anything did. */
  readonly failures: Error[];
  readonly buttons: SimulatedButtons;
  readonly printer: SimulatedPrinter;
  readonly units: SimulatedUnits;
  /** What the voice was asked to confirm, oldest first. */
  readonly confirmed: readonly string[];
  /** How often the watchdog heard of progress. */
  progressed(): number;
  press(service: string): void;
  shown(): Views;
  /** Resolves when everything that was set going has come to its end. */
  settled(): Promise<void>;
};

/** Starts it as the daemon would: the newest snapshot, the journal after it. */
export async function officeOn(disk: SimulatedDisk, start = '2026-11-23T08:10:00+01:00', more: Partial<Rooms> = {}): Promise<OfficeOnDisk> {
  const log: string[] = [];
  const failures: Error[] = [];
  const snapshots = twoGenerations(disk, '/data', (problem) => log.push(problem));
  const snapshot = await snapshots.load();
  const { journal, entries, newest } = openJournal({
    disk,
    folder: '/data/journal',
    mintId: () => 'a'.repeat(32),
    after: snapshot?.seq ?? 0,
  });
  const clock = simulatedClock(start, newest ? newest.steadyMs + 60_000 : 0);
  const buttons = simulatedButtons([...exampleOffice.services.map(({ id }) => `service:${id}`), 'reserved', 'language']);
  const link = simulatedLink();
  const printer = simulatedPrinter({ model: printerModels['epson-tm-t20'] });
  const units = simulatedUnits([1, 2, 3]);
  const confirmed: string[] = [];
  let progressed = 0;
  const office = openOffice(
    {
      clock,
      journal,
      snapshots,
      buttons,
      link,
      keypad: simulatedKeypad(),
      units,
      printer,
      voice: { ...noVoice(), confirm: (number, moment, language) => confirmed.push(`${number} ${moment} ${language}`) },
      watchdog: { ready: () => undefined, progress: () => void progressed++, stopping: () => undefined },
      mintToken: () => 'a-token-of-the-test-1',
      hashPin,
      show: () => undefined,
      log: { info: (_, text) => log.push(text), warn: (_, text) => log.push(text) },
      fail: (error) => failures.push(error),
      source: 'fronta/1/krumlov/kiosk-1',
      software: 'test',
      ...more,
    },
    { queue: recoverQueue(snapshot, entries, exampleOffice), acked: snapshot?.acked ?? 0, snapshotSeq: snapshot?.seq ?? 0 },
  );
  const settled = async (): Promise<void> => {
    for (let round = 0; round < 20; round++) await new Promise((resolve) => setImmediate(resolve));
  };
  await settled();
  return {
    office,
    journal,
    clock,
    link,
    log,
    failures,
    buttons,
    printer,
    units,
    confirmed,
    progressed: () => progressed,
    press: (service) => buttons.press(`service:${service}`),
    shown: office.views,
    settled,
  };
}
