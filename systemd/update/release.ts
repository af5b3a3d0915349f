import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import { isNewer, versionPattern } from './version.ts';

/** What a program writes to its disk and to the cloud, and what it understands there, by names such as `fronta.ticket.issued.v1`. */
export const Formats = z.object({ reads: z.array(z.string()), writes: z.array(z.string()) });
export type Formats = z.infer<typeof Formats>;

/** What is signed of a release. */
export const Release = z.object({
  name: z.literal('fronta-edge'),
  version: z.string().regex(versionPattern),
  architecture: z.enum(['amd64', 'arm64']),
  /** The package that holds the program, beside this. */
  file: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}\.deb$/),
  bytes: z
    .int()
    .min(1)
    .max(512 * 1024 * 1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  formats: Formats,
});
export type Release = z.infer<typeof Release>;

/** A release is not put in; the message is one line that says why and what to do. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Names of the two files that tell of the newest release of an architecture. */
export const releaseFile = (architecture: string): string => `fronta-edge_${architecture}.release.json`;
export const signatureFile = (architecture: string): string => `${releaseFile(architecture)}.sig`;

/** Reads what was signed. Throws `Refused` unless one of the keys (PEM, ed25519) has signed exactly these bytes. */
export function readRelease(told: Uint8Array, signature: string, keys: readonly string[]): Release {
  if (keys.length === 0) throw new Refused('there is no release key: packages are built with one by "npm run packages -- --key FILE"');
  const bytes = Buffer.from(signature, 'base64');
  const isSigned = keys.some((key) => verify(null, told, createPublicKey(key), bytes));
  if (!isSigned) throw new Refused('the release is signed by none of the known keys; nothing of it was used');
  const parsed = Release.safeParse(JSON.parse(Buffer.from(told).toString('utf8')));
  if (!parsed.success)
    throw new Refused(
      `the release is of another kind than this updater knows (${parsed.error.issues[0]!.path.join('.')}): install its package by apt`,
    );
  return parsed.data;
}

/** Why a release is not for this machine, or `null`: another architecture, not newer, or no way back from it. */
export function objection(
  release: Release,
  here: { readonly version: string; readonly architecture: string; readonly formats: Formats },
): string | null {
  if (release.architecture !== here.architecture) return `it is for ${release.architecture}, this machine is ${here.architecture}`;
  if (!isNewer(release.version, here.version)) return `${release.version} is not newer than ${here.version}`;
  const lost = here.formats.writes.filter((name) => !release.formats.reads.includes(name));
  if (lost.length > 0) return `${release.version} does not understand ${lost[0]}, which ${here.version} has written`;
  const strange = release.formats.writes.filter((name) => !here.formats.reads.includes(name));
  if (strange.length > 0)
    return `${release.version} writes ${strange[0]}, which ${here.version} does not understand: there would be no way back. Put in a release between them first`;
  return null;
}
