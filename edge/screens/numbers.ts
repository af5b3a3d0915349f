import Router from '@koa/router';
import type { Context } from 'koa';
import * as z from 'zod';
import { type Language, languages } from '#contract/language.ts';
import { csvOf } from '#contract/statistics/csv.ts';
import type { Period } from '#contract/statistics/picture.ts';
import { type PageFiles, sendPage } from './pages.ts';
import type { Numbers } from './port.ts';
import { answerProblem } from './problem.ts';
import { noSession, staffOf } from './session.ts';
import type { SessionStore } from './session-store.ts';

/** Days that are shown when nothing else is asked for: all that an edge knows. */
const daysUsual = 35;

const Asked = z.object({ from: z.iso.date(), to: z.iso.date() });
const AskedTicket = z.object({ number: z.string().regex(/^[A-Za-z]\d{1,4}$/), day: z.iso.date().optional() });

/** The statistics of the last weeks and the story of a ticket, for whoever has a session of the staff page. */
export function numberRoutes(numbers: Numbers, files: PageFiles, sessions: SessionStore): Router {
  const router = new Router();
  for (const page of ['statistics', 'story'])
    router.get(`/staff/${page}`, (ctx) => (staffOf(ctx, sessions) === null ? ctx.redirect('/staff/login') : sendPage(ctx, files, page)));

  router.get('/api/v1/statistics', async (ctx) => {
    if (staffOf(ctx, sessions) === null) return noSession(ctx);
    const period = periodIn(ctx, numbers);
    if (period === null) return badPeriod(ctx);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { today: numbers.today(), picture: await numbers.picture(period, languageIn(ctx, numbers)) };
  });

  router.get('/api/v1/statistics/csv', async (ctx) => {
    if (staffOf(ctx, sessions) === null) return noSession(ctx);
    const period = periodIn(ctx, numbers);
    if (period === null) return badPeriod(ctx);
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`fronta-${period.from}-${period.to}.csv`);
    ctx.type = 'text/csv; charset=utf-8';
    ctx.body = csvOf(await numbers.picture(period, languageIn(ctx, numbers)));
  });

  router.get('/api/v1/story', async (ctx) => {
    if (staffOf(ctx, sessions) === null) return noSession(ctx);
    const asked = AskedTicket.safeParse(ctx.query);
    if (!asked.success)
      return answerProblem(ctx, { status: 422, type: 'invalid', title: 'Ask for a number like A12 and a day like 2026-11-23.' });
    const { number, day = numbers.today() } = asked.data;
    const story = await numbers.story(number.toUpperCase(), day, languageIn(ctx, numbers));
    if (story === null)
      return answerProblem(ctx, { status: 404, type: 'unknown-ticket', title: `The journal has no ticket ${number} of ${day}.` });
    ctx.set('Cache-Control', 'no-store');
    ctx.body = story;
  });

  return router;
}

/** `null` when what was asked for is no period; without any, the last weeks. */
function periodIn(ctx: Context, numbers: Numbers): Period | null {
  if (ctx.query.from === undefined && ctx.query.to === undefined) {
    const today = numbers.today();
    return {
      from: Temporal.PlainDate.from(today)
        .subtract({ days: daysUsual - 1 })
        .toString(),
      to: today,
    };
  }
  const { data } = Asked.safeParse(ctx.query);
  return data && data.from <= data.to ? data : null;
}

const badPeriod = (ctx: Context): void =>
  answerProblem(ctx, { status: 422, type: 'invalid', title: 'A period is two dates, "from" not after "to".', field: 'from' });

const languageIn = (ctx: Context, numbers: Numbers): Language =>
  languages.find((one) => one === ctx.query.lang) ?? numbers.languages()[0] ?? 'cs';
