import type { Clock } from '../clock/port.ts';
import type { PrinterState } from './port.ts';
import { isStatus, printerState, type StatusKind, statusKinds, statusRequest } from './status.ts';

/** A two-way connection to a printer, as a cable or a network gives it. */
export type Line = {
  /** True once the bytes left this machine, false when the line went first; never rejects. */
  send(bytes: Buffer): Promise<boolean>;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  onLost(listener: () => void): void;
  /** Ends the line at once, with whatever is on it. */
  drop(): void;
};

/** Longest wait for one status answer, milliseconds. A printer that is on answers within a few. */
export const answerMsMax = 1_000;

/** A line on which questions are asked, one at a time. */
export type OpenLine = {
  /** Sends and answers with the first byte that `wanted` accepts; `null` after `ms` or when the line is lost. */
  ask(bytes: Buffer, wanted: (byte: number) => boolean, ms: number): Promise<number | null>;
  send(bytes: Buffer, ms: number): Promise<boolean>;
  lost(): boolean;
  drop(): void;
};

export function openLine(line: Line, clock: Clock): OpenLine {
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

/** Asks all four; `silent` when an answer is missing. */
export async function readState(line: OpenLine): Promise<PrinterState | 'silent'> {
  const answers: Record<StatusKind, number | null> = { 1: null, 2: null, 3: null, 4: null };
  for (const kind of statusKinds) {
    answers[kind] = await line.ask(statusRequest(kind), isStatus, answerMsMax);
    if (answers[kind] === null) return 'silent';
  }
  return printerState(answers);
}
