import { strict as assert } from 'node:assert';
import { until } from '../office/until.ts';
import type { Container } from './container.ts';

/** Longest that the daemon may take to answer after something ended it, milliseconds: the watchdog's 20 s, its restart, and a slow machine. */
export const backMsMax = 120_000;

/** A press soon after the one before it counts as the same (2 s, PRODUCT.md), also beyond a quick restart: then a visitor presses again. */
const pressAgainMs = 2_500;

/** What is done with the kiosk in the container: as a visitor, and as systemd sees it. */
export type Kiosk = Container & {
  /** Presses a button of the bench and answers the numbers of all slips since the start of the daemon, once there is one more. */
  press(service: string): Promise<readonly string[]>;
  /** Waits until the daemon of this version answers. */
  isUp(version: string): Promise<void>;
  /** A property of the unit, `systemctl show`. */
  property(name: string): string;
  /** What the daemon and systemd said last. */
  log(): string;
};

export function kioskIn(container: Container): Kiosk {
  const { run } = container;
  const status = (): { readonly software: string } => JSON.parse(run('fronta', 'status', '--json'));
  return {
    ...container,
    async press(service) {
      const before = slips(container).length;
      let pressed = Number.NEGATIVE_INFINITY;
      return await until('one more slip', () => {
        if (performance.now() - pressed > pressAgainMs) {
          assert.equal(post(container, `/bench/buttons/service:${service}/press`), 200);
          pressed = performance.now();
        }
        const now = slips(container);
        return now.length > before && now;
      });
    },
    async isUp(version) {
      await until(`the daemon ${version} answers`, () => status().software === version, backMsMax);
    },
    property: (name) => run('systemctl', 'show', '--property', name, '--value', 'fronta-edge.service').trim(),
    log: () => run('journalctl', '--no-pager', '--lines=25'),
  };
}

const origin = 'http://127.0.0.1:8081';
const ask = (container: Container, script: string): string => container.run('/usr/lib/fronta/bin/node', '--eval', script);

const slips = (container: Container): readonly string[] =>
  (JSON.parse(ask(container, `console.log(await (await fetch('${origin}/bench/slips')).text())`)) as readonly { number: string }[]).map(
    ({ number }) => number,
  );

const post = (container: Container, path: string): number =>
  Number(ask(container, `console.log((await fetch('${origin}${path}', { method: 'POST' })).status)`));
