import type { Context, Middleware } from 'koa';

/** Bytes of a form with files that are read. Photographs straight from a phone come up to here, so that they hear why they are too large. */
const formBytesMax = 16 * 1024 * 1024;
/** Beyond this nothing more of a form is listened to, and its sender hears of a broken connection. */
const drainedBytesMax = 64 * 1024 * 1024;

/** The files of a form by their field's name; empty fields are left out. */
export type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Reads a form that carries files (multipart/form-data, RFC 7578) into the body and `ctx.state.files`; every other request passes untouched.
 * `isExpected` is asked before a byte is read, so that strangers fill no memory. A form beyond `formBytesMax` is answered by `refuse`.
 */
export function filesInForms(isExpected: (ctx: Context) => Promise<boolean>, refuse: (ctx: Context) => Promise<void>): Middleware {
  return async (ctx, next) => {
    const type = ctx.get('content-type');
    if (ctx.method !== 'POST' || !type.startsWith('multipart/form-data') || !(await isExpected(ctx))) return next();
    const bytes = await bodyOf(ctx);
    if (bytes === null) return refuse(ctx);
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => null);
    if (form === null) return ctx.throw(400, 'the form cannot be read');
    const fields: Record<string, string> = {};
    const files = new Map<string, Uint8Array>();
    for (const [name, value] of form) {
      if (typeof value === 'string') fields[name] = value;
      else if (value.size > 0) files.set(name, await value.bytes());
    }
    ctx.request.body = fields;
    ctx.state.files = files;
    return next();
  };
}

/** The body, or `null` when it is too long; then the rest is let run out, so that the answer is heard. */
async function bodyOf(ctx: Context): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= formBytesMax) chunks.push(chunk);
    else chunks.length = 0;
    if (length > drainedBytesMax) ctx.throw(413);
  }
  return length > formBytesMax ? null : Buffer.concat(chunks);
}
