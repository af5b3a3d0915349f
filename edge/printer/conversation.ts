import type { Clock } from '../clock/port.ts';
import type { SlipView } from '../core/views/slip.ts';
import { renderSlip } from './escpos.ts';
import { answerMsMax, type Line, type OpenLine, openLine, readState } from './line.ts';
import type { PrinterModel } from './models.ts';
import { type Printer, type PrinterState, type PrintOutcome, slipMsMax } from './port.ts';
import { turns } from './turns.ts';

/** Between two looks at a printer that nobody prints on, milliseconds. */
export const statusEveryMs = 2_000;
/** A slip takes about a second to print and cut, milliseconds; with less time left it is not begun. */
const slipMsMin = 1_000;

/** GS r 1: answered only when all bytes before it have been worked off. Bits 4 and 7 of the answer are clear. */
const paperInTurn = Buffer.from([0x1d, 0x72, 1]);
const isInTurn = (byte: number) => (byte & 0b1001_0000) === 0;
/** DLE DC4 8 1 3 20 1 6 2 8: clear the buffers, so that the rest of a stopped slip does not come out after a refill (F8). */
const clearBuffers = Buffer.from([0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8]);

/**
 * A printer at the end of a line: asks for its state before each slip and every `statusEveryMs`, sends the slip, and waits till
 * the printer has worked it off. What happens after the first byte of a slip and is not a clear end is `unknown` (F9).
 */
export function conversingPrinter(options: {
  readonly model: PrinterModel;
  readonly clock: Clock;
  /** Opens the line, `null` when the printer is not there; never rejects. */
  readonly connect: () => Promise<Line | null>;
}): Printer {
  const { model, clock, connect } = options;
  const now = () => clock.now().steady;
  const inTurn = turns(now);
  const watched = watchedLine(connect, clock);

  const print = async (slip: SlipView, untilMs: number): Promise<PrintOutcome> => {
    const before = await watched.look();
    const line = watched.line();
    if (!canPrint(before)) return insteadOf(before);
    // What is left after the slip is for clearing the rest of one that stopped.
    const slipMs = Math.min(slipMsMax, untilMs - now() - answerMsMax);
    if (line === null || slipMs < slipMsMin) return 'offline';
    if (await workedOff(line, renderSlip(slip, model), model, slipMs)) {
      if (model.confirms) return 'printed';
      return canPrint(await watched.look()) ? 'printed' : 'unknown';
    }
    if (!line.lost()) await line.send(clearBuffers, answerMsMax);
    await watched.look();
    return 'unknown';
  };

  let looking = false;
  /** A look between slips takes its turn like a slip, so that answers are never mixed up. */
  const lookInTurn = async () => {
    if (looking) return;
    looking = true;
    await inTurn(async () => (canPrint(await watched.look()) ? 'printed' : 'offline'));
    looking = false;
  };
  const stopLooking = clock.every(statusEveryMs, () => void lookInTurn());
  void lookInTurn();

  return {
    print: (slip) => inTurn((untilMs) => print(slip, untilMs)),
    state: watched.state,
    onChange: watched.onChange,
    close: async () => {
      stopLooking();
      await inTurn(async () => 'offline');
      watched.close();
    },
  };
}

const canPrint = (state: PrinterState): state is 'ok' | 'near-end' => state === 'ok' || state === 'near-end';

/** Why a slip was not begun; for the visitor a printer with a fault is one that is not there. */
const insteadOf = (state: Exclude<PrinterState, 'ok' | 'near-end'>): PrintOutcome => (state === 'error' ? 'offline' : state);

/** True when the printer has taken the slip, or, where it can say so, has worked it off. */
async function workedOff(line: OpenLine, slip: Buffer, model: PrinterModel, ms: number): Promise<boolean> {
  if (!model.confirms) return line.send(slip, ms);
  return (await line.ask(Buffer.concat([slip, paperInTurn]), isInTurn, ms)) !== null;
}

/** The line and what is known of the printer at its end; a lost one is opened again with the next look. */
function watchedLine(connect: () => Promise<Line | null>, clock: Clock) {
  const listeners: ((state: PrinterState) => void)[] = [];
  let state: PrinterState = 'offline';
  let line: OpenLine | null = null;
  let closed = false;
  const enter = (next: PrinterState): PrinterState => {
    if (next === state) return next;
    state = next;
    for (const listener of listeners) listener(next);
    return next;
  };
  const drop = () => {
    line?.drop();
    line = null;
  };
  const reopen = async () => {
    drop();
    const connected = await connect();
    if (connected !== null && closed) connected.drop();
    else if (connected !== null) line = openLine(connected, clock);
  };
  return {
    line: () => line,
    state: () => state,
    onChange: (listener: (state: PrinterState) => void) => void listeners.push(listener),
    async look(): Promise<PrinterState> {
      if (line === null || line.lost()) await reopen();
      if (line === null) return enter('offline');
      const found = await readState(line);
      if (found !== 'silent') return enter(found);
      drop();
      return enter('offline');
    },
    close() {
      closed = true;
      drop();
    },
  };
}
