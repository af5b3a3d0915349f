import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { nodeFiles } from '../../../systemd/update/node-files.ts';
import type { Places } from '../../../systemd/update/places.ts';
import type { Files, Machine } from '../../../systemd/update/port.ts';

/** The process is no more, or the power: nothing that it wanted to do after this happens. */
export class Gone extends Error {}

/** What a cut takes: `kill` the process alone, `power` also what was not synced. */
export type Cut = { readonly after: number; readonly takes: 'kill' | 'power' };

/** A minute is looked at a dozen times instead of 120: each look is a place at which a run is cut off. */
const quicker = 10;

/** A kiosk with real files in a folder of its own, whose edge is what the link named when it was last started. */
export type KioskOnDisk = {
  readonly places: Places;
  readonly tell: (what: string) => void;
  readonly told: string[];
  /** Files and machine of one run of the updater, which is cut off after so many of its calls. */
  run(cut?: Cut): { readonly files: Files; readonly machine: Machine };
  /** How many calls the last run has made. */
  calls(): number;
  /** The version that a start now would bring up, or `null` where none would. */
  wouldStart(): string | null;
  /** The version of the edge that runs. */
  runs(): string | null;
  /** What systemd does after a power cut. */
  startAgain(): void;
  /** Files of a tree, as an archive would bring them. A broken one never answers. */
  archive(version: string, works?: boolean): string;
  remove(): void;
};

export function kioskOnDisk(t: ExecutionContext, version = '1.0.0'): KioskOnDisk {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-update-'));
  const places: Places = { trees: join(folder, 'opt'), packaged: join(folder, 'packaged'), state: join(folder, 'state') };
  const told: string[] = [];
  let calls = 0;
  let runs: string | null = null;
  let steadyMs = 0;
  const link = join(places.trees, 'current');
  for (const path of [places.trees, places.state]) mkdirSync(path);
  writeTree(places.packaged, version, true);
  symlinkSync(places.packaged, link);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  t.teardown(remove);

  function wouldStart(): string | null {
    const tree = existsSync(link) ? readlinkSync(link) : null;
    // The last file of a tree that is unpacked: without it the tree is half a one.
    return tree !== null && existsSync(join(tree, 'whole')) ? readFileSync(join(tree, 'version'), 'utf8').trim() : null;
  }
  const works = (): boolean => readFileSync(join(readlinkSync(link), 'works'), 'utf8') === 'yes';
  const start = (): void => {
    const found = wouldStart();
    runs = found !== null && works() ? found : null;
  };
  start();

  return {
    places,
    told,
    tell: (what) => void told.push(what),
    run({ after, takes } = { after: Number.POSITIVE_INFINITY, takes: 'kill' }) {
      calls = 0;
      const unsynced: (() => void)[] = [];
      /** Before each call the run may end; what it did and did not sync is then undone, newest first, if the power went. */
      const moment = (): void => {
        if (calls >= after) {
          if (takes === 'power') for (const undo of unsynced.toReversed()) undo();
          unsynced.length = 0;
          throw new Gone();
        }
        calls++;
      };
      return {
        files: losingFiles(moment, unsynced),
        machine: {
          unpack(archive, tree) {
            // Three moments: nothing, half of it, all of it.
            moment();
            mkdirSync(tree);
            writeFileSync(join(tree, 'version'), readFileSync(join(archive, 'version')));
            moment();
            writeFileSync(join(tree, 'works'), readFileSync(join(archive, 'works')));
            writeFileSync(join(tree, 'whole'), '');
          },
          restart() {
            moment();
            start();
          },
          async running() {
            moment();
            return runs === null ? null : { software: runs, pid: 7 };
          },
          failures: () => 0,
          async pause(ms) {
            steadyMs += ms * quicker;
          },
          steadyMs: () => steadyMs,
        },
      };
    },
    calls: () => calls,
    wouldStart,
    runs: () => runs,
    startAgain: start,
    archive(of, isSound = true) {
      const path = join(folder, `archive-${of}`);
      writeTree(path, of, isSound);
      return path;
    },
    remove,
  };
}

function writeTree(path: string, version: string, works: boolean): void {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'version'), `${version}\n`);
  writeFileSync(join(path, 'works'), works ? 'yes' : 'no');
  writeFileSync(join(path, 'whole'), '');
}

/** The files of this machine, of which a power cut takes back what no `sync` has come after. */
function losingFiles(moment: () => void, unsynced: (() => void)[]): Files {
  const during = <Value>(act: () => Value): Value => {
    moment();
    return act();
  };
  return {
    read: (path) => during(() => nodeFiles.read(path)),
    linkTarget: (path) => during(() => nodeFiles.linkTarget(path)),
    write: (path, text) =>
      during(() => {
        nodeFiles.write(path, text);
        unsynced.push(() => existsSync(path) && writeFileSync(path, ''));
      }),
    sync: () =>
      during(() => {
        // Nothing is lost here but by intent: a sync of the disk under the test would only be slow. One disk,
        // one log: what was done before a sync is there after it.
        unsynced.length = 0;
      }),
    rename: (from, to) =>
      during(() => {
        const putBack = asItIs(to);
        nodeFiles.rename(from, to);
        unsynced.push(putBack);
      }),
    link: (target, path) => during(() => nodeFiles.link(target, path)),
    remove: (path) => during(() => nodeFiles.remove(path)),
  };
}

/** Puts back what stands at a path now: a link, a file or nothing. */
function asItIs(path: string): () => void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  const target = found?.isSymbolicLink() ? readlinkSync(path) : null;
  const text = found?.isFile() ? readFileSync(path) : null;
  return () => {
    rmSync(path, { force: true });
    if (target !== null) symlinkSync(target, path);
    else if (text !== null) writeFileSync(path, text);
  };
}
