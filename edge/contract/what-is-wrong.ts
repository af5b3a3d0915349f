import type * as z from 'zod';

/** Where an issue is, from the top of the value, and what it says in words for who wrote the value and not for who wrote the schema. */
export function whatIsWrong(issue: z.core.$ZodIssue, value: unknown): { readonly path: readonly PropertyKey[]; readonly says: string } {
  const { path } = issue;
  // Of a key that cannot be, what it should have been says more than that it cannot.
  if (issue.code === 'invalid_key') return { path, says: issue.issues[0]?.message ?? issue.message };
  const found = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
  if (found === undefined) return { path, says: 'is missing' };
  if (issue.code !== 'invalid_union') return { path, says: issue.message };
  // Of several forms that a part may have, the one is meant of which something inside is wrong, or else the first.
  const inside = issue.errors.flatMap(([first]) => (first?.path.length ? [first] : []))[0];
  if (inside === undefined) return { path, says: issue.errors[0]?.[0]?.message ?? issue.message };
  const inner = whatIsWrong(inside, found);
  return { path: [...path, ...inner.path], says: inner.says };
}
