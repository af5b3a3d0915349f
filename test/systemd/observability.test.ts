import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { runOffice } from '../office/run-office.ts';

const folder = fileURLToPath(new URL('../../systemd/observability/', import.meta.url));
const rules = readRules(readFileSync(`${folder}alerts.yaml`, 'utf8'));
type Panel = { readonly title: string; readonly gridPos: unknown; readonly targets: readonly { readonly expr: string }[] };
const dashboard = JSON.parse(readFileSync(`${folder}dashboard.json`, 'utf8')) as {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly query: string }[] };
};

/** What Prometheus makes by itself. */
const ofPrometheus = { metrics: ['up'], labels: ['job', 'instance'] } as const;
const functions = new Set(
  'abs by count delta deriv histogram_quantile increase label_values max min on or and rate sum time unless without'.split(' '),
);

test('every metric and label of the alerts and the dashboard is in a live scrape of cloud and kiosk', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00' });
  await office.inTouch();
  t.is((await office.citizen.book({ service: 'vozidla', start: '2026-11-24T08:30:00+01:00' })).status, 201);
  const scrape = async (address: string): Promise<string> => (await fetch(`${address}/metrics`)).text();
  const live = readScrape(`${await scrape(office.cloud.address)}\n${await scrape(office.edge.address)}`);
  const asked = [...rules.map(({ alert, expr }) => [alert, expr] as const), ...questions()];
  t.true(asked.length > 25);
  for (const [where, expr] of asked) {
    const { metrics, labels } = namesIn(expr);
    t.true(metrics.length > 0 || /time\(\)/.test(expr), `${where} asks for nothing`);
    for (const metric of metrics) t.true(live.metrics.has(metric) || ofPrometheus.metrics.includes(metric as 'up'), `${where}: ${metric}`);
    for (const label of labels) t.true(live.labels.has(label) || ofPrometheus.labels.includes(label as 'job'), `${where}: label ${label}`);
  }
});

test('whoever is turned away is counted from the start, and somebody looks at it', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00' });
  await office.inTouch();
  const text = await (await fetch(`${office.cloud.address}/metrics`)).text();
  const refusals = [...text.matchAll(/^# TYPE (\S+_refused_total) counter$/gm)].map(([, name = '']) => name);
  t.true(refusals.length > 0);
  for (const name of refusals) {
    t.regex(text, new RegExp(`^${name}(\\{[^}]*\\})? 0$`, 'm'), `${name}: what begins with its first count has no rate until the second`);
    t.true(
      rules.some(({ expr }) => expr.includes(name)),
      `${name} has no alert`,
    );
    t.true(
      questions().some(([, expr]) => expr.includes(name)),
      `${name} has no panel`,
    );
  }
});

test('metrics are named in base units, counters end in _total, and each has its help', async (t) => {
  const office = await runOffice(t, { clock: '2026-11-23T08:10:00+01:00' });
  await office.inTouch();
  const text = (await Promise.all([office.cloud, office.edge].map(async ({ address }) => (await fetch(`${address}/metrics`)).text()))).join(
    '\n',
  );
  const all = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type }));
  // What the library tells of the process has the names that it gave.
  const types = all.filter(({ name }) => !/^fronta_(process|nodejs)_/.test(name));
  t.true(types.length > 20);
  for (const { name, type } of types) {
    t.regex(name, /^fronta_[a-z0-9_]+$/);
    t.notRegex(name, /(_|^)(ms|msec|milliseconds|us|minutes?|hours?|kb|mb|percent)(_|$)/, 'Prometheus counts in seconds, bytes and ratios');
    t.is(type === 'counter', name.endsWith('_total'), `${name} is a ${type}`);
    t.regex(text, new RegExp(`^# HELP ${name} \\S`, 'm'));
  }
});

test('every alert says how long, how grave, what it means and what to do', (t) => {
  t.true(rules.length > 10);
  t.is(new Set(rules.map(({ alert }) => alert)).size, rules.length);
  for (const { alert, expr, ...rest } of rules) {
    t.regex(alert, /^Fronta[A-Z]\w+$/);
    t.not(expr, '');
    t.regex(rest.for, /^\d+m$/, alert);
    t.true(['critical', 'warning'].includes(rest.severity), alert);
    t.true(rest.summary.length > 10 && rest.todo.length > 10, alert);
  }
});

test('the panels of the dashboard lie beside each other and have questions', (t) => {
  type Place = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  const places = dashboard.panels.map(({ gridPos }) => gridPos as Place);
  for (const { targets, title } of dashboard.panels) t.true(targets.length > 0, title);
  places.forEach((one, index) => {
    t.true(one.x + one.w <= 24);
    for (const other of places.slice(index + 1))
      t.true(
        one.x + one.w <= other.x || other.x + other.w <= one.x || one.y + one.h <= other.y || other.y + other.h <= one.y,
        JSON.stringify([one, other]),
      );
  });
});

function questions(): readonly (readonly [string, string])[] {
  const variables = dashboard.templating.list.map(({ query }) => ['variable', query] as const).filter(([, query]) => query.includes('('));
  return [...variables, ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const))];
}

type Rule = { alert: string; expr: string; for: string; severity: string; summary: string; todo: string };

/** The rules, in the one shape in which they are written here; any other line is an error. */
function readRules(text: string): readonly Rule[] {
  const found: Rule[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (/^(#.*|groups:| {2}- name: [\w-]+| {4}rules:| {8}(labels|annotations):|)$/.test(line)) continue;
    const alert = /^ {6}- alert: (\w+)$/.exec(line)?.[1];
    const [, key, value] = /^ {8,10}(expr|for|severity|summary|todo): (.+)$/.exec(line) ?? [];
    const last = found.at(-1);
    if (alert) found.push({ alert, expr: '', for: '', severity: '', summary: '', todo: '' });
    else if (last && key && value && (value.startsWith('"') || !/: |\s#|^[[{&*!|>%@`]/.test(value) || key === 'expr'))
      last[key as keyof Rule] = value;
    else throw new Error(`alerts.yaml:${index + 1}: not as rules are written here: ${line}`);
  }
  return found;
}

/** Metrics and labels of a PromQL expression; a histogram's parts stand for it. */
function namesIn(expr: string): { readonly metrics: readonly string[]; readonly labels: readonly string[] } {
  const labels: string[] = [];
  const grouped = expr.replaceAll(/\b(?:by|without|on) ?\(([^)]*)\)/g, (_, list: string) => {
    labels.push(...list.split(',').map((label) => label.trim()));
    return '';
  });
  const asked = /label_values\(([\w:]+), (\w+)\)/.exec(grouped);
  if (asked) return { metrics: [asked[1]!], labels: [asked[2]!] };
  const bare = grouped.replaceAll(/\{([^}]*)\}/g, (_, list: string) => {
    labels.push(...[...list.matchAll(/(\w+) ?(?:=~|!~|!=|=)/g)].map(([, label]) => label!));
    return '';
  });
  const words = bare.replaceAll(/\[\w+\]/g, '').match(/[a-zA-Z_:][\w:]*/g) ?? [];
  return { metrics: words.filter((word) => !functions.has(word)), labels };
}

function readScrape(text: string): { readonly metrics: ReadonlySet<string>; readonly labels: ReadonlySet<string> } {
  const metrics = new Set<string>();
  for (const [, name = '', type = ''] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    metrics.add(name);
    if (type === 'histogram') for (const part of ['bucket', 'sum', 'count']) metrics.add(`${name}_${part}`);
  }
  const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label!));
  return { metrics, labels };
}
