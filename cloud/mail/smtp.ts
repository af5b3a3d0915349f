import { createTransport } from 'nodemailer';
import type { MailDriver, MailResult } from './port.ts';

/** How long the mail server may keep us waiting at each step. */
const patienceMs = 20_000;

/** Sends by SMTP. `url` is `smtp(s)://user:password@host:port`. */
export function smtpDriver(url: string, from: string): MailDriver {
  const address = new URL(url);
  const secure = address.protocol === 'smtps:';
  const transport = createTransport({
    host: address.hostname,
    port: Number(address.port || (secure ? 465 : 587)),
    secure,
    ...(address.username ? { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } } : {}),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: 'smtp',
    async send({ to, ...message }) {
      try {
        // An address object is taken as it stands, never parsed as a list (F31).
        await transport.sendMail({ from, to: { name: '', address: to }, ...message, attachments: [...message.attachments] });
        return { sent: true };
      } catch (error) {
        return mishap(error as Error & { responseCode?: number });
      }
    },
  };
}

/** [RFC-5321 4.2.1]: 5yz is final, everything else may pass. A refused login is our fault, not the mail's, so it is tried again. */
function mishap(error: Error & { responseCode?: number; code?: string }): MailResult {
  const final = error.responseCode !== undefined && error.responseCode >= 500 && error.code !== 'EAUTH';
  return { sent: false, mishap: final ? 'never' : 'later', reason: error.message };
}
