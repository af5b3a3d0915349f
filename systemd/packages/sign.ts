import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Release, releaseFile, signatureFile } from '../update/release.ts';
import { formats } from './formats.ts';

/** Writes what updaters ask for beside a package: what it is, and the signature of that. Answers the path of the first. */
export function signRelease({
  file,
  version,
  architecture,
  key,
}: {
  file: string;
  version: string;
  architecture: 'amd64' | 'arm64';
  key: string;
}): string {
  const archive = readFileSync(file);
  const release: Release = {
    name: 'fronta-edge',
    version,
    architecture,
    file: basename(file),
    bytes: archive.length,
    sha256: createHash('sha256').update(archive).digest('hex'),
    formats: { reads: [...formats.reads], writes: [...formats.writes] },
  };
  const told = Buffer.from(`${JSON.stringify(release, null, 2)}\n`);
  const path = join(dirname(file), releaseFile(architecture));
  writeFileSync(path, told);
  writeFileSync(join(dirname(file), signatureFile(architecture)), `${sign(null, told, privateKey(key)).toString('base64')}\n`);
  return path;
}

/** The public half of the key in a file, PEM. */
export const publicHalf = (key: string): string => createPublicKey(privateKey(key)).export({ type: 'spki', format: 'pem' }) as string;

function privateKey(file: string): KeyObject {
  const key = createPrivateKey(readFileSync(file));
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`${file} is ${key.asymmetricKeyType}, not ed25519; make one with: openssl genpkey -algorithm ed25519 -out ${file}`);
  return key;
}
