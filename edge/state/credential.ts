import { join } from 'node:path';
import type { Disk } from '../disk/port.ts';
import { replacementMark } from './replacement-mark.ts';
import { replace } from './sealed-file.ts';

/** The password that enrolment wrote, in the data folder, for the daemon's account alone; it goes before the one that the configuration names. */
export const credentialFile = 'mqtt-password';

/** What an enrolment leaves on the card. */
export type Credential = { readonly password: string; readonly replacement: number };

/**
 * Keeps what the cloud gave, so that it survives a power cut at once: first which replacement the card is (F18), where it is one, then the
 * password. Answers the files. Throws the disk's error; the code is used up then, and another one is needed.
 */
export function keepCredential(disk: Disk, data: string, { password, replacement }: Credential): readonly string[] {
  const files: [string, string][] = [
    ...(replacement > 0 ? [[join(data, replacementMark), `${replacement}\n`] as [string, string]] : []),
    [join(data, credentialFile), `${password}\n`],
  ];
  for (const [path, text] of files) replace(disk, path, Buffer.from(text));
  return files.map(([path]) => path);
}
