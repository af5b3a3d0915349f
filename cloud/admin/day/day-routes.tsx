import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { localDate } from '#contract/business-day.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { DayPage } from './day-page.tsx';
import { ofDay, search } from './reservations.ts';
import { openSearch, sealSearch, tidySearch } from './sealed-search.ts';

/** The day view and the search in it. */
export function dayRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/den' });
  router.get('/', guard.forOffice(showDay));
  router.post('/', guard.forOffice(goSearching));
  return router;
}

async function showDay(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { parts, office, form } = visit;
  if (form('hledat') !== '') return goSearching(ctx, visit);
  const date = z.iso.date().safeParse(form('date')).data ?? today(visit);
  const nowMs = parts.clock.now();
  const wanted = openSearch(office.pinKey, form('nalez'), nowMs);
  const rows = wanted === '' ? await ofDay(parts.store.db, office.id, date) : await search(parts.store.db, office.id, wanted, nowMs);
  const stranded = new Set((await parts.desk.stranded(office.id, office.settings)).map(({ id }) => id));
  sendPage(ctx, <DayPage visit={visit} date={date} rows={rows} wanted={wanted} stranded={stranded} />);
}

/** To the address of what is found, in which nobody's name stands. */
function goSearching(ctx: Context, { parts, office, form }: OfficeVisit): void {
  const wanted = tidySearch(form('hledat'));
  const query = wanted === '' ? '' : `?nalez=${sealSearch(office.pinKey, wanted, parts.clock.now())}`;
  seeOther(ctx, `/admin/${office.id}/den${query}`);
}

/** The office's date of now. */
export const today = ({ parts, office }: OfficeVisit): string => localDate(parts.clock.now(), office.settings);
