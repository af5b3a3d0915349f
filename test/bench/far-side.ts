import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { ingestingCloud } from './ingest.ts';
import { rawBroker } from './raw-transfer.ts';

/** What stands on the other machine, as far as it can on this one: with a processor and an event loop of its own. */
export type FarSide = { readonly port: number; close(): Promise<void> };

/** `cloud`: broker and ingest of the cloud with its database in `folder`; `broker`: a bare one. */
export async function farSide(what: 'cloud' | 'broker', folder: string): Promise<FarSide> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { what, folder } });
  const [port] = (await once(worker, 'message')) as [number];
  return {
    port,
    async close() {
      const ended = once(worker, 'exit');
      worker.postMessage('close');
      await ended;
    },
  };
}

if (!isMainThread) {
  const { what, folder } = workerData as { readonly what: 'cloud' | 'broker'; readonly folder: string };
  const cloud = what === 'cloud' ? await ingestingCloud(folder) : null;
  const broker = cloud ? { port: cloud.link.port(), close: cloud.close } : await rawBroker();
  parentPort!.once('message', async () => {
    await broker.close();
    process.exit(0);
  });
  parentPort!.postMessage(broker.port);
}
