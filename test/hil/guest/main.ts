import { cpSync } from 'node:fs';
import { wholeKiosk } from './kiosk.ts';
import { stories } from './stories.ts';
import { tell } from './tell.ts';

/** Inside the machine: sets the devices up, tells every story, and ends with 0 when all of them were true. */
async function main(): Promise<void> {
  cpSync('/card', '/tmp', { recursive: true });
  const kiosk = await wholeKiosk();
  const failed = await tell(stories, kiosk, kiosk.daemon.log);
  process.exit(failed === 0 ? 0 : 1);
}

void main();
