import { join } from 'node:path';
import type { Disk } from '../disk/port.ts';

/**
 * A file in the data folder of a card that takes another one's place (F18). It holds which replacement of this edge it is: 1, 2, and so on,
 * as the cloud says it at enrolment or a technician types it; empty means 1.
 */
export const replacementMark = 'replaces-another-card';

/** Which replacement this card is, 0 for one that replaces none. Throws where the file says something else. */
export function replacementOrdinal(disk: Disk, data: string): number {
  if (!disk.list(data).includes(replacementMark)) return 0;
  const path = join(data, replacementMark);
  const text = new TextDecoder().decode(disk.read(path)).trim();
  if (text === '') return 1;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Error(
    `${path} holds ${JSON.stringify(text.slice(0, 40))}; write into it which replacement of this edge the card is: 1, 2, 3 and so on`,
  );
}
