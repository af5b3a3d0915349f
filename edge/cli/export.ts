import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Recorded } from '#contract/event.ts';
import type { EdgeConfig } from '../config.ts';
import type { Finding, Status } from '../console/port.ts';

/** Newest entries of the journal that a bundle holds. */
const entriesMax = 1_000;
/** Members that name a person or open a door, wherever they stand: slips' tokens, PIN hashes and their key, the clerks and their codes. */
const secretNames: ReadonlySet<string> = new Set(['token', 'pinHash', 'pinKey', 'staff']);

/** What a bundle is made of. */
export type Bundle = {
  readonly made: string;
  readonly status: Status | null;
  readonly findings: readonly Finding[];
  readonly config: EdgeConfig;
  readonly entries: readonly Recorded[];
};

/** Entries to ask the daemon for. */
export const entriesPath = `entries?last=${entriesMax}`;

/** Writes the bundle for somebody far away, readable by its owner alone, and answers where. Never overwrites: throws when the file is there. */
export function writeBundle(bundle: Bundle, options: { readonly redact: boolean; readonly file: string | null }): string {
  const { office, edge } = bundle.config;
  const path = resolve(options.file ?? `fronta-${office}-${edge}-${bundle.made.slice(0, 19).replaceAll(':', '')}.json`);
  writeFileSync(path, `${JSON.stringify(options.redact ? redacted(bundle) : bundle, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return path;
}

/** The same without what names a person or opens a door. The edge knows no name and no address of any citizen. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, secretNames.has(name) ? '(redacted)' : redacted(member)]));
}
