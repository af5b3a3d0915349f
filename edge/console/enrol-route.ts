import { json } from 'node:stream/consumers';
import type { Context } from 'koa';
import * as z from 'zod';
import type { Console } from './port.ts';

const Asked = z.strictObject({ code: z.string().min(1).max(100), origin: z.string().max(500).nullable() });

/** Takes a one-time code, in the body: what stands in an address may be logged. */
export const enrolRoute = (console: Console) => async (ctx: Context) => {
  const asked = Asked.safeParse(await json(ctx.req).catch(() => null));
  if (!asked.success) {
    ctx.status = 400;
    ctx.body = { title: 'the body must be {"code": "…", "origin": "https://…" or null}' };
    return;
  }
  ctx.body = await console.enrol(asked.data.code, asked.data.origin);
};
