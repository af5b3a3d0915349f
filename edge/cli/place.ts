import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { socketName } from '../console/socket.ts';

/** Where the Debian package and the unit put things. */
export const installed = { config: '/etc/fronta/edge.json', data: '/var/lib/fronta', run: '/run/fronta' } as const;

/** What a command works on: told by `--config` and `FRONTA_DATA`, else the installed edge, else the office that `npm start` runs here. */
export type Place = { readonly config: string; readonly data: string; readonly socket: string };

export function placeOf(told: { readonly config: string | null; readonly data: string | null }): Place {
  const isInstalled = told.config === installed.config || (told.config === null && told.data === null && existsSync(installed.config));
  const data = told.data ?? (isInstalled ? installed.data : 'var');
  const socket = isInstalled && told.data === null ? join(installed.run, socketName) : join(data, socketName);
  return { config: told.config ?? (isInstalled ? installed.config : join(data, 'edge.json')), data, socket };
}
