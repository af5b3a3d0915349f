import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ingestingCloud } from './ingest.ts';
import { rawBroker } from './raw-transfer.ts';

/** What stands on the other machine, as far as it can on this one: in a process of its own. */
export type FarSide = { readonly port: number; close(): Promise<void> };

/**
 * `cloud`: broker and ingest of the cloud with its database in `folder`; `broker`: a bare one. `yields`: it takes only the processor time that
 * nobody here wants, as the other machine takes none at all.
 */
export async function farSide(what: 'cloud' | 'broker', folder: string, yields = false): Promise<FarSide> {
  const child = fork(fileURLToPath(import.meta.url), [what, folder, String(yields)]);
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    async close() {
      const ended = once(child, 'exit');
      child.send('close');
      await ended;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, folder, yields] = process.argv.slice(2) as [string, string, string];
  // Before the first thread is made: each inherits it.
  if (yields === 'true') setPriority(constants.priority.PRIORITY_LOW);
  const cloud = what === 'cloud' ? await ingestingCloud(folder) : null;
  const broker = cloud ? { port: cloud.link.port(), close: cloud.close } : await rawBroker();
  process.once('message', async () => {
    await broker.close();
    process.exit(0);
  });
  process.send!(broker.port);
}
