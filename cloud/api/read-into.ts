import type { Context } from 'koa';
import type { z } from 'zod';
import { whatIsWrong } from '#contract/what-is-wrong.ts';
import { answerProblem } from './problem.ts';

/** What the client sent, validated; or `null` after answering 422 with every wrong field named. */
export function readInto<T>(ctx: Context, schema: z.ZodType<T>, sent: unknown): T | null {
  const parsed = schema.safeParse(sent ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((field) => ({ field, message: 'is not known here' }));
    const { path, says } = whatIsWrong(issue, sent ?? {});
    return [{ field: path.join('.') || 'body', message: says }];
  });
  answerProblem(ctx, 'invalid', 'A field is missing or wrong.', errors);
  return null;
}
