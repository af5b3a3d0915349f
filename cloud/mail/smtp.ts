import { createTransport } from 'nodemailer';
import { addressOf } from './calendar.ts';
import type { MailDriver, MailResult } from './port.ts';

/** How long the mail server may keep silent at each step, and how long one mail may take in all, milliseconds. */
export type Patience = { readonly stepMs: number; readonly wholeMs: number };
const usual: Patience = { stepMs: 20_000, wholeMs: 60_000 };

/** Sends by SMTP. `url` is `smtp(s)://user:password@host:port`. */
export function smtpDriver(url: string, from: string, patience: Patience = usual): MailDriver {
  const address = new URL(url);
  const secure = address.protocol === 'smtps:';
  const domain = addressOf(from).split('@')[1] ?? 'localhost';
  const transport = createTransport({
    host: address.hostname,
    port: Number(address.port || (secure ? 465 : 587)),
    secure,
    ...(address.username ? { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } } : {}),
    connectionTimeout: patience.stepMs,
    greetingTimeout: patience.stepMs,
    socketTimeout: patience.stepMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: 'smtp',
    async send({ to, ...message }, key) {
      try {
        const sending = transport.sendMail({
          from,
          // An address object is taken as it stands, never parsed as a list (F31).
          to: { name: '', address: to },
          ...message,
          attachments: [...message.attachments],
          messageId: `<fronta.${key}@${domain}>`,
          // Nobody's holiday notice should answer it [RFC-3834 5].
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        await Promise.race([sending, atTheEndOf(patience.wholeMs)]);
        return { sent: true };
      } catch (error) {
        return mishap(error as SmtpError);
      }
    },
  };
}

type SmtpError = Error & { responseCode?: number; command?: string };

/** A server that drips one letter at a time would never be silent for long. */
const atTheEndOf = (ms: number): Promise<never> =>
  new Promise((_, reject) => {
    AbortSignal.timeout(ms).addEventListener('abort', () => reject(new Error(`the mail server took more than ${ms} ms for one mail`)));
  });

/**
 * [RFC-5321 4.2.1]: 5yz is final, but of this mail only when it is the answer to its recipient or its words. A refused greeting, login or sender
 * is our fault, not the mail's.
 */
function mishap({ responseCode, command, message: reason }: SmtpError): MailResult {
  const isOfThisMail = command === 'RCPT TO' || command === 'DATA';
  if (responseCode === undefined || responseCode === 421 || !isOfThisMail) return { sent: false, mishap: 'away', reason };
  return { sent: false, mishap: responseCode >= 500 ? 'never' : 'later', reason };
}
