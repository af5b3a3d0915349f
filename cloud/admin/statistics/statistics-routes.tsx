import Router from '@koa/router';
import type { Context } from 'koa';
import { csvOf } from '#contract/statistics/csv.ts';
import { type Period, pictureOf, type StatisticsPicture } from '#contract/statistics/picture.ts';
import { statisticsWords } from '#contract/statistics/words.ts';
import { sendPage } from '../../send-page.ts';
import { readOffices } from '../../store/read-office.ts';
import { today } from '../day/day-routes.tsx';
import type { Guard, OfficeVisit, Visit } from '../guard.tsx';
import { policyWithCharts } from '../own-pages-only.ts';
import type { PageError } from '../page-error.ts';
import { RefusedPage } from '../refused-page.tsx';
import { chartsRoutes } from './charts-asset.ts';
import { OverviewPage } from './overview-page.tsx';
import { readPeriod } from './period.ts';
import { StatisticsPage } from './statistics-page.tsx';

/** The statistics of an office, as a page and as a file, and of all offices side by side for those who may see all. */
export function statisticsRoutes(guard: Guard): Router {
  const router = new Router();
  router.use(chartsRoutes().routes());
  router.get('/admin/statistiky', guard.anybody(showOverview));
  router.get('/admin/:office/statistiky', guard.forOffice(showOffice));
  router.get('/admin/:office/statistiky/csv', guard.forOffice(sendFile));
  return router;
}

async function showOffice(ctx: Context, visit: OfficeVisit): Promise<void> {
  const day = today(visit);
  const { period, isRefused } = readPeriod(visit.form, day);
  const picture = await picturedIn(visit, period);
  ctx.set('Content-Security-Policy', policyWithCharts);
  sendPage(ctx, <StatisticsPage visit={visit} picture={picture} today={day} errors={refusal(visit, isRefused)} />, isRefused ? 422 : 200);
}

async function sendFile(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { period } = readPeriod(visit.form, today(visit));
  const file = csvOf(await picturedIn(visit, period));
  ctx.set('Cache-Control', 'no-store');
  ctx.attachment(`fronta-${visit.office.id}-${period.from}-${period.to}.csv`);
  ctx.type = 'text/csv; charset=utf-8';
  ctx.body = file;
}

async function showOverview(ctx: Context, visit: Visit): Promise<void> {
  const { parts, session, reader } = visit;
  if (session.user.office !== null) return sendPage(ctx, <RefusedPage {...visit} sentence={reader.texts.refused.role} />, 403);
  const offices = await readOffices(parts.store.db);
  const [first] = offices;
  const day = first ? today({ ...visit, office: first }) : new Date(parts.clock.now()).toISOString().slice(0, 10);
  const { period, isRefused } = readPeriod(visit.form, day);
  const totals = await parts.statistics.totals(period);
  const errors = refusal(visit, isRefused);
  sendPage(
    ctx,
    <OverviewPage visit={visit} offices={offices} totals={totals} period={period} today={day} errors={errors} />,
    isRefused ? 422 : 200,
  );
}

async function picturedIn({ parts, office, reader }: OfficeVisit, period: Period): Promise<StatisticsPicture> {
  const { lang } = reader;
  const services = office.settings.services.map(({ id, name }) => ({ id, name: name[lang] }));
  return pictureOf(await parts.statistics.tallies(office.id, period), period, {
    office: office.settings.name[lang],
    language: lang,
    services,
  });
}

const refusal = ({ reader }: Visit, isRefused: boolean): readonly PageError[] =>
  isRefused ? [{ field: 'from', message: statisticsWords[reader.lang].badPeriod }] : [];
