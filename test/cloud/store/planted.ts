import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Planted names and addresses begin with these, and nothing else does; one has letters outside ASCII. */
export const planted = ['Zasazená', 'zasazena-'];

/** Which of them can be read in which file of the folder, byte by byte. */
export async function plantedIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of await readdir(folder)) {
    const bytes = await readFile(join(folder, file));
    for (const word of planted) if (bytes.includes(word)) found.push(`${word} in ${file.replace(/^.*\.sqlite/, 'the database')}`);
  }
  return found;
}
