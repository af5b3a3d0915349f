import test from 'ava';
import { pino, symbols } from 'pino';
import { isJournal, withPriority } from '#contract/log-priority.ts';

test('each line goes to the journal with the priority of its level', (t) => {
  const lines: string[] = [];
  const log = pino(
    { level: 'debug', base: null, timestamp: false },
    withPriority({ write: (line: string) => lines.push(line) }, symbols.needsMetadataGsym),
  );
  log.debug('d');
  log.info('i');
  log.warn('w');
  log.child({ room: 'link' }).error('e');
  log.fatal('f');
  t.deepEqual(
    lines.map((line) => line.slice(0, 3)),
    ['<7>', '<6>', '<4>', '<3>', '<2>'],
  );
  t.deepEqual(JSON.parse(lines[3]!.slice(3)), { level: 50, room: 'link', msg: 'e' });
});

test('only the stream that systemd names is the journal', (t) => {
  t.true(isJournal('8:11', { dev: 8, ino: 11 }));
  t.false(isJournal('8:12', { dev: 8, ino: 11 }));
  t.false(isJournal(undefined, { dev: 8, ino: 11 }));
});
