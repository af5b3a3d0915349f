import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { ProblemType } from './port.ts';
import { answerProblem, problemTypes } from './problem.ts';

/** Answers a browser with a page that says kindly what is wrong. */
export type AnswerPage = (ctx: Context, type: ProblemType) => void;

const isApi = (ctx: Context): boolean => ctx.path.startsWith('/api/');

/** The outermost rim: whatever was thrown below becomes a problem under /api and a page elsewhere. */
export const catchTrouble =
  (log: Logger, answerPage: AnswerPage): Middleware =>
  async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const type = name(error as { status?: number });
      // The route's pattern, never the path: paths hold tokens.
      if (type === 'internal-error')
        log.error({ route: ctx._matchedRoute, method: ctx.method, error: String((error as Error).stack) }, 'a request failed');
      answerTrouble(ctx, type, answerPage);
    }
  };

/** Around all routes: where none of them answered, the path is unknown, names nothing that there is, or is known for other methods. */
export const refuseUnmatched =
  (answerPage: AnswerPage): Middleware =>
  async (ctx, next) => {
    await next();
    if (ctx.status !== 404 || ctx.body) return;
    const matched = (ctx.matched ?? []) as { methods: string[] }[];
    const methods = [...new Set(matched.flatMap((layer) => layer.methods))];
    if (methods.length === 0 || methods.includes(ctx.method)) return answerTrouble(ctx, 'not-found', answerPage);
    ctx.set('Allow', methods.join(', '));
    // [RFC-9110 9.3.7]; without a word on other origins, so that browsers let none of them in.
    if (ctx.method === 'OPTIONS') ctx.status = 204;
    else answerTrouble(ctx, 'method-not-allowed', answerPage);
  };

const details: Partial<Record<ProblemType, string>> = {
  'malformed-body': 'The body is not well-formed JSON or form data.',
  'unknown-host': 'Set FRONTA_PUBLIC_ORIGIN to the origin that citizens open.',
  'cross-site': 'Forms are taken only from our own pages.',
  'not-found': 'The API is described at /api/v1/openapi.json.',
  'method-not-allowed': 'The header Allow names the methods.',
  'body-too-large': 'A body may have 64 KB.',
  'not-json': 'Send content-type: application/json.',
  'internal-error': 'It was noted. Please try again later.',
};

/** Answers in the form that the client reads. */
export function answerTrouble(ctx: Context, type: ProblemType, answerPage: AnswerPage): void {
  if (isApi(ctx)) {
    answerProblem(ctx, type, details[type] ?? problemTypes[type].title);
    return;
  }
  ctx.status = problemTypes[type].status;
  answerPage(ctx, type);
}

/** An error that names its own problem. */
export class Trouble extends Error {
  readonly type: ProblemType;
  readonly status: number;
  constructor(type: ProblemType) {
    super(type);
    this.type = type;
    this.status = problemTypes[type].status;
  }
}

function name(error: { status?: number; code?: unknown }): ProblemType {
  if (error instanceof Trouble) return error.type;
  if (error.status === 413) return 'body-too-large';
  if (error.status !== undefined && error.status >= 400 && error.status < 500) return 'malformed-body';
  // A body that says it is packed and is not; only bodies are unpacked here.
  if (typeof error.code === 'string' && /^(Z|ERR__ERROR)_/.test(error.code)) return 'malformed-body';
  return 'internal-error';
}
