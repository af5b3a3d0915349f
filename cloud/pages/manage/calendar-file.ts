import type { Context } from 'koa';

/** A calendar file to keep. */
export function sendCalendar(ctx: Context, content: string): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'text/calendar; charset=utf-8';
  ctx.set('Content-Disposition', 'attachment; filename="termin.ics"');
  ctx.body = content;
}
