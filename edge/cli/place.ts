import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { socketName } from '../console/socket.ts';

/** Where the Debian package and the unit put things. */
export const installed = { config: '/etc/fronta/edge.json', data: '/var/lib/fronta', run: '/run/fronta' } as const;

/** What a command works on: told by `--config` and `FRONTA_DATA`, else the installed edge, else the office that `npm start` runs here. */
export type Place = { readonly config: string; readonly data: string; readonly socket: string };

/** `environment` is that of the shell as the daemon would have it: what only a unit sets is stood in for. */
export function placeOf(
  config: string | null,
  shell: NodeJS.ProcessEnv,
): { readonly place: Place; readonly environment: NodeJS.ProcessEnv } {
  const told = shell.FRONTA_DATA ?? null;
  const isInstalled = config === installed.config || (config === null && told === null && existsSync(installed.config));
  const data = told ?? (isInstalled ? installed.data : 'var');
  const socket = isInstalled && told === null ? join(installed.run, socketName) : join(data, socketName);
  const place = { config: config ?? (isInstalled ? installed.config : join(data, 'edge.json')), data, socket };
  return { place, environment: { ...shell, FRONTA_DATA: data, NOTIFY_SOCKET: shell.NOTIFY_SOCKET ?? 'none' } };
}
