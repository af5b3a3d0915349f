import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';

/** Listens; rejects with one line that says what, where and what to do. */
export function listening(app: Koa, { host, port }: { readonly host: string; readonly port: number }): Promise<Server> {
  const server = createServer(app.callback());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(whyNot(error, host, port), { cause: error })));
    server.listen(port, host, () => resolve(server));
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  const what = `screens: cannot listen on ${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return `${what}: the port is in use. Stop the other program or set another port (listen.port, FRONTA_EDGE_PORT).`;
    case 'EACCES':
      return `${what}: not allowed. Set a port above 1023 (listen.port, FRONTA_EDGE_PORT).`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${what}: this machine has no such address. Correct listen.host.`;
    default:
      return `${what}: ${error.message}.`;
  }
}

/** `http://host:port` as bound. */
export function boundAddress(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
