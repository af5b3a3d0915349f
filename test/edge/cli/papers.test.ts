import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { commands } from '../../../edge/cli/commands.ts';
import { needs } from '../../needs.ts';

const folder = fileURLToPath(new URL('../../../edge/cli/', import.meta.url));
const page = `${folder}fronta.1`;
const names = Object.keys(commands);

test('the manual tells of every command and of none that is not there', (t) => {
  const told = [...readFileSync(page, 'utf8').matchAll(/^\.It Cm (.+)$/gm)].map(([, words]) => words!.replace(/ (?:Ar|Op|Oo|Cm) .*/, ''));
  t.deepEqual(told.toSorted(), names.toSorted());
});

needs('man')('the manual is set without a warning', (t) => {
  const { status, stdout, stderr } = spawnSync('man', ['--warnings', '-l', page], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, MANWIDTH: '100' },
  });
  t.is(stderr, '');
  t.is(status, 0);
  t.true(stdout.includes('check-config'));
});

needs('bash')('the shell completes every command', (t) => {
  const complete = (...words: string[]): readonly string[] => {
    const script = `source ${folder}fronta.bash; COMP_WORDS=(fronta "$@"); COMP_CWORD=$#; _fronta; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
      .stdout.trimEnd()
      .split('\n');
  };
  const first = complete('');
  for (const name of names) {
    const [word = '', next] = name.split(' ');
    t.true(first.includes(word), word);
    if (next !== undefined) t.deepEqual(complete(word, ''), [next]);
  }
  t.deepEqual(complete('d'), ['doctor']);
  t.deepEqual(complete('call', '2', ''), ['next', 'recall']);
});
