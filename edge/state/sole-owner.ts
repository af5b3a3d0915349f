import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Takes the data folder for this process alone: two daemons on one journal would give one number twice. Held by an abstract
 * socket named after the folder, which the kernel frees with the process, however it ends. Answers how to give it back.
 */
export async function takeFolder(folder: string): Promise<() => void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new Error(`another edge already runs on the data folder ${folder}; stop it or set FRONTA_DATA`)));
    server.listen({ path: `\0fronta-edge:${realpathSync(folder)}` }, resolve);
  });
  server.unref();
  return () => server.close();
}
