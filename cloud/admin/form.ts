import type { Context } from 'koa';
import type { Files } from './multipart.ts';

/** The fields of a posted form, or of the query of a GET; what is missing or is no text is empty. */
export type Form = {
  (name: string): string;
  /** Whether a box was ticked. */
  has(name: string): boolean;
  /** The ends of the names that begin so, e.g. `day:` of the boxes `day:1` and `day:3`. Dots would be taken apart on the way. */
  under(prefix: string): readonly string[];
  /** The file of a field; `null` when none was chosen. */
  file(name: string): Uint8Array | null;
};

/** Longer fields are cut: no field of ours needs more, and what is too long is refused by its own rule. */
const fieldLengthMax = 60_000;

/** Reads what a page sent. */
export function readForm(ctx: Context): Form {
  const fields = (ctx.method === 'POST' ? ctx.request.body : ctx.query) as Readonly<Record<string, unknown>> | undefined;
  const text = (name: string): string => {
    const value = Object.hasOwn(fields ?? {}, name) ? fields?.[name] : undefined;
    return typeof value === 'string' ? value.slice(0, fieldLengthMax) : '';
  };
  return Object.assign(text, {
    has: (name: string) => text(name) !== '',
    file: (name: string) => (ctx.state.files as Files | undefined)?.get(name) ?? null,
    under: (prefix: string) =>
      Object.keys(fields ?? {})
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length)),
  });
}
