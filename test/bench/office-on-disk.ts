import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '#contract/event.ts';
import { exampleOffice } from '#contract/example-office.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import { simulatedButtons } from '../../edge/buttons/simulated.ts';
import { type SimulatedClock, simulatedClock } from '../../edge/clock/simulated.ts';
import { nodeDisk } from '../../edge/disk/node.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import { hashPin } from '../../edge/keypad/pin-hash.ts';
import { simulatedKeypad } from '../../edge/keypad/simulated.ts';
import type { Link } from '../../edge/link/port.ts';
import { simulatedLink } from '../../edge/link/simulated.ts';
import { type Office, openOffice } from '../../edge/loop/office.ts';
import { recoverQueue } from '../../edge/loop/recover.ts';
import type { Rooms } from '../../edge/loop/rooms.ts';
import { renderSlip } from '../../edge/printer/escpos.ts';
import { printerModels } from '../../edge/printer/models.ts';
import type { Units } from '../../edge/units/port.ts';
import { simulatedUnits } from '../../edge/units/simulated.ts';
import { noVoice } from '../../edge/voice/none.ts';

/** A real office on a real disk whose buttons a bench presses: only the hands, the clock and the paper are not real. */
export type OfficeOnDisk = {
  readonly clock: SimulatedClock;
  /** Presses the button of a service and resolves, with the time, when the last byte of its slip is at the printer. */
  press(service: string): Promise<number>;
  readonly act: Office['act'];
  readonly views: Office['views'];
  close(): Promise<void>;
};

export type OfficeOptions = {
  readonly units?: Units;
  readonly settings?: OfficeSettings;
  /** Must lie on a disk that really syncs. */
  readonly parent?: string;
  readonly link?: Link;
  /** Takes each moment's pictures, as the screens do. */
  readonly show?: Rooms['show'];
  /** Entries that the journal has already, all of them unsent and in the snapshot of this start. */
  readonly history?: { readonly count: number; readonly factAt: (index: number) => Fact };
};

/** Opens an office in a temporary folder. */
export async function officeOnDisk(options: OfficeOptions = {}): Promise<OfficeOnDisk> {
  const {
    parent = tmpdir(),
    link = simulatedLink(),
    units = simulatedUnits([1, 2, 3]),
    settings = exampleOffice,
    show = () => undefined,
    history,
  } = options;
  const folder = mkdtempSync(join(parent, 'fronta-bench-'));
  const clock = simulatedClock('2026-11-23T08:10:00+01:00');
  if (history) await writeHistory(join(folder, 'journal'), history.count, history.factAt);
  const { journal, entries } = openJournal({
    disk: nodeDisk,
    folder: join(folder, 'journal'),
    mintId: () => journalId,
    after: history?.count ?? 0,
  });
  const buttons = simulatedButtons(exampleOffice.services.map(({ id }) => `service:${id}`));
  let onPaper: (at: number) => void = () => undefined;
  const office = openOffice(
    {
      clock,
      journal,
      buttons,
      keypad: simulatedKeypad(),
      units,
      printer: {
        async print(slip) {
          renderSlip(slip, printerModels['epson-tm-t20']);
          onPaper(performance.now());
          return 'printed';
        },
        state: () => 'ok',
        onChange: () => undefined,
        close: async () => undefined,
      },
      snapshots: { load: async () => null, save: async () => undefined },
      voice: noVoice(),
      link,
      watchdog: { ready: () => undefined, progress: () => undefined, stopping: () => undefined },
      mintToken: () => 'token-of-the-bench-0001',
      hashPin,
      show,
      log: { info: () => undefined, warn: () => undefined },
      fail: (error) => {
        throw error;
      },
      source: 'fronta/1/krumlov/kiosk-1',
      software: 'bench',
    },
    { queue: recoverQueue(null, entries, settings), acked: 0 },
  );
  return {
    clock,
    act: office.act,
    views: office.views,
    press: (service) =>
      new Promise((resolve) => {
        onPaper = resolve;
        buttons.press(`service:${service}`);
      }),
    async close() {
      await office.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const journalId = 'b'.repeat(32);
const writtenAtOnce = 500;

/** A journal as an office leaves it that never met its cloud. */
export async function writeHistory(folder: string, count: number, factAt: (index: number) => Fact): Promise<void> {
  const { journal } = openJournal({ disk: nodeDisk, folder, mintId: () => journalId, after: 0 });
  const stamp = { wall: Date.parse('2026-11-23T07:10:00Z'), steady: 1, clockTrusted: true };
  for (let first = 0; first < count; first += writtenAtOnce) {
    const facts = Array.from({ length: Math.min(writtenAtOnce, count - first) }, (_, index) => factAt(first + index));
    await journal.append(facts, stamp).durable;
  }
  await journal.close();
}
