import { readFileSync, watch } from 'node:fs';

/** The lines of a file that others write, as soon as `enough` of them are there. */
export function untilLines(path: string, enough: (lines: readonly string[]) => boolean): Promise<string[]> {
  return new Promise((resolve) => {
    const look = () => {
      const lines = readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
      if (!enough(lines)) return;
      watcher.close();
      resolve(lines);
    };
    const watcher = watch(path, look);
    look();
  });
}
