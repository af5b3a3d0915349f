import { connect, type Socket } from 'node:net';
import type { Clock } from '../clock/port.ts';
import { conversingPrinter } from './conversation.ts';
import type { Line } from './line.ts';
import type { PrinterModel } from './models.ts';
import type { Printer } from './port.ts';

/** Longest wait for a printer to take the connection, milliseconds. */
export const connectMsMax = 1_000;
/** Where printers with a network interface listen for raw data. */
export const rawPrintPort = 9100;

/** A printer with a network interface. The connection is kept: it is the kiosk's own printer. */
export function tcpPrinter(options: {
  readonly host: string;
  readonly port?: number;
  readonly model: PrinterModel;
  readonly clock: Clock;
}): Printer {
  const { host, port = rawPrintPort, model, clock } = options;
  return conversingPrinter({ model, clock, connect: () => openSocket(host, port, clock) });
}

function openSocket(host: string, port: number, clock: Clock): Promise<Line | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    const giveUp = () => {
      stop();
      socket.destroy();
      resolve(null);
    };
    const stop = clock.after(connectMsMax, giveUp);
    // What an error means is told by the close that follows it.
    socket.on('error', () => {});
    socket.once('close', giveUp);
    socket.once('connect', () => {
      stop();
      socket.off('close', giveUp);
      resolve(socketLine(socket));
    });
  });
}

function socketLine(socket: Socket): Line {
  return {
    send: (bytes) => new Promise((resolve) => socket.write(bytes, (error) => resolve(error === null || error === undefined))),
    onBytes: (listener) => void socket.on('data', listener),
    onLost: (listener) => {
      socket.once('close', listener);
      // A printer that ends its side prints nothing more.
      socket.once('end', listener);
      if (socket.destroyed) listener();
    },
    drop: () => socket.destroy(),
  };
}
