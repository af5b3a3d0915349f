import type { Clock } from '../clock/port.ts';
import type { SlipView } from '../core/views/slip.ts';
import { renderSlip } from './escpos.ts';
import type { PrinterModel } from './models.ts';
import type { Printer, PrinterState, PrintOutcome } from './port.ts';
import { isStatus, printerState, type StatusKind, statusKinds, statusRequest } from './status.ts';
import { turns } from './turns.ts';

/** A two-way connection to a printer, as a cable or a network gives it. */
export type Line = {
  /** True once the bytes left this machine, false when the line went first; never rejects. */
  send(bytes: Buffer): Promise<boolean>;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onLost(listener: () => void): void;
  /** Ends the line at once, with whatever is on it. */
  drop(): void;
};

/** Between two looks at a printer that nobody prints on, milliseconds. */
export const statusEveryMs = 2_000;
/** Longest wait for one status answer. A printer that is on answers within milliseconds. */
export const answerMsMax = 1_000;

/** A slip that is not worked off by then is given up, milliseconds. What is left of `printMsMax` goes to asking and clearing. */
export const slipMsMax = 3_000;

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
  const listeners: ((state: PrinterState) => void)[] = [];
  let state: PrinterState = 'offline';
  let line: OpenLine | null = null;
  let closed = false;
  let looking = false;

  const enter = (next: PrinterState): PrinterState => {
    if (next !== state) {
      state = next;
      for (const listener of listeners) listener(next);
    }
    return next;
  };
  const drop = () => {
    line?.drop();
    line = null;
  };
  const look = async (): Promise<PrinterState> => {
    if (line === null || line.lost()) {
      drop();
      const connected = await connect();
      if (connected === null || closed) {
        connected?.drop();
        return enter('offline');
      }
      line = openLine(connected, clock);
    }
    const found = await readState(line);
    if (found === 'silent') drop();
    return enter(found === 'silent' ? 'offline' : found);
  };

  const sendSlip = async (on: OpenLine, bytes: Buffer): Promise<boolean> => {
    if (!model.confirms) return on.send(bytes, slipMsMax);
    return (await on.ask(Buffer.concat([bytes, paperInTurn]), isInTurn, slipMsMax)) !== null;
  };
  const print = async (slip: SlipView, untilMs: number): Promise<PrintOutcome> => {
    const before = await look();
    const on = line;
    if (!canPrint(before)) return before;
    if (on === null || now() > untilMs - slipMsMax) return 'offline';
    if (await sendSlip(on, renderSlip(slip, model))) {
      if (model.confirms) return 'printed';
      return canPrint(await look()) ? 'printed' : 'unknown';
    }
    if (!on.lost()) await on.send(clearBuffers, answerMsMax);
    await look();
    return 'unknown';
  };

  /** A look between slips takes its turn like a slip, so that answers are never mixed up. */
  const lookInTurn = () => {
    if (looking || closed) return;
    looking = true;
    void inTurn(async () => {
      await look();
      return 'printed';
    }).then(() => {
      looking = false;
    });
  };
  const stopLooking = clock.every(statusEveryMs, lookInTurn);
  lookInTurn();

  return {
    print: (slip) => inTurn((untilMs) => print(slip, untilMs)),
    state: () => state,
    onChange: (listener) => void listeners.push(listener),
    close: async () => {
      closed = true;
      stopLooking();
      await inTurn(async () => 'offline');
      drop();
    },
  };
}

const canPrint = (state: PrinterState): state is 'ok' | 'near-end' => state === 'ok' || state === 'near-end';

type OpenLine = {
  /** Sends and answers with the first byte that `wanted` accepts; `null` after `ms` or when the line is lost. */
  ask(bytes: Buffer, wanted: (byte: number) => boolean, ms: number): Promise<number | null>;
  send(bytes: Buffer, ms: number): Promise<boolean>;
  lost(): boolean;
  drop(): void;
};

function openLine(line: Line, clock: Clock): OpenLine {
  let lost = false;
  let heard: ((byte: number | null) => void) | null = null;
  line.onBytes((bytes) => {
    for (const byte of bytes) heard?.(byte);
  });
  line.onLost(() => {
    lost = true;
    heard?.(null);
  });
  const ask = (bytes: Buffer, wanted: (byte: number) => boolean, ms: number) =>
    new Promise<number | null>((resolve) => {
      const settle = (answer: number | null) => {
        stop();
        heard = null;
        resolve(answer);
      };
      const stop = clock.after(Math.max(0, ms), () => settle(null));
      heard = (byte) => {
        if (byte === null || wanted(byte)) settle(byte);
      };
      if (lost) settle(null);
      else void line.send(bytes);
    });
  return {
    ask,
    send: (bytes, ms) =>
      new Promise((resolve) => {
        const stop = clock.after(Math.max(0, ms), () => resolve(false));
        void line.send(bytes).then((sent) => {
          stop();
          resolve(sent);
        });
      }),
    lost: () => lost,
    drop: () => line.drop(),
  };
}

async function readState(line: OpenLine): Promise<PrinterState | 'silent'> {
  const answers: Record<StatusKind, number | null> = { 1: null, 2: null, 3: null, 4: null };
  for (const kind of statusKinds) {
    answers[kind] = await line.ask(statusRequest(kind), isStatus, answerMsMax);
    if (answers[kind] === null) return 'silent';
  }
  return printerState(answers);
}
