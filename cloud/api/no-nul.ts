import type { Middleware } from 'koa';
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
  const fields = Object.values((ctx.request.body ?? {}) as Record<string, unknown>).flat();
  if (fields.some((field) => typeof field === 'string' && field.includes('\0'))) throw new Trouble('malformed-body');
  await next();
};
