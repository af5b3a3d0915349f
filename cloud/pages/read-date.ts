import type { Context } from 'koa';
import { z } from 'zod';

/** The date in the address, or `null` when it is none. */
export const readDate = (ctx: Context): string | null => z.iso.date().safeParse(ctx.params.date).data ?? null;
