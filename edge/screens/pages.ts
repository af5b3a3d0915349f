import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import Router from '@koa/router';
import type { Context } from 'koa';
import type { EventStream } from './event-stream.ts';
import { answerProblem } from './problem.ts';
import { noSession, staffOf } from './session.ts';
import type { SessionStore } from './session-store.ts';
import { loopbackOnly } from './who-asks.ts';

/** The built pages by their path under the folder, held in memory: a path that is not a key cannot be asked for. */
export type PageFiles = ReadonlyMap<string, { readonly body: Buffer; readonly type: string; readonly tag: string }>;

/** Pages and their event streams: the board for everybody, the kiosk for itself, the staff page for a session. */
export function pageRoutes(
  files: PageFiles,
  sessions: SessionStore,
  streams: { readonly kiosk: EventStream; readonly board: EventStream; readonly staff: EventStream },
): Router {
  const router = new Router();
  router.get('/board', (ctx) => sendPage(ctx, files, 'board'));
  router.get('/board/events', (ctx) => streams.board.open(ctx));
  router.get('/kiosk', loopbackOnly, (ctx) => sendPage(ctx, files, 'kiosk'));
  router.get('/kiosk/events', loopbackOnly, (ctx) => streams.kiosk.open(ctx));
  router.get('/staff', (ctx) => (staffOf(ctx, sessions) === null ? ctx.redirect('/staff/login') : sendPage(ctx, files, 'staff')));
  router.get('/staff/login', (ctx) => sendPage(ctx, files, 'login'));
  router.get('/staff/events', (ctx) => {
    if (staffOf(ctx, sessions) === null) return noSession(ctx);
    streams.staff.open(ctx, () => staffOf(ctx, sessions) !== null);
  });
  router.get('/assets/:file', (ctx) => sendFile(ctx, files, `assets/${ctx.params.file}`));
  return router;
}

/**
 * Reads every built page. A folder that is not there gives none, and each page then says how to build it. At once and not through Node's
 * threads: nobody waits for anything else yet, and an edge that never starts them is 2 MiB smaller.
 */
export function readPages(folder: string): PageFiles {
  const files = new Map<string, { body: Buffer; type: string; tag: string }>();
  for (const entry of entriesIn(folder)) {
    const type = typeOf[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const body = readFileSync(path);
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    files.set(relative(folder, path).split(sep).join('/'), { body, type, tag });
  }
  return files;
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
}

const typeOf: Readonly<Record<string, string | undefined>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Sends the built page of this name, or 503 while the pages are not built. */
export function sendPage(ctx: Context, files: PageFiles, page: string): void {
  const path = `${page}/index.html`;
  if (files.has(path)) sendFile(ctx, files, path);
  else answerProblem(ctx, { status: 503, type: 'pages-not-built', title: 'The pages are not built yet.', detail: 'Run: npm run pages' });
}

function sendFile(ctx: Context, files: PageFiles, path: string): void {
  const file = files.get(path);
  if (file === undefined) return;
  ctx.status = 200;
  ctx.set('Cache-Control', 'no-cache');
  ctx.set('ETag', file.tag);
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = file.type;
  ctx.body = file.body;
}
