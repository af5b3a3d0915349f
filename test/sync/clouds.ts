import { type Started, startCloud } from '../bench/started.ts';
import { atTheEnd } from '../office/at-the-end.ts';

/** Cloud processes on one database and one broker, as behind a balancer that knows who answers. */
export type Clouds = {
  /** The address of one that is alive, another one each time. */
  next(): Promise<string>;
  /** SIGKILL for the one whose turn it is; a new one is started in its place. */
  killOne(): void;
  stop(): Promise<void>;
};

/** Starts `count` of them on this environment. */
export async function startClouds(count: number, env: Readonly<Record<string, string>>): Promise<Clouds> {
  const start = (): Promise<Started> => startCloud(env);
  // One after the other: the first brings the tables up to date.
  const places: Promise<Started>[] = [];
  const alive = new Set<Started>();
  const live = async (): Promise<Started> => {
    const started = await start();
    alive.add(started);
    return started;
  };
  for (let place = 0; place < count; place++) {
    places.push(live());
    await places[place];
  }
  const forget = atTheEnd(() => {
    for (const { pid } of alive) process.kill(pid, 'SIGKILL');
  });
  let asked = 0;
  let killed = 0;
  return {
    async next() {
      const candidates = [...alive];
      const chosen = candidates[asked++ % candidates.length] ?? (await Promise.any(places));
      return /(http:\S+)$/.exec(chosen.firstLine)![1]!;
    },
    killOne() {
      const place = killed++ % places.length;
      places[place] = places[place]!.then(async (started) => {
        alive.delete(started);
        await started.kill();
        return live();
      });
      places[place].catch(() => undefined);
    },
    async stop() {
      forget();
      const ended = await Promise.allSettled(places);
      for (const started of alive) await started.kill();
      for (const place of ended) if (place.status === 'rejected') throw place.reason;
    },
  };
}
