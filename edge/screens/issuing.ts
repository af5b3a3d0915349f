import Router from '@koa/router';
import type { Desk } from './port.ts';
import { answerProblem } from './problem.ts';
import { noSession, staffOf } from './session.ts';
import type { SessionStore } from './session-store.ts';

/** Staff stop giving walk-in tickets for today, or give them again; a refusal is a 409 whose `type` is its word. */
export function issuingRoutes(desk: Desk, sessions: SessionStore): Router {
  const router = new Router({ prefix: '/api/v1/issuing' });
  router.post('/:word', async (ctx) => {
    if (staffOf(ctx, sessions) === null) return noSession(ctx);
    const to = ({ stop: 'stopped', resume: 'open' } as const)[ctx.params.word as string];
    if (to === undefined) {
      return answerProblem(ctx, {
        status: 404,
        type: 'unknown-action',
        title: `Issuing cannot be told to "${ctx.params.word}", only stop or resume.`,
      });
    }
    const answer = await desk.issuing(to);
    if (answer.ok) ctx.body = { issuing: to };
    else answerProblem(ctx, { status: 409, type: answer.refusal, title: `Tickets are ${to === 'stopped' ? 'stopped' : 'given'} already.` });
  });
  return router;
}
