import { type PrintOutcome, printMsMax } from './port.ts';

/** Slips that may wait for a printer; more come back as `offline`, which they are to whoever waits. */
export const slipsWaitingMax = 10;

/**
 * One slip at a time, in the order asked. A slip that waited so long that it could not be done within `printMsMax` of
 * its asking is forgotten unprinted (F8).
 */
export function turns(steadyMs: () => number): (work: (untilMs: number) => Promise<PrintOutcome>) => Promise<PrintOutcome> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (work) => {
    if (waiting >= slipsWaitingMax) return Promise.resolve('offline');
    const untilMs = steadyMs() + printMsMax;
    waiting += 1;
    const turn = last.then(async (): Promise<PrintOutcome> => {
      waiting -= 1;
      return steadyMs() >= untilMs ? 'offline' : work(untilMs);
    });
    last = turn;
    return turn;
  };
}
