import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { EnrolAnswer, type EnrolRequest, enrolmentPath, readCode } from '#contract/enrolment.ts';
import { authorities, troubleOf } from './reach.ts';

/** The cloud answers a code within this time, milliseconds. */
const answerMsMax = 20_000;
/** Characters of an answer: a credential and a few certificates. */
const answerLengthMax = 128 * 1024;

/** The credential, or why there is none and what to do. `word`: the cloud's, where it answered. */
export type Redeemed =
  | { readonly ok: true; readonly answer: EnrolAnswer }
  | { readonly ok: false; readonly word: string; readonly says: string; readonly todo: string };

type Asked = EnrolRequest & {
  /** The cloud's public origin, `https://fronta.example`. */
  readonly origin: string;
  /** A certificate that vouches for it beside those that the machine trusts, PEM. */
  readonly ca: string | null;
};

const refused = (word: string, says: string, todo: string): Redeemed => ({ ok: false, word, says, todo });

/**
 * Exchanges a one-time code for this edge's own credential. Over TLS alone: without it only with a cloud on this very machine. A code that
 * cannot be one is told at once and asked of nobody. Never rejects.
 */
export async function redeem({ origin, ca, ...asked }: Asked): Promise<Redeemed> {
  const code = readCode(asked.code);
  if (code === null)
    return refused('mistyped', 'this is no code: 16 digits, and a digit is wrong or missing', 'Type it again as /admin shows it.');
  const url = URL.canParse(origin) ? new URL(enrolmentPath, origin) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    return refused('no-origin', `${JSON.stringify(origin)} is no address of a cloud`, 'Give its origin, e.g. https://fronta.example.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return refused('open-line', `${origin} would carry the credential over an open line`, `Use https://${url.host}.`);
  try {
    return read(await post(url, { ...asked, code }, ca));
  } catch (error) {
    const trouble = troubleOf(error as NodeJS.ErrnoException);
    return refused('unreachable', `${url.host}: ${trouble.says}`, trouble.todo);
  }
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);

type Answered = { readonly status: number; readonly text: string };

function post(url: URL, body: EnrolRequest, ca: string | null): Promise<Answered> {
  const text = JSON.stringify(body);
  const options: RequestOptions = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
    agent: false,
    signal: AbortSignal.timeout(answerMsMax),
  };
  return new Promise((resolve, reject) => {
    const asking = url.protocol === 'https:' ? httpsRequest(url, { ...options, ca: authorities(ca) }) : httpRequest(url, options);
    asking.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.name === 'AbortError' || error.name === 'TimeoutError' ? Object.assign(error, { code: 'ETIMEDOUT' }) : error),
    );
    asking.once('response', (answer) => {
      let heard = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        heard += part;
        if (heard.length > answerLengthMax) asking.destroy(new Error('the answer is none of a cloud'));
      });
      answer.once('error', reject);
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text: heard }));
    });
    asking.end(text);
  });
}

function read({ status, text }: Answered): Redeemed {
  const json = parsed(text);
  const answer = status === 200 ? EnrolAnswer.safeParse(json) : null;
  if (answer?.success) return { ok: true, answer: answer.data };
  const problem = json as { readonly type?: unknown; readonly title?: unknown; readonly detail?: unknown } | null;
  if (status !== 200 && typeof problem?.type === 'string' && typeof problem.title === 'string')
    return refused(problem.type, problem.title, typeof problem.detail === 'string' ? problem.detail : 'Ask who runs the cloud.');
  return refused(
    'no-cloud',
    `what answers there is no Fronta cloud (status ${status})`,
    'Check the address: it is the one that citizens open.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
