import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleOffice } from '#contract/example-office.ts';
import { simulatedButtons } from '../../edge/buttons/simulated.ts';
import { type SimulatedClock, simulatedClock } from '../../edge/clock/simulated.ts';
import { nodeDisk } from '../../edge/disk/node.ts';
import { openJournal } from '../../edge/journal/disk-journal.ts';
import { hashPin } from '../../edge/keypad/pin-hash.ts';
import { simulatedKeypad } from '../../edge/keypad/simulated.ts';
import { simulatedLink } from '../../edge/link/simulated.ts';
import { openOffice } from '../../edge/loop/office.ts';
import { recoverQueue } from '../../edge/loop/recover.ts';
import { renderSlip } from '../../edge/printer/escpos.ts';
import { printerModels } from '../../edge/printer/models.ts';
import { simulatedUnits } from '../../edge/units/simulated.ts';
import { noVoice } from '../../edge/voice/none.ts';

/** A real office on a real disk whose buttons a bench presses: only the hands, the clock and the paper are not real. */
export type OfficeOnDisk = {
  readonly clock: SimulatedClock;
  /** Presses the button of a service and resolves, with the time, when the last byte of its slip is at the printer. */
  press(service: string): Promise<number>;
  close(): Promise<void>;
};

/** Opens an office in a temporary folder of `parent`, which must lie on a disk that really syncs. */
export function officeOnDisk(parent: string = tmpdir()): OfficeOnDisk {
  const folder = mkdtempSync(join(parent, 'fronta-bench-'));
  const clock = simulatedClock('2026-11-23T08:10:00+01:00');
  const { journal, entries } = openJournal({ disk: nodeDisk, folder: join(folder, 'journal'), mintId: () => 'b'.repeat(32), after: 0 });
  const buttons = simulatedButtons(exampleOffice.services.map(({ id }) => `service:${id}`));
  let onPaper: (at: number) => void = () => undefined;
  const office = openOffice(
    {
      clock,
      journal,
      buttons,
      keypad: simulatedKeypad(),
      units: simulatedUnits([1, 2, 3]),
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
      link: simulatedLink(),
      watchdog: { ready: () => undefined, progress: () => undefined, stopping: () => undefined },
      mintToken: () => 'token-of-the-bench-0001',
      hashPin,
      show: () => undefined,
      log: { info: () => undefined, warn: () => undefined },
      fail: (error) => {
        throw error;
      },
      source: 'fronta/1/krumlov/kiosk-1',
      software: 'bench',
    },
    { queue: recoverQueue(null, entries, exampleOffice), acked: 0 },
  );
  return {
    clock,
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
