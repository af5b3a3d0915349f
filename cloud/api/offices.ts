import Router from '@koa/router';
import type { z } from 'zod';
import type { Reservations } from '../reservations/port.ts';
import type { Store } from '../store/open.ts';
import { readOffice, readOffices } from '../store/read-office.ts';
import type { BookingGate } from './port.ts';
import { answerProblem } from './problem.ts';
import { readInto } from './read-into.ts';
import { type OfficeAnswer, type ServiceAnswer, type SlotAnswer, SlotsQuery } from './schemas.ts';

type OfficeParts = { readonly store: Store; readonly reservations: Reservations; readonly gate: Pick<BookingGate, 'task'> };

/** `GET /offices`, their services, their open slots and what is to be solved before a booking. */
export function officeRoutes({ store, reservations, gate }: OfficeParts): Router {
  const router = new Router({ prefix: '/api/v1' });
  router.get('/offices', async (ctx) => {
    const answer: z.infer<typeof OfficeAnswer>[] = (await readOffices(store.db)).map(({ settings }) => ({
      id: settings.office,
      name: settings.name,
      place: settings.place,
      timeZone: settings.timeZone,
      languages: settings.languages,
    }));
    ctx.body = answer;
  });
  router.get('/offices/:office/services', async (ctx) => {
    const office = await readOffice(store.db, ctx.params.office ?? '');
    if (office === null) return answerProblem(ctx, 'unknown-office', 'GET /api/v1/offices lists the offices.');
    const answer: z.infer<typeof ServiceAnswer>[] = office.settings.services.map(({ id, letter, name, bring }) => ({
      id,
      letter,
      name,
      bring,
    }));
    ctx.body = answer;
  });
  router.get('/offices/:office/slots', async (ctx) => {
    const office = await readOffice(store.db, ctx.params.office ?? '');
    if (office === null) return answerProblem(ctx, 'unknown-office', 'GET /api/v1/offices lists the offices.');
    const query = readInto(ctx, SlotsQuery, ctx.query);
    if (query === null) return;
    const offers = await reservations.offers(office.id, query.service, { from: query.from || undefined, to: query.to || undefined });
    if (offers === null) {
      const message = `this office has no service "${query.service}"`;
      return answerProblem(ctx, 'invalid', 'A field of the query is wrong.', [{ field: 'service', message }]);
    }
    const answer: z.infer<typeof SlotAnswer>[] = offers.map(({ start, end, capacity, free }) => ({ start, end, capacity, free }));
    ctx.set('Cache-Control', 'no-store');
    ctx.body = answer;
  });
  router.get('/offices/:office/task', async (ctx) => {
    const office = await readOffice(store.db, ctx.params.office ?? '');
    if (office === null) return answerProblem(ctx, 'unknown-office', 'GET /api/v1/offices lists the offices.');
    ctx.set('Cache-Control', 'no-store');
    const answer = { task: await gate.task(ctx) };
    ctx.body = answer;
  });
  return router;
}
