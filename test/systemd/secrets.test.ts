import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { post } from '../office/http.ts';
import { startProcess } from '../office/process.ts';
import { noFindings } from '../tidy/no-findings.ts';
import { allFiles, linesOf, root, textFiles, textOf } from '../tidy/sources.ts';

/** Forms that keys and passwords have; a word in them is written in two parts so that this file is not found. */
const forms: Readonly<Record<string, RegExp>> = {
  'a private key': new RegExp(`-----BEGIN [A-Z ]*PRIVATE ${''}KEY-----`),
  'a key of a cloud': /\bAKIA[0-9A-Z]{16}\b/,
  'a token of GitHub or npm': /\b(gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36})\b/,
  'a password in an address': /\b[a-z]+:\/\/[^/\s:@'"`$]+:[^/\s@'"`$]+@[\w.-]+/,
};
/** Tests and papers need words that are plainly nobody's. */
const wordsOfTests = /:\/\/[a-z]+:(tajne|hidden-word|password)@/;
const secret = 'the-secret-of-this-test';

test('no file of the repository holds a key, a token or a password', (t) => {
  const found = textFiles()
    .filter((file) => file !== 'package-lock.json')
    .flatMap((file) =>
      linesOf(file).flatMap((line, index) =>
        Object.entries(forms).flatMap(([what, form]) =>
          form.test(line) && !wordsOfTests.test(line) ? [`${file}:${index + 1} ${what}`] : [],
        ),
      ),
    );
  noFindings(t, 'Change it where it is in use, and take it out of the history too: whoever has cloned the repository has it.', found);
  const keys = allFiles().filter((file) => /\.(pem|key|p12|pfx|jks)$|(^|\/)(id_(rsa|ed25519)|\.npmrc|\.env)$/.test(file));
  noFindings(t, 'Keys lie outside of the repository.', keys);
});

test('each form of a secret would be found', (t) => {
  const examples = [
    `-----BEGIN PRIVATE ${''}KEY-----`,
    `AKIA${'A'.repeat(16)}`,
    `ghp_${'a'.repeat(36)}`,
    `smtp${''}://office:word@mail.example`,
  ];
  for (const [index, example] of examples.entries()) t.regex(example, Object.values(forms)[index]!);
});

test('no unit has a secret in its environment or on its command line', (t) => {
  const told = allFiles()
    .filter((file) => /^systemd\/(units\/|packages\/debian\/)/.test(file))
    .flatMap((file) =>
      linesOf(file).flatMap((line, index) =>
        /^\s*(Environment|ExecStart|exec)\b.*(PASSWORD|SECRET|TOKEN|KEY)=/i.test(line) ? [`${file}:${index + 1}`] : [],
      ),
    );
  noFindings(t, 'Hand it on by LoadCredential: the environment of a unit is for everybody to read.', told);
  t.regex(textOf('systemd/units/fronta-edge.service'), /^LoadCredential=mqtt-password:/m);
});

test('a running edge shows its password neither in the process list nor in an export, and keeps the clerks’ codes to itself', async (t) => {
  const data = await edgeWithSecret(t);
  const processes = processesOf(data.pid);
  t.true(processes.some((said) => said.includes('--config')));
  t.deepEqual(
    processes.filter((said) => said.includes(secret)),
    [],
  );
  const bundle = await exported(data.folder);
  t.true(bundle.length > 1_000);
  t.false(bundle.includes(secret));
  for (const code of data.codes) t.false(new RegExp(`"${code}"`).test(bundle), 'a code of a clerk');
});

async function edgeWithSecret(t: ExecutionContext) {
  const folder = mkdtempSync(join(tmpdir(), 'fronta-secrets-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const example = JSON.parse(textOf('edge/example.json'));
  writeFileSync(join(folder, 'password'), secret, { mode: 0o600 });
  const mqtt = { ...example.mqtt, url: 'mqtt://127.0.0.1:1', passwordFile: 'password' };
  writeFileSync(join(folder, 'edge.json'), JSON.stringify({ ...example, mqtt }));
  const env = { FRONTA_DATA: folder, FRONTA_EDGE_PORT: '0', FRONTA_LOG: 'debug' };
  const edge = startProcess(t, { args: ['edge/main.ts', '--config', join(folder, 'edge.json')], env });
  const address = await edge.said(/is open at (\S+)/);
  await post(address, '/bench/buttons/service:vozidla/press');
  t.false(edge.stderr().includes(secret), 'the log');
  return { folder, pid: edge.pid, codes: ['2010'] };
}

/** What everybody on the machine may read of a process and its children, and what its own account may. */
function processesOf(pid: number): readonly string[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  return [pid, ...children].flatMap((one) => ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${one}/${file}`, 'utf8')));
}

const exported = (folder: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, FRONTA_DATA: folder };
    const file = join(folder, 'bundle.json');
    execFile(process.execPath, ['edge/cli/main.ts', 'export', '--redact', file], { cwd: root, env }, (error) =>
      error ? reject(error) : resolve(readFileSync(file, 'utf8')),
    );
  });
