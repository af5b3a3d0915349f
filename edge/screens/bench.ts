import Router from '@koa/router';
import type { Context } from 'koa';
import type { Views } from '../core/views/screens.ts';
import type { BenchLog } from './bench-log.ts';
import type { EventStream } from './event-stream.ts';
import { type PageFiles, sendPage } from './pages.ts';
import type { Bench } from './port.ts';
import { answerProblem } from './problem.ts';

/** The simulated hardware over HTTP: what a hand, an eye or a script does to it. */
export function benchRoutes(bench: Bench, log: BenchLog, current: () => Views, stream: EventStream, files: PageFiles): Router {
  const router = new Router({ prefix: '/bench' });
  const note = (happened: Parameters<BenchLog['note']>[1]): void => {
    log.note(current().public.asOf, happened);
    stream.publish();
  };

  router.get('/', (ctx) => sendPage(ctx, files, 'bench'));
  router.get('/events', (ctx) => stream.open(ctx));

  router.post('/buttons/:id/press', (ctx) => {
    const { id } = ctx.params as { id: string };
    if (!bench.buttons.includes(id)) return unknown(ctx, `The kiosk has no button "${id}".`);
    note({ what: 'button', button: id });
    if (!bench.pressButton(id)) return unknown(ctx, `The kiosk has no button "${id}".`);
    ctx.body = { pressed: id };
  });

  router.post('/keypad', (ctx) => {
    const keys = member(ctx, 'keys');
    if (typeof keys !== 'string' || !/^[0-9#*]{1,32}$/.test(keys)) return invalid(ctx, 'keys', '"keys" is 1 to 32 of 0-9 # *.');
    note({ what: 'keys', keys: keys.replace(/\d/g, '•') });
    bench.pressKeys(keys);
    ctx.body = { pressed: keys.length };
  });

  router.post('/units/:counter/press', (ctx) => {
    const key = unitKeys.find((known) => known === member(ctx, 'key'));
    if (key === undefined) return invalid(ctx, 'key', `"key" is one of ${unitKeys.join(', ')}.`);
    const counter = counterOf(ctx);
    if (bench.unit(counter) === null) return unknown(ctx, `No unit stands on counter ${ctx.params.counter}.`);
    note({ what: 'unit', counter, key });
    if (!bench.pressUnit(counter, key)) return unknown(ctx, `The unit of counter ${counter} has no key "${key}".`);
    ctx.body = { counter, pressed: key };
  });

  router.get('/units/:counter', (ctx) => {
    const unit = bench.unit(counterOf(ctx));
    if (unit === null) return unknown(ctx, `No unit stands on counter ${ctx.params.counter}.`);
    ctx.body = unit;
  });

  router.get('/slips', (ctx) => {
    ctx.body = bench.slips().map(({ number, text, copy, bytes }) => ({ number, text, copy, bytes }));
  });

  router.post('/printer', (ctx) => {
    const state = printerStates.find((known) => known === member(ctx, 'state'));
    if (state === undefined) return invalid(ctx, 'state', `"state" is one of ${printerStates.join(', ')}.`);
    bench.setPrinter(state);
    stream.publish();
    ctx.body = { state: bench.printerState() };
  });

  router.post('/cables/:cable', (ctx) => {
    const state = (['whole', 'cut'] as const).find((known) => known === member(ctx, 'state'));
    if (state === undefined) return invalid(ctx, 'state', '"state" is whole or cut.');
    const { cable } = ctx.params as { cable: string };
    if (!setCable(bench, cable, state === 'whole'))
      return unknown(ctx, `The bench has no cable "${cable}": broker, cloud or unit:<counter>.`);
    note({ what: 'cable', cable, whole: state === 'whole' });
    ctx.body = { cable, state };
  });

  router.post('/clock', (ctx) => {
    const rate = clockRates.find((known) => known === member(ctx, 'rate'));
    const minutes = member(ctx, 'minutes');
    if (rate !== undefined) {
      bench.setClockRate(rate);
      note({ what: 'clock', rate });
    } else if (typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 1 && minutes <= aheadMinutesMax) {
      bench.turnClockAhead(minutes);
      note({ what: 'clock', minutes });
    } else return invalid(ctx, 'rate', `"rate" is one of ${clockRates.join(', ')}, or "minutes" is 1 to ${aheadMinutesMax}.`);
    ctx.body = { rate: bench.clockRate(), asOf: current().public.asOf };
  });

  router.get('/kiosk', (ctx) => {
    ctx.body = { text: current().kiosk.text };
  });
  return router;
}

const clockRates = [0, 1, 10, 60] as const;
/** A day: further ahead the reservations that are known would be over. */
const aheadMinutesMax = 1_440;

/** Cuts or mends one cable. A mended cable to the cloud is whole all the way. */
function setCable(bench: Bench, cable: string, whole: boolean): boolean {
  if (cable === 'broker' || cable === 'cloud') {
    bench.setCut(whole ? null : cable);
    return true;
  }
  const counter = /^unit:([1-9]\d?)$/.exec(cable)?.[1];
  return counter !== undefined && bench.setUnitPlugged(Number(counter), whole);
}

const unitKeys = ['next', 'recall', 'noShow', 'pause'] as const;
const printerStates = ['ok', 'paper-out', 'near-end', 'cover-open', 'error', 'offline'] as const;

const counterOf = (ctx: Context): number => (/^[1-9]\d?$/.test(ctx.params.counter ?? '') ? Number(ctx.params.counter) : 0);

const member = (ctx: Context, name: string): unknown => (ctx.request.body as Readonly<Record<string, unknown>> | undefined)?.[name];

const unknown = (ctx: Context, title: string): void => answerProblem(ctx, { status: 404, type: 'unknown-device', title });

const invalid = (ctx: Context, field: string, title: string): void => answerProblem(ctx, { status: 422, type: 'invalid', title, field });
