import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { formats } from '../../../systemd/packages/formats.ts';
import { publicHalf, signRelease } from '../../../systemd/packages/sign.ts';
import { objection, Refused, type Release, readRelease, releaseFile, signatureFile } from '../../../systemd/update/release.ts';
import { fetchArchive, readSmall } from '../../../systemd/update/source.ts';
import { isNewer } from '../../../systemd/update/version.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
const archive = Buffer.from('a package');
const release: Release = {
  name: 'fronta-edge',
  version: '1.1.0',
  architecture: 'arm64',
  file: 'fronta-edge_1.1.0_arm64.deb',
  bytes: archive.length,
  sha256: createHash('sha256').update(archive).digest('hex'),
  formats: { reads: ['journal/1', 'new/1'], writes: ['journal/1'] },
};
const here = { version: '1.0.0', architecture: 'arm64', formats: { reads: ['journal/1'], writes: ['journal/1'] } };

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-release-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a release counts when one of the known keys has signed exactly its bytes', (t) => {
  const told = Buffer.from(JSON.stringify(release));
  const signature = sign(null, told, privateKey).toString('base64');
  const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }) as string;
  t.deepEqual(readRelease(told, signature, [other, pem]), release);
  t.throws(() => readRelease(told, signature, [other]), { instanceOf: Refused, message: /signed by none of the known keys/ });
  t.throws(() => readRelease(told, signature, []), { message: /there is no release key/ });
  for (const changed of [Buffer.from(JSON.stringify({ ...release, version: '1.1.1' })), Buffer.concat([told, Buffer.from(' ')])])
    t.throws(() => readRelease(changed, signature, [pem]), { message: /signed by none/ });
  t.throws(() => readRelease(told, 'no signature', [pem]), { message: /signed by none/ });
});

test('a signed release of a form that this updater does not know is refused in words', (t) => {
  const told = Buffer.from(JSON.stringify({ ...release, file: '../../etc/passwd' }));
  t.throws(() => readRelease(told, sign(null, told, privateKey).toString('base64'), [pem]), { message: /of another kind .*\(file\)/ });
});

test('an older release, one for another machine, and one from which no way leads back are objected to', (t) => {
  t.is(objection(release, here), null);
  t.is(objection({ ...release, version: '1.0.0' }, here), '1.0.0 is not newer than 1.0.0');
  t.regex(objection({ ...release, architecture: 'amd64' }, here)!, /it is for amd64, this machine is arm64/);
  t.regex(objection({ ...release, formats: { reads: [], writes: [] } }, here)!, /1\.1\.0 does not understand journal\/1/);
  t.regex(
    objection({ ...release, formats: { ...release.formats, writes: ['new/1'] } }, here)!,
    /no way back\. Put in a release between them first/,
  );
});

test('of two versions the later one is newer, number by number', (t) => {
  t.true(isNewer('0.10.0', '0.9.9'));
  t.true(isNewer('1.0.0', '0.99.99'));
  t.false(isNewer('1.2.3', '1.2.3'));
  t.false(isNewer('1.2.3', '1.3.0'));
});

test('an archive that is not byte for byte what was signed is refused, and nothing of it stays', async (t) => {
  const folder = folderOf(t);
  const path = join(folder, 'fetched');
  writeFileSync(join(folder, release.file), archive);
  await fetchArchive(folder, release, path);
  t.deepEqual(readFileSync(path), archive);
  for (const wrong of ['another', 'a package that is longer', 'b package']) {
    writeFileSync(join(folder, release.file), wrong);
    await t.throwsAsync(fetchArchive(folder, release, path), { instanceOf: Refused });
    t.false(existsSync(path), wrong);
  }
  rmSync(join(folder, release.file));
  await t.throwsAsync(fetchArchive(folder, release, path), { message: /has no fronta-edge_1\.1\.0_arm64\.deb/ });
});

test('what the build signs the updater reads, with the public half that goes into the package', async (t) => {
  const folder = folderOf(t);
  const key = join(folder, 'release.pem');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const file = join(folder, 'fronta-edge_0.2.0_amd64.deb');
  writeFileSync(file, archive);
  signRelease({ file, version: '0.2.0', architecture: 'amd64', key });
  const told = await readSmall(folder, releaseFile('amd64'));
  const signature = await readSmall(folder, signatureFile('amd64'));
  const read = readRelease(told!, signature!.toString(), [publicHalf(key)]);
  t.is(read.version, '0.2.0');
  t.true(read.formats.writes.includes('fronta.ticket.issued.v1'));
  t.is(await readSmall(folder, 'no-such-file'), null);
});

test('what this version writes it reads', (t) => {
  t.deepEqual(
    formats.writes.filter((name) => !formats.reads.includes(name)),
    [],
  );
});
