import { createHash } from 'node:crypto';
import { Agent, type RequestOptions, request } from 'node:http';
import { parseArgs } from 'node:util';
import { percentile } from './report.ts';

/** `npm run peers`: one request again and again, as PEERS.md says; our own by their names, everybody else's by what they take. */
const usage = `npm run peers -- --target fronta-book | --url URL [--method GET] [--type TYPE] [--body TEXT] [--header 'Name: value']…
                [--count 500] [--at-once 1]

  {n} in URL and body is the number of the request
`;

type Target = {
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly body: (n: number) => string;
  readonly headers?: (n: number) => Readonly<Record<string, string>>;
};

const days = ['01', '02', '03', '04', '07', '08', '09', '10'];
const known: Readonly<Record<string, Target>> = {
  'fronta-book': {
    url: 'http://localhost:8080/api/v1/offices/krumlov/reservations',
    method: 'POST',
    type: 'application/json',
    // Each citizen from a network of their own, for the cloud limits what comes from one: it must trust its proxy, see PEERS.md.
    headers: (n) => ({ 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` }),
    body: (n) =>
      JSON.stringify({
        service: 'vozidla',
        start: `2026-12-${days[n % days.length]}T08:30:00+01:00`,
        name: 'Jana',
        email: `citizen-${n}@example.cz`,
        lang: 'cs',
      }),
  },
};

type Answer = { readonly ms: number; readonly status: number; readonly body: string };

function ask(agent: Agent, target: Target, headers: Readonly<Record<string, string>>, n: number): Promise<Answer> {
  const body = target.body(n);
  const sent = body === '' ? {} : { 'content-type': target.type, 'content-length': String(Buffer.byteLength(body)) };
  const options: RequestOptions = { method: target.method, agent, headers: { ...target.headers?.(n), ...headers, ...sent } };
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(target.url.replaceAll('{n}', String(n)), options, (answer) => {
      const hash = createHash('sha256');
      answer.on('data', (chunk) => void hash.update(chunk));
      answer.on('end', () => resolve({ ms: performance.now() - began, status: answer.statusCode ?? 0, body: hash.digest('hex') }));
    });
    asked.setNoDelay(true);
    asked.on('error', reject);
    asked.end(body);
  });
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ target: text, url: text, method: text, type: text, body: text, count: text, 'at-once': text },
    header: { type: 'string', multiple: true },
  },
});
const [count, atOnce] = [Number(values.count ?? 500), Number(values['at-once'] ?? 1)];
const target: Target | undefined = values.url
  ? {
      url: values.url,
      method: values.method ?? 'GET',
      type: values.type ?? 'application/json',
      body: (n) => (values.body ?? '').replaceAll('{n}', String(n)),
    }
  : known[values.target ?? ''];
if (!target || !(count > 0) || !(atOnce > 0)) {
  process.stderr.write(usage);
  process.exit(2);
}
const headers = Object.fromEntries((values.header ?? []).map((line) => line.split(/:\s*/, 2) as [string, string]));
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const answers: Answer[] = [];
let next = 0;
const began = performance.now();
const client = async (): Promise<void> => {
  while (next < count) answers.push(await ask(agent, target, headers, next++));
};
await Promise.all(Array.from({ length: atOnce }, client));
const seconds = (performance.now() - began) / 1_000;
agent.destroy();
const times = answers.map(({ ms }) => ms);
const statuses = Object.fromEntries(
  Object.entries(Object.groupBy(answers, ({ status }) => status)).map(([status, of]) => [status, of!.length]),
);
const good = answers.filter(({ status }) => status < 300);
const round = (value: number): number => Number(value.toPrecision(4));
process.stdout.write(
  `${JSON.stringify({
    ...{ count, atOnce, perSecond: round(count / seconds), p50: round(percentile(times, 0.5)), p99: round(percentile(times, 0.99)) },
    ...{ statuses, answeredAlike: good.length - new Set(good.map(({ body }) => body)).size },
  })}\n`,
);
