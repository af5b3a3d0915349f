import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { PrinterState } from '../../../edge/printer/port.ts';
import { type Mechanism, printerMechanism } from './mechanism.ts';

/** A printer on the network. Switched off, or with its power gone, it takes no connection. */
export type PrinterServer = Omit<Mechanism, 'hear' | 'set'> & {
  readonly port: number;
  set(state: PrinterState): Promise<void>;
  close(): Promise<void>;
};

export async function printerServer(): Promise<PrinterServer> {
  const mechanism = printerMechanism();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      const said = mechanism.hear(bytes);
      if (mechanism.isDead()) switchOff();
      else if (said.length > 0) socket.write(said);
    });
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const switchOff = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;

  return {
    ...mechanism,
    port,
    set: async (next) => {
      const said = mechanism.set(next);
      if (next === 'offline') switchOff();
      else if (!server.listening) await listen(port);
      if (said.length > 0) for (const socket of sockets) socket.write(said);
    },
    close: async () => {
      if (server.listening) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
