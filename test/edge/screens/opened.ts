import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Screens } from '../../../edge/screens/port.ts';
import { openScreens, type ScreensOptions } from '../../../edge/screens/server.ts';
import { type SimulatedOffice, simulatedOffice, staffCode } from './desk.ts';

/** The real server on a free port before a simulated office, with small pages of its own and a steady clock that the test moves. */
export type Opened = {
  readonly office: SimulatedOffice;
  readonly screens: Screens;
  readonly address: string;
  readonly warnings: readonly string[];
  /** Moves the steady clock on. */
  pass(ms: number): void;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The cookie of a new session. */
  logIn(): Promise<string>;
};

export async function opened(t: ExecutionContext, options: Partial<ScreensOptions> = {}): Promise<Opened> {
  const pagesFolder = await mkdtemp(join(tmpdir(), 'fronta-pages-'));
  t.teardown(() => rm(pagesFolder, { recursive: true }));
  for (const page of ['kiosk', 'board', 'staff', 'login', 'bench']) {
    await mkdir(join(pagesFolder, page));
    await writeFile(join(pagesFolder, page, 'index.html'), `<!doctype html><title>${page}</title>`);
  }
  await mkdir(join(pagesFolder, 'assets'));
  await writeFile(join(pagesFolder, 'assets', 'page.js'), 'export {};');

  const office = simulatedOffice();
  const warnings: string[] = [];
  let steady = 1_000;
  const screens = await openScreens({
    host: '127.0.0.1',
    port: 0,
    desk: office.desk,
    bench: office.bench,
    log: { info() {}, warn: (_fields, message) => void warnings.push(message) },
    pagesFolder,
    steadyMs: () => steady,
    ...options,
  });
  t.teardown(() => screens.close());
  office.onViews((views) => screens.show(views));

  const post: Opened['post'] = (path, body, headers = {}) =>
    fetch(screens.address + path, {
      method: 'POST',
      redirect: 'manual',
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    office,
    screens,
    address: screens.address,
    warnings,
    pass(ms) {
      steady += ms;
    },
    post,
    async logIn() {
      const answer = await post('/api/v1/session', { code: staffCode });
      return cookieOf(answer);
    },
  };
}

/** `name=value` of the cookie that an answer sets. */
export const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** The body of a problem, after checking that it says it is one. */
export async function problemOf(
  t: ExecutionContext,
  answer: Response,
): Promise<{ status: number; type: string; title?: string; field?: string }> {
  t.is(answer.headers.get('Content-Type'), 'application/problem+json');
  const problem = (await answer.json()) as { status: number; type: string };
  t.is(problem.status, answer.status);
  return problem;
}
