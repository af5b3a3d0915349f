import type { Store } from '../store/open.ts';
import { auditKeptMs } from './audit/audit.ts';
import { absoluteMs, idleMs } from './sign-in/sessions.ts';

/** What was once used or has run out stays readable for so long, then it goes. */
const endedKeptMs = 30 * 86_400_000;

/** Deletes sessions that are over, codes long ended, and records older than they are kept. */
export async function tidyAdmin({ db }: Store, nowMs: number): Promise<void> {
  await db
    .deleteFrom('adminSession')
    .where((row) => row.or([row('seenMs', '<=', nowMs - idleMs), row('createdMs', '<=', nowMs - absoluteMs)]))
    .execute();
  const before = nowMs - endedKeptMs;
  await db
    .deleteFrom('adminInvite')
    .where((row) => row.or([row('endedMs', '<=', before), row('expiresMs', '<=', before)]))
    .execute();
  await db
    .deleteFrom('enrolment')
    .where((row) => row.or([row('usedMs', '<=', before), row('revokedMs', '<=', before), row('expiresMs', '<=', before)]))
    .execute();
  await db
    .deleteFrom('adminAudit')
    .where('atMs', '<=', nowMs - auditKeptMs)
    .execute();
}
