import { liveOnce } from '../life.ts';
import { type Plant, plants } from './bugs.ts';
import { honest } from './port.ts';
import { weatherOf } from './weather.ts';

/** Longest that a planted bug may live: seconds of one core. */
export const huntSecondsMax = 60;

export type Kill = {
  readonly bug: string;
  /** Seconds of processor time until it was found, or until the hunt was given up. */
  readonly seconds: number;
  readonly lives: number;
  /** The weather in which it was found last. */
  readonly weather: string;
  readonly violation: string | null;
};

/** Lives with one planted bug, in one weather after the other, until the auditor finds it or time is over. */
export async function hunt(bug: string, plant: Plant, seed: string, secondsMax = huntSecondsMax): Promise<Kill> {
  const began = process.cpuUsage();
  const seconds = (): number => {
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1e6;
  };
  for (let lives = 1; ; lives++) {
    const { name, ...weather } = weatherOf(lives);
    const sabotage = { ...honest, ...plant() };
    const report = await liveOnce({ seed: `${seed}.${bug}.${lives}`, ...weather, sabotage, store: 'memory' });
    const violation = report.violations[0] ?? null;
    if (violation !== null || seconds() >= secondsMax)
      return { bug, seconds: Number(seconds().toFixed(1)), lives, weather: name, violation };
  }
}

/** Hunts all of them and tells how long each lived; answers the exit code. */
export async function huntPlanted(seed: string, say: (line: string) => void): Promise<number> {
  const kills: Kill[] = [];
  for (const [bug, plant] of Object.entries(plants)) {
    const kill = await hunt(bug, plant, seed);
    kills.push(kill);
    const { violation, seconds, lives, weather } = kill;
    say(
      `${violation === null ? 'ALIVE' : 'found'} after ${seconds} s and ${lives} lives (${weather}): ${bug}: ${violation?.slice(0, 160) ?? ''}`,
    );
  }
  const alive = kills.filter(({ violation }) => violation === null).map(({ bug }) => bug);
  const slowestSeconds = Math.max(...kills.map((kill) => kill.seconds));
  const seconds = Number(kills.reduce((sum, kill) => sum + kill.seconds, 0).toFixed(1));
  process.stdout.write(`${JSON.stringify({ planted: kills.length, alive, slowestSeconds, seconds })}\n`);
  return alive.length > 0 ? 1 : 0;
}
