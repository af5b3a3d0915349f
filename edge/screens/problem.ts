import type { Context, Middleware } from 'koa';

/** What went wrong, as RFC 9457 says it. `type` is a stable word; `field` names the member of the body that is at fault. */
export type Problem = {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail?: string;
  readonly field?: string;
};

/** Answers with a problem: JSON for programs, a plain page for a browser that asked for a page. */
export function answerProblem(ctx: Context, problem: Problem): void {
  ctx.status = problem.status;
  if (ctx.method === 'GET' && ctx.accepts('json', 'html') === 'html') {
    ctx.type = 'html';
    ctx.body = problemPage(problem);
    return;
  }
  ctx.body = JSON.stringify({ ...problem, instance: ctx.path });
  ctx.type = 'application/problem+json';
}

/** The outermost rim: what nobody answered becomes a problem, and a bug is logged and told as one. */
export function problems(log: { warn(fields: object, message: string): void }): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 413) ctx.set('Connection', 'close');
      if (problem.status >= 500) log.warn({ err: error, path: ctx.path }, 'a page request failed');
      answerProblem(ctx, problem);
      return;
    }
    if (ctx.respond !== false && ctx.status === 404 && ctx.body == null) {
      answerProblem(ctx, { status: 404, type: 'not-found', title: 'There is nothing at this address.' });
    }
  };
}

/** Errors of the body parser carry a status below 500; everything else is ours. */
function problemOf(error: unknown): Problem {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status === 413) return { status, type: 'body-too-large', title: `The body is larger than ${bodyLimitKb} KB.` };
  if (status === 415) return { status, type: 'unsupported-encoding', title: 'The encoding of the body is not understood.' };
  if (status >= 400 && status < 500) {
    return { status: 400, type: 'malformed-body', title: 'The body is not valid JSON.', detail: (error as Error).message };
  }
  return { status: 500, type: 'internal', title: 'The kiosk made a mistake. It is in the log.' };
}

/** Largest body of any request, kilobytes. */
export const bodyLimitKb = 64;

function problemPage({ status, title, detail }: Problem): string {
  const text = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status}</title>
<main><h1>${text(title)}</h1><p>${text(detail ?? '')}</p></main></html>`;
}
