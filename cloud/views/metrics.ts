import { Counter, Gauge } from 'prom-client';

/** On prom-client's default registry, which `/metrics` prints. */
export const readersHere = new Gauge({ name: 'fronta_live_readers', help: 'Pages and programs that follow a live queue or a ticket here' });

export const readersRefused = new Counter({
  name: 'fronta_live_readers_refused_total',
  help: 'Readers of live events refused: this cloud has its number, or their address has',
  labelNames: ['limit'],
});
// From nothing on: a count that begins with its first has no rate until the second.
for (const limit of ['cloud', 'address']) readersRefused.inc({ limit }, 0);
