import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { PrinterState } from '../../../edge/printer/port.ts';

/** A printer on the network as its datasheet has it: answers DLE EOT at any time, works its buffer off only while it can print. */
export type PrinterServer = {
  readonly port: number;
  /** All bytes worked off. */
  paper(): Buffer;
  set(state: PrinterState): Promise<void>;
  /** Cuts every connection once so many bytes of data have come in. */
  dieAfterBytes(bytes: number): void;
  /** Runs out of paper once so many bytes of data have been worked off. */
  paperOutAfterBytes(bytes: number): void;
  /** Takes data and says nothing any more. */
  fallSilent(): void;
  close(): Promise<void>;
};

export async function printerServer(): Promise<PrinterServer> {
  const sockets = new Set<Socket>();
  let state: PrinterState = 'ok';
  let silent = false;
  let received = 0;
  let dieAt = Number.POSITIVE_INFINITY;
  let paperLeft = Number.POSITIVE_INFINITY;
  let buffer: number[] = [];
  const printed: number[] = [];

  const status = (kind: number) =>
    ({
      1: state === 'paper-out' || state === 'cover-open' ? 0x1a : 0x12,
      2: { 'paper-out': 0x32, 'cover-open': 0x16 }[state as string] ?? 0x12,
      3: 0x12,
      4: { 'paper-out': 0x7e, 'near-end': 0x1e }[state as string] ?? 0x12,
    })[kind] ?? 0x12;

  const workOff = (socket: Socket) => {
    while (buffer.length > 0 && (state === 'ok' || state === 'near-end')) {
      if (buffer[0] === 0x1d && buffer[1] === 0x72) {
        buffer.splice(0, 3);
        if (!silent) socket.write(Buffer.from([0]));
      } else {
        printed.push(buffer.shift()!);
        paperLeft -= 1;
        if (paperLeft <= 0) state = 'paper-out';
      }
    }
  };
  const hear = (socket: Socket, bytes: Buffer) => {
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) {
        if (!silent) socket.write(Buffer.from([status(bytes[at + 2]!)]));
        at += 2;
      } else if (bytes[at] === 0x10 && bytes[at + 1] === 0x14) {
        buffer = [];
        at += 9;
      } else {
        buffer.push(bytes[at]!);
        received += 1;
        if (received >= dieAt) return die();
      }
    }
    return workOff(socket);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => hear(socket, bytes as Buffer));
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const die = () => {
    dieAt = Number.POSITIVE_INFINITY;
    state = 'offline';
    buffer = [];
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    port,
    paper: () => Buffer.from(printed),
    set: async (next) => {
      if (next === 'offline') die();
      else if (!server.listening) await listen(port);
      state = next;
      paperLeft = Number.POSITIVE_INFINITY;
      for (const socket of sockets) workOff(socket);
    },
    dieAfterBytes: (bytes) => {
      dieAt = received + bytes;
    },
    paperOutAfterBytes: (bytes) => {
      paperLeft = bytes;
    },
    fallSilent: () => {
      silent = true;
    },
    close: async () => {
      if (server.listening) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
