import { type Started, startCloud } from '../../bench/started.ts';
import { atTheEnd } from '../../office/at-the-end.ts';

/** The real cloud as a process that is killed at any moment and then started again, later by its own clock. */
export type KillableCloud = {
  /** Its address, as soon as there is a life to ask; rejects when the cloud could not start again. */
  address(): Promise<string>;
  /** SIGKILL, and the next life. */
  kill(): void;
  /** Ends it for good. */
  stop(): Promise<void>;
};

/** Passes for the cloud from one life to the next: longer than a hold lasts, longer than a cancelled place is kept back. */
const betweenLivesMs = 36 * 60_000;

/** Starts the cloud on this database at `at`, an ISO instant. */
export function killableCloud(databaseUrl: string, at: string): KillableCloud {
  let lives = 0;
  let running: Started | null = null;
  const live = async (): Promise<Started> => {
    const clock = new Date(Date.parse(at) + lives * betweenLivesMs).toISOString();
    lives += 1;
    running = await startCloud({ FRONTA_DATABASE_URL: databaseUrl, FRONTA_CLOCK: clock });
    return running;
  };
  let now = live();
  const forget = atTheEnd(() => {
    if (running !== null) process.kill(running.pid, 'SIGKILL');
  });
  return {
    address: async () => /(http:\S+)$/.exec((await now).firstLine)![1]!,
    kill() {
      now = now.then(async (process) => {
        await process.kill();
        return live();
      });
      now.catch(() => undefined);
    },
    async stop() {
      forget();
      await (await now).kill();
      running = null;
    },
  };
}
