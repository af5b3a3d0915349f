import Router from '@koa/router';
import type { CounterAction, Desk } from './port.ts';
import { answerProblem } from './problem.ts';
import { noSession, staffOf } from './session.ts';
import type { SessionStore } from './session-store.ts';

/** What a clerk does at a counter from the staff page; a refusal of the queue is a 409 whose `type` is its word. */
export function counterRoutes(desk: Desk, sessions: SessionStore): Router {
  const router = new Router({ prefix: '/api/v1/counters' });
  router.post('/:counter/:action', async (ctx) => {
    if (staffOf(ctx, sessions) === null) return noSession(ctx);
    const { counter: name, action: word } = ctx.params as { counter: string; action: string };
    const counter = desk.views().staff.counters.find(({ number }) => String(number) === name);
    if (counter === undefined) {
      return answerProblem(ctx, { status: 404, type: 'unknown-counter', title: `The office has no counter ${name}.` });
    }
    const read = readAction(word, ctx.request.body as Readonly<Record<string, unknown>> | undefined);
    if (read === null) return answerProblem(ctx, { status: 404, type: 'unknown-action', title: `A counter cannot do "${word}".` });
    if ('missing' in read) {
      const services = desk.views().staff.services.map(({ id }) => id);
      const title = wanted(read.missing, services);
      return answerProblem(ctx, { status: 422, type: 'invalid', title, field: read.missing });
    }
    const answer = await desk.act(counter.number, read);
    if (answer.ok) ctx.body = { counter: answer.counter, ticket: answer.ticket };
    else answerProblem(ctx, { status: 409, type: answer.refusal, title: `Counter ${name} cannot do this now: ${answer.refusal}.` });
  });
  return router;
}

type Named = 'to' | 'number';

/** What a body without it is answered: the staff page never sends one, who tries the address by hand reads what it takes. */
const wanted = (named: Named, services: readonly string[]): string =>
  named === 'to'
    ? `"to" names the service that takes the ticket over: one of ${services.join(', ')}.`
    : '"number" names the waiting ticket to be called, e.g. "A12".';

function readAction(word: string, body: Readonly<Record<string, unknown>> | undefined): CounterAction | { missing: Named } | null {
  switch (word) {
    case 'open':
    case 'close':
    case 'next':
    case 'recall':
    case 'no-show':
    case 'finish':
    case 'park':
    case 'undo':
      return { action: word };
    case 'transfer':
      return isShortText(body?.to) ? { action: word, to: body.to } : { missing: 'to' };
    case 'pick':
      return isShortText(body?.number) ? { action: word, number: body.number } : { missing: 'number' };
    default:
      return null;
  }
}

const isShortText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 64;
