import { createHmac, randomInt } from 'node:crypto';
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { Office } from '../store/read-office.ts';

/** How hard a task is: PBKDF2 of so many rounds, tried a random number of times between `from` and `to`. */
export type Effort = { readonly rounds: number; readonly from: number; readonly to: number };

/** Half a second of one core of a desktop, a few seconds of a phone's; it is solved while the citizen reads what they are about to send. */
export const usualEffort: Effort = { rounds: 2_000, from: 400, to: 1_000 };

/** A task may be solved so long after it was set. */
export const taskLastsMs = 30 * 60_000;

/** What the browser sends back: base64 of JSON, as ALTCHA's own widget makes it. */
const Payload = z.looseObject({
  challenge: z.looseObject({
    parameters: z.looseObject({ data: z.looseObject({ office: z.string(), untilMs: z.number() }) }),
    signature: z.string(),
  }),
  solution: z.looseObject({ counter: z.number(), derivedKey: z.string() }),
});

/** A task for a browser that wants to book at this office (ALTCHA v2). Its end counts by the cloud's clock. */
export function setTask(office: Office, nowMs: number, { rounds, from, to }: Effort): Promise<Challenge> {
  const { hmacSignatureSecret, hmacKeySignatureSecret } = secretsOf(office);
  return createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: rounds,
    counter: randomInt(from, to + 1),
    data: { office: office.id, untilMs: nowMs + taskLastsMs },
    deriveKey,
    hmacSignatureSecret,
    hmacKeySignatureSecret,
  });
}

/** The name of the task that is solved here, which may count once; `null` for what is no solution, of another office's task, or too late. */
export async function solvedTask(office: Office, payload: string, nowMs: number): Promise<string | null> {
  const read = readPayload(payload);
  if (read === null) return null;
  const { challenge, solution } = read;
  const { data } = challenge.parameters;
  if (data.office !== office.id || data.untilMs <= nowMs) return null;
  // Whatever else stands in it is refused by the signature over all of it.
  const options = { challenge: challenge as unknown as Challenge, solution: { ...solution, time: 0 }, deriveKey, ...secretsOf(office) };
  const { verified } = await verifySolution(options);
  return verified ? challenge.signature : null;
}

function readPayload(payload: string): z.infer<typeof Payload> | null {
  try {
    return Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** Every process of the cloud has the office's key, so each takes what another one has set. */
function secretsOf({ pinKey }: Office): { readonly hmacSignatureSecret: string; readonly hmacKeySignatureSecret: string } {
  const secret = (what: string) => createHmac('sha256', pinKey).update(what).digest('hex');
  return { hmacSignatureSecret: secret('proof of work'), hmacKeySignatureSecret: secret('solution of a proof of work') };
}
