import type { PrinterState } from '../../../edge/printer/port.ts';

/** The inside of a printer as its datasheet has it, without a cable: what it hears, what it says back, what it has printed. */
export type Mechanism = {
  /** Bytes off the cable, in pieces as they come; answers what the printer sends back. */
  hear(bytes: Uint8Array): Buffer;
  /** All bytes worked off. */
  paper(): Buffer;
  /** The same in pieces, one from each switching on to the next: what a power cut tore is not read on. */
  sheets(): readonly Buffer[];
  /** How often each kind of DLE EOT was asked, summed up. */
  asked(): number;
  state(): PrinterState;
  /** Another paper, cover or error; answers what the printer sends when it goes on with its buffer. */
  set(state: PrinterState): Buffer;
  /** The power goes once so many more bytes of a slip have come in; what has not been worked off by then is gone. */
  dieAfterBytes(bytes: number): void;
  /** Runs out of paper once so many bytes of slips have been worked off. */
  paperOutAfterBytes(bytes: number): void;
  /** Takes everything and says nothing any more. */
  fallSilent(): void;
  isDead(): boolean;
};

const dle = 0x10;
const eot = 0x04;
const dc4 = 0x14;
/** DLE EOT n. */
const askLength = 3;
/** DLE DC4 8 and its seven fixed bytes: clear the buffers. */
const clearLength = 10;
/** GS r 1, worked off in its turn. */
const inTurn = [0x1d, 0x72, 1];

/** DLE EOT is heard at any time, everything else waits in the buffer until the printer can print. */
export function printerMechanism(): Mechanism {
  let state: PrinterState = 'ok';
  let silent = false;
  let dead = false;
  let asked = 0;
  let bytesToLive = Number.POSITIVE_INFINITY;
  let paperLeft = Number.POSITIVE_INFINITY;
  let unread: number[] = [];
  let buffer: number[] = [];
  let printed: number[] = [];
  const before: Buffer[] = [];

  const die = (): void => {
    dead = true;
    state = 'offline';
    bytesToLive = Number.POSITIVE_INFINITY;
    unread = [];
    buffer = [];
    before.push(Buffer.from(printed));
    printed = [];
  };
  const workOff = (): number[] => {
    const said: number[] = [];
    while (buffer.length > 0 && (state === 'ok' || state === 'near-end')) {
      if (buffer[0] === inTurn[0] && buffer[1] === inTurn[1]) {
        if (buffer.length < inTurn.length) break;
        buffer.splice(0, inTurn.length);
        said.push(0);
      } else if (buffer[0] === inTurn[0] && buffer.length < 2) break;
      else {
        printed.push(buffer.shift()!);
        paperLeft -= 1;
        if (paperLeft <= 0) state = 'paper-out';
      }
    }
    return said;
  };
  /** Takes one command to be heard at once, or one byte for the buffer; `null` while the rest of a command is still to come. */
  const take = (): number[] | null => {
    if (unread[0] !== dle) {
      buffer.push(unread.shift()!);
      bytesToLive -= 1;
      if (bytesToLive <= 0) die();
      return [];
    }
    const length = unread[1] === eot ? askLength : unread[1] === dc4 ? clearLength : 2;
    if (unread.length < length) return null;
    const [, kind, n] = unread.splice(0, length);
    if (kind === dc4) buffer = [];
    if (kind !== eot) return [];
    asked += 1;
    return [statusByte(state, n!)];
  };
  const heard = (said: readonly number[]): Buffer => Buffer.from(silent || dead ? [] : said);

  return {
    hear(bytes) {
      unread.push(...bytes);
      const said: number[] = [];
      while (unread.length > 0) {
        const answer = take();
        if (answer === null) break;
        said.push(...answer, ...workOff());
      }
      return heard(said);
    },
    paper: () => Buffer.concat([...before, Buffer.from(printed)]),
    sheets: () => [...before, Buffer.from(printed)],
    asked: () => asked,
    state: () => state,
    set(next) {
      if (next === 'offline') die();
      else dead = false;
      state = next;
      paperLeft = Number.POSITIVE_INFINITY;
      return heard(workOff());
    },
    dieAfterBytes: (bytes) => {
      bytesToLive = bytes;
    },
    paperOutAfterBytes: (bytes) => {
      paperLeft = bytes;
    },
    fallSilent: () => {
      silent = true;
    },
    isDead: () => dead,
  };
}

/** Answers of a TM-T20 to DLE EOT 1 to 4 [ESC/POS, "Transmit real-time status"]. */
function statusByte(state: PrinterState, kind: number): number {
  const answers: Readonly<Partial<Record<PrinterState, readonly [number, number, number, number]>>> = {
    'paper-out': [0x1a, 0x32, 0x12, 0x7e],
    'cover-open': [0x1a, 0x16, 0x12, 0x12],
    error: [0x1a, 0x52, 0x1a, 0x12],
    'near-end': [0x12, 0x12, 0x12, 0x1e],
  };
  return answers[state]?.[kind - 1] ?? 0x12;
}
