import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { localDate } from '#contract/business-day.ts';
import { sendPage } from '../../send-page.ts';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { DayPage } from './day-page.tsx';
import { ofDay, search } from './reservations.ts';

/** The day view and the search in it. */
export function dayRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/den' });
  router.get('/', guard.forOffice(showDay));
  return router;
}

async function showDay(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, office, form } = visit;
  const wanted = form('hledat').trim().slice(0, 80);
  const date = z.iso.date().safeParse(form('date')).data ?? today(visit);
  const nowMs = parts.clock.now();
  const rows = wanted === '' ? await ofDay(parts.store.db, office.id, date) : await search(parts.store.db, office.id, wanted, nowMs);
  const stranded = new Set((await parts.desk.stranded(office.id, office.settings)).map(({ id }) => id));
  sendPage(ctx, <DayPage visit={visit} date={date} rows={rows} wanted={wanted} stranded={stranded} />);
}

/** The office's date of now. */
export const today = ({ parts, office }: OfficeVisit): string => localDate(parts.clock.now(), office.settings);
