import { join } from 'node:path';
import { switchLink } from './durable.ts';
import { waitUntilWell } from './health.ts';
import type { Places } from './places.ts';
import type { Files, Machine } from './port.ts';
import { idle, readState, refusing, type Slot, type State, writeState } from './state.ts';
import { isNewer } from './version.ts';

export type Updater = { readonly files: Files; readonly machine: Machine; readonly places: Places; readonly tell: (what: string) => void };

/** A release whose signature and sum were found right. */
export type Verified = { readonly version: string; readonly archive: string };

/** How an update ended: the new version runs, or it did not work and the one before runs again. */
export type Outcome = { readonly in: 'service' } | { readonly in: 'vain'; readonly why: string };

/** The version of the tree that the link leads to, or `null` where it leads nowhere. */
export function currentVersion({ files, places }: Pick<Updater, 'files' | 'places'>): string | null {
  const target = files.linkTarget(linkIn(places));
  return target === null ? null : versionIn(files, target);
}

/** The version of a tree, or `null` where no tree is. */
export const versionIn = (files: Files, tree: string): string | null => files.read(join(tree, 'version'))?.trim() ?? null;

const linkIn = (places: Places): string => join(places.trees, 'current');

/**
 * Puts a release into the tree that is not in service, lets the link lead there, and keeps it only when the edge has been well for a while
 * within 60 s (F30). Wherever this is cut off, the link leads to a whole tree, and `recover` brings the rest to an end.
 */
export async function putIn(updater: Updater, { version, archive }: Verified): Promise<Outcome> {
  const { files, machine, places } = updater;
  const state = readState(files, places);
  const from = files.linkTarget(linkIn(places)) ?? places.packaged;
  const slot: Slot = from === join(places.trees, 'a') ? 'b' : 'a';
  const tree = join(places.trees, slot);
  writeState(files, places, { ...state, now: { step: 'unpacking', slot, version } });
  files.remove(tree);
  machine.unpack(archive, tree);
  files.sync(places.trees);
  const found = versionIn(files, tree);
  if (found !== version) {
    writeState(files, places, refusing(state, version, `its archive holds ${found ?? 'no program'}`));
    return { in: 'vain', why: `the archive of ${version} holds ${found ?? 'no program'}` };
  }
  writeState(files, places, { ...state, now: { step: 'trying', slot, version, from } });
  switchLink(files, linkIn(places), tree);
  machine.restart();
  return await judge(updater, state, version, from);
}

/** Brings to an end what an earlier run has left half done. Answers how that ended, or `null` when there was nothing. */
export async function recover(updater: Updater): Promise<Outcome | null> {
  const { files, machine, places, tell } = updater;
  const state = readState(files, places);
  const { now } = state;
  switch (now.step) {
    case 'idle':
      return null;
    case 'unpacking':
      tell(`an update to ${now.version} was cut off before it was in service`);
      files.remove(join(places.trees, now.slot));
      writeState(files, places, idle(state));
      return null;
    case 'trying': {
      tell(`an update to ${now.version} was cut off while it was tried`);
      if (files.linkTarget(linkIn(places)) !== join(places.trees, now.slot)) {
        writeState(files, places, idle(state)); // never switched: nothing is known against it
        return null;
      }
      // The power may have come back with the new one or not have been gone at all, and then the old one may still run.
      if ((await machine.running())?.software !== now.version) machine.restart();
      return await judge(updater, state, now.version, now.from);
    }
    case 'going-back':
      return await goBack(updater, state, now);
  }
}

async function judge(updater: Updater, state: State, version: string, from: string): Promise<Outcome> {
  const { files, machine, places } = updater;
  const trouble = await waitUntilWell(machine, version);
  if (trouble !== null) return await goBack(updater, state, { version, from, why: trouble });
  writeState(files, places, idle(state));
  return { in: 'service' };
}

async function goBack(
  updater: Updater,
  state: State,
  { version, from, why }: { readonly version: string; readonly from: string; readonly why: string },
): Promise<Outcome> {
  const { files, machine, places, tell } = updater;
  const target = versionIn(files, from) === null ? places.packaged : from;
  tell(`${version} does not work (${why}): back to ${versionIn(files, target)}`);
  writeState(files, places, { ...state, now: { step: 'going-back', version, from, why } });
  switchLink(files, linkIn(places), target);
  machine.restart();
  writeState(files, places, refusing(state, version, why));
  return { in: 'vain', why };
}

/** After the package was installed: its program takes over again unless the one in service is newer. Answers whether it did. */
export function takePackaged({ files, places }: Pick<Updater, 'files' | 'places'>): boolean {
  const inService = files.linkTarget(linkIn(places));
  if (inService === places.packaged) return false;
  const version = inService === null ? null : versionIn(files, inService);
  const packaged = versionIn(files, places.packaged);
  if (version !== null && packaged !== null && isNewer(version, packaged)) return false;
  switchLink(files, linkIn(places), places.packaged);
  writeState(files, places, idle(readState(files, places)));
  return true;
}
