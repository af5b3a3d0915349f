import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP way between two sides that can stop carrying without closing, as a dead router does, or break. */
export type TcpProxy = {
  readonly port: number;
  /** Nothing passes any more, in either direction, and nobody is told. */
  stall(): void;
  /** New connections pass again; the stalled ones stay dead. */
  mend(): void;
  /** Every connection is cut. */
  cut(): void;
  close(): Promise<void>;
};

export async function tcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let stalled = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    return socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    const far = keep(connect(target, '127.0.0.1'));
    keep(near);
    let dead = stalled;
    const carry = (from: Socket, to: Socket): void => {
      from.on('data', (chunk) => {
        dead ||= stalled;
        if (!dead) to.write(chunk);
      });
      from.on('close', () => {
        dead ||= stalled;
        if (!dead) to.destroy();
      });
    };
    carry(near, far);
    carry(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    stall() {
      stalled = true;
    },
    mend() {
      stalled = false;
    },
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
