import type { Context } from 'koa';
import type { z } from 'zod';
import { answerProblem } from './problem.ts';

/** What the client sent, validated; or `null` after answering 422 with every wrong field named. */
export function readInto<T>(ctx: Context, schema: z.ZodType<T>, sent: unknown): T | null {
  const parsed = schema.safeParse(sent ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field, message: 'is not known here' }))
      : [{ field: issue.path.join('.') || 'body', message: isMissing(issue, sent ?? {}) ? 'is missing' : worded(issue) }],
  );
  answerProblem(ctx, 'invalid', 'A field is missing or wrong.', errors);
  return null;
}

/** Of several forms that a field may have, the first is the one that is meant. */
const worded = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_union' ? (issue.errors[0]?.[0]?.message ?? issue.message) : issue.message;

/** A client's author reads what to send, not what a schema received. */
const isMissing = ({ path }: z.core.$ZodIssue, sent: unknown): boolean =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], sent) === undefined;
