import { tidyAdmin } from './admin/tidy-up.ts';
import { forgetCounts } from './api/shared-counters.ts';
import type { CloudClock } from './clock.ts';
import type { CloudConfig } from './config.ts';
import { inboxDriver } from './mail/inbox.ts';
import { sendDueMails } from './mail/outbox.ts';
import type { MailDriver } from './mail/port.ts';
import { smtpDriver } from './mail/smtp.ts';
import { expireHolds, lapseOverdue, purgePersonalData, restartHold } from './reservations/aging.ts';
import type { Store } from './store/open.ts';
import { scrub } from './store/scrub.ts';

export type JobParts = {
  readonly config: Pick<CloudConfig, 'smtpUrl' | 'mailFrom' | 'publicOrigin'>;
  readonly store: Store;
  readonly clock: CloudClock;
};

/** What the cloud does by itself as time passes; harmless to run often and beside another run. Mains call it every few seconds. */
export async function runJobs(parts: JobParts): Promise<void> {
  await expireHolds(parts.store.db, parts.clock.now());
  await lapseOverdue(parts.store.db, parts.clock.now());
  if ((await purgePersonalData(parts.store, parts.clock.now())) > 0) await scrub(parts.store, parts.clock.now());
  await tidyAdmin(parts.store, parts.clock.now());
  await forgetCounts(parts.store.db, parts.clock.now());
  // Last, because a mail server may take its time.
  await deliverMails(parts);
}

/** Sends the mails that are due; a hold counts its time from when its mail left (F26). */
export async function deliverMails({ config, store, clock }: JobParts): Promise<void> {
  const sent = await sendDueMails(store, mailDriver(config), config, () => clock.now());
  for (const mail of sent) if (mail.kind === 'hold' && mail.reservation !== null) await restartHold(store, mail.reservation, clock.now());
}

const mailDriver = ({ smtpUrl, mailFrom }: JobParts['config']): MailDriver =>
  smtpUrl === 'inbox:' ? inboxDriver : smtpDriver(smtpUrl, mailFrom);
