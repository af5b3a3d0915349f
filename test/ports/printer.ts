import test from 'ava';
import type { SlipView } from '../../edge/core/views/slip.ts';
import { renderSlip } from '../../edge/printer/escpos.ts';
import type { PrinterModel } from '../../edge/printer/models.ts';
import type { Printer, PrinterState } from '../../edge/printer/port.ts';
import { walkIn } from '../edge/printer/slips.ts';

/** A printer to try and the hands of whoever stands at it. */
export type PrinterAtHand = {
  readonly printer: Printer;
  /** The numbers on the paper that came out, oldest first. */
  numbers(): Promise<readonly string[]>;
  /** Runs out of paper or is filled; absent where the device cannot tell. */
  readonly set?: (state: PrinterState) => Promise<void>;
  /** The power goes after so many bytes of the next slip. */
  readonly losePowerAfterBytes?: (bytes: number) => void;
};

const slip = (number: string): SlipView => ({ ...walkIn, number });

/** What every printer promises. `within` makes one, lends it, and clears it away; `dies` is the model whose power may go. */
export function printerSuite(
  name: string,
  within: (use: (at: PrinterAtHand) => Promise<void>) => Promise<void>,
  can: { readonly state: boolean; readonly dies: PrinterModel | null },
) {
  test(`${name}: slips come out in the order asked, though nobody waits in between`, async (t) => {
    await within(async ({ printer, numbers }) => {
      const outcomes = await Promise.all(['A1', 'A2', 'A3'].map((number) => printer.print(slip(number))));
      t.deepEqual(outcomes, ['printed', 'printed', 'printed']);
      t.deepEqual(await numbers(), ['A1', 'A2', 'A3']);
      t.is(printer.state(), 'ok');
    });
  });

  if (can.state) {
    for (const state of ['paper-out', 'cover-open', 'error', 'offline'] as const) {
      const outcome = state === 'error' ? 'offline' : state;
      test(`${name}: with ${state} nothing prints, and nothing old is released afterwards (F8)`, async (t) => {
        await within(async ({ printer, numbers, set }) => {
          const seen: PrinterState[] = [];
          printer.onChange((change) => seen.push(change));
          await set?.(state);
          t.is(await printer.print(slip('A1')), outcome);
          t.is(await printer.print(slip('A2')), outcome);
          t.is(printer.state(), state);
          await set?.('ok');
          t.is(await printer.print(slip('A3')), 'printed');
          t.deepEqual(await numbers(), ['A3']);
          t.deepEqual(seen, [state, 'ok'], 'each change is told once');
        });
      });
    }

    test(`${name}: paper near its end still prints and is told`, async (t) => {
      await within(async ({ printer, numbers, set }) => {
        await set?.('near-end');
        t.is(await printer.print(slip('A1')), 'printed');
        t.is(printer.state(), 'near-end');
        t.deepEqual(await numbers(), ['A1']);
      });
    });
  }

  const { dies } = can;
  if (dies !== null) {
    test(`${name}: power lost within a slip leaves its outcome unknown, and nothing prints till it is back (F9)`, async (t) => {
      await within(async ({ printer, set, losePowerAfterBytes }) => {
        losePowerAfterBytes?.(60);
        t.is(await printer.print(slip('A1')), 'unknown');
        t.is(await printer.print(slip('A2')), 'offline');
        t.is(printer.state(), 'offline');
        await set?.('ok');
        t.is(await printer.print({ ...slip('A1'), copy: 'KOPIE' }), 'printed');
      });
    });

    test(`${name}: power lost at any byte of a slip leaves its outcome unknown, and its copy is the next to print (F9)`, async (t) => {
      await within(async ({ printer, numbers, set, losePowerAfterBytes }) => {
        const { length } = renderSlip(slip('A1'), dies);
        for (let bytes = 1; bytes <= length; bytes += 1) {
          losePowerAfterBytes?.(bytes);
          const outcome = await printer.print(slip('A1'));
          await set?.('ok');
          const copy = await printer.print({ ...slip('A1'), copy: 'KOPIE' });
          if (outcome !== 'unknown' || copy !== 'printed') t.fail(`after byte ${bytes} of ${length}: ${outcome}, its copy: ${copy}`);
        }
        t.deepEqual([...new Set(await numbers())], ['A1']);
      });
    });
  }
}
