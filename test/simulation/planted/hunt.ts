import { faultKinds } from '../faults.ts';
import { liveOnce } from '../life.ts';
import { type Plant, plants } from './bugs.ts';
import { honest } from './port.ts';

/** Longest that a planted bug may live. */
const huntMsMax = 60_000;
const lifeDays = 2;

export type Kill = { readonly bug: string; readonly seconds: number; readonly lives: number; readonly violation: string | null };

/** Lives with one planted bug until the auditor finds it or time is over. */
export async function hunt(bug: string, plant: Plant, seed: string, msMax = huntMsMax): Promise<Kill> {
  const began = performance.now();
  let lives = 0;
  let violation: string | null = null;
  while (violation === null && performance.now() - began < msMax) {
    lives += 1;
    // The first lives know every fault; later ones are drawn as everybody's are.
    const faults = lives % 2 === 1 ? faultKinds : true;
    const report = await liveOnce({
      seed: `${seed}.${bug}.${lives}`,
      days: lifeDays,
      faults,
      sabotage: { ...honest, ...plant() },
      store: 'memory',
    });
    violation = report.violations[0] ?? null;
  }
  return { bug, seconds: Number(((performance.now() - began) / 1000).toFixed(1)), lives, violation };
}

/** Hunts all of them and tells how long each lived; answers the exit code. */
export async function huntPlanted(seed: string, say: (line: string) => void): Promise<number> {
  const began = performance.now();
  const kills: Kill[] = [];
  for (const [bug, plant] of Object.entries(plants)) {
    const kill = await hunt(bug, plant, seed);
    kills.push(kill);
    say(
      `${kill.violation === null ? 'ALIVE' : 'found'} after ${kill.seconds} s and ${kill.lives} lives: ${bug}: ${kill.violation?.slice(0, 160) ?? ''}`,
    );
  }
  const alive = kills.filter(({ violation }) => violation === null).map(({ bug }) => bug);
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  process.stdout.write(
    `${JSON.stringify({ planted: kills.length, alive, slowestSeconds: Math.max(...kills.map((kill) => kill.seconds)), seconds })}\n`,
  );
  return alive.length > 0 ? 1 : 0;
}
