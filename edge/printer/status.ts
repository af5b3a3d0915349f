import type { PrinterState } from './port.ts';

/** `n` of `DLE EOT n`, ESC/POS "Transmit real-time status": 1 printer, 2 cause of offline, 3 cause of error, 4 paper sensor. */
export type StatusKind = 1 | 2 | 3 | 4;
export const statusKinds = [1, 2, 3, 4] as const satisfies readonly StatusKind[];

/** The question, to be sent at any time: a printer answers even when it is offline or full. */
export const statusRequest = (kind: StatusKind) => Buffer.from([0x10, 0x04, kind]);

/** Every answer to DLE EOT has bits 0 and 7 clear and bits 1 and 4 set; anything else on the line is no status. */
export const isStatus = (byte: number) => (byte & 0b1001_0011) === 0b0001_0010;

/**
 * What the four answers say together. A missing answer is `null`; a printer that answers nothing at all is offline.
 * An open cover stands before missing paper, because the paper sensor says nothing while the cover is open.
 */
export function printerState(answers: Readonly<Record<StatusKind, number | null>>): PrinterState {
  const bit = (kind: StatusKind, mask: number) => ((answers[kind] ?? 0) & mask) !== 0;
  if (statusKinds.every((kind) => answers[kind] === null)) return 'offline';
  if (bit(2, coverOpen)) return 'cover-open';
  if (bit(2, stoppedForPaper) || bit(4, paperEnd)) return 'paper-out';
  if (bit(2, error) || bit(3, cutter | unrecoverable)) return 'error';
  if (bit(1, offline)) return 'offline';
  return bit(4, nearEnd) ? 'near-end' : 'ok';
}

/** n = 1, bit 3. */
const offline = 0x08;
/** n = 2, bit 2. */
const coverOpen = 0x04;
/** n = 2, bit 5: printing stops for want of paper. */
const stoppedForPaper = 0x20;
/** n = 2, bit 6. */
const error = 0x40;
/** n = 3, bit 3: the cutter is jammed. */
const cutter = 0x08;
/** n = 3, bit 5: only switching off and on helps. */
const unrecoverable = 0x20;
/** n = 4, bits 2 and 3, both set when the roll is nearly used up. */
const nearEnd = 0x0c;
/** n = 4, bits 5 and 6, both set when there is no paper. */
const paperEnd = 0x60;
