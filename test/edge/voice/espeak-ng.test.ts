import { spawnSync } from 'node:child_process';
import { phrase } from '../../../edge/voice/phrases.ts';
import { needs } from '../../needs.ts';

const withSpeaker = needs('espeak-ng');

for (const language of ['cs', 'en', 'de'] as const)
  withSpeaker(`the installed voice speaks a call in ${language}`, (t) => {
    const spoken = spawnSync('espeak-ng', ['-v', language, '--stdin', '--stdout'], {
      input: phrase({ number: 'A12', counter: 3 }, language),
    });
    t.is(spoken.status, 0, spoken.stderr.toString());
    t.is(spoken.stdout.subarray(0, 4).toString(), 'RIFF');
    t.true(spoken.stdout.length > 22_050, 'at least half a second of sound');
  });
