import Router from '@koa/router';
import type { Context } from 'koa';
import { EnrolRequest, enrolmentPath } from '#contract/enrolment.ts';
import type { Enrol } from '../offices/port.ts';
import { networkOf } from './network.ts';
import type { OpenLimiter } from './port.ts';
import { answerProblem } from './problem.ts';
import { readInto } from './read-into.ts';

/** Wrong codes of one network in ten minutes, and of all together: 50 random bits of at most 20 codes an office are out of reach. */
export const wrongOfNetworkMax = 10;
export const wrongOfAllMax = 300;
const windowSeconds = 600;

/** Exchanges a kiosk's one-time code for its credential. */
export function enrolRoutes(enrol: Enrol, openLimiter: OpenLimiter): Router {
  const ofNetworks = openLimiter('enrol', windowSeconds);
  const ofAll = openLimiter('enrol-all', windowSeconds);
  const router = new Router();
  router.post(enrolmentPath, async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const body = readInto(ctx, EnrolRequest, ctx.request.body);
    if (body === null) return;
    const network = networkOf(ctx.ip);
    // Counted before it is looked at, so that many at once are no way around it; a good one is given back.
    const counts = await Promise.all([ofNetworks.penalty(network), ofAll.penalty('all')]);
    const over = counts.filter(({ consumedPoints }, index) => consumedPoints > [wrongOfNetworkMax, wrongOfAllMax][index]!);
    if (over.length > 0) return tooMany(ctx, Math.max(...over.map(({ msBeforeNext }) => msBeforeNext)));
    const enrolled = await enrol(body);
    if (enrolled.ok || enrolled.refusal !== 'unknown-code') await Promise.all([ofNetworks.reward(network), ofAll.reward('all')]);
    if (enrolled.ok) {
      ctx.body = enrolled.answer;
      return;
    }
    refuse(ctx, enrolled);
  });
  return router;
}

function tooMany(ctx: Context, waitMs: number): void {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  ctx.set('Retry-After', String(seconds));
  answerProblem(ctx, 'too-many-requests', `Too many wrong codes. Try again in ${seconds} seconds.`);
}

type Refused = Exclude<Awaited<ReturnType<Enrol>>, { ok: true }>;

const refuse = (ctx: Context, refused: Refused): void => answerProblem(ctx, refused.refusal, whatToDo(refused));

function whatToDo(refused: Refused): string {
  switch (refused.refusal) {
    case 'unknown-code':
      return 'It was never issued, is used already, was revoked or is too old: issue another one in /admin.';
    case 'other-edge': {
      const { office, edge } = refused.edge;
      return `The code is for ${office}/${edge}. Correct the kiosk's configuration, or issue a code for its name; this one stays good.`;
    }
    case 'broker-away':
      return 'The message broker cannot be told of the new kiosk now. The code stays good: try again.';
  }
}
