import type { Middleware } from 'koa';
import { answerProblem } from './problem.ts';
import { Trouble } from './trouble.ts';

/**
 * U+0000 stands in no address and no field of ours, and PostgreSQL takes it in no text [PostgreSQL 8.3]: an address with it names nothing, a body with it
 * cannot be read. Whatever comes further down may be asked of the database as it is.
 */
export const noNulInAddress: Middleware = async (ctx, next) => {
  if (!ctx.url.includes('%00')) await next();
};

/** Fields are texts side by side; what is deeper in a body is looked at by its schema. */
export const noNulInBody: Middleware = async (ctx, next) => {
  const wrong = Object.entries((ctx.request.body ?? {}) as Record<string, unknown>).filter(([, value]) => [value].flat().some(hasNul));
  if (wrong.length === 0) return next();
  if (!ctx.path.startsWith('/api/')) throw new Trouble('malformed-body');
  const errors = wrong.map(([field]) => ({ field, message: 'has a character that no text has, U+0000' }));
  answerProblem(ctx, 'invalid', 'A field is missing or wrong.', errors);
};

const hasNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\0');
