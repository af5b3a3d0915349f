import type { Registry } from 'prom-client';
import type { DeviceHealth } from '../units/port.ts';
import { deviceGauges } from './device-metrics.ts';

/** What a technician watches from afar; read at the moment of asking. */
export type Vitals = {
  readonly journalLastSeq: number;
  readonly journalDurable: boolean;
  readonly unsentEvents: number;
  readonly linkUp: boolean;
  readonly clockTrusted: boolean;
  readonly ticketsWaiting: number;
  readonly messagesSetAside: number;
};

const help: Readonly<Record<keyof Vitals, readonly [name: string, help: string]>> = {
  journalLastSeq: ['fronta_edge_journal_last_seq', 'Last durable entry of the journal'],
  journalDurable: ['fronta_edge_journal_durable', '0 while the disk takes nothing and what is promised is in memory only'],
  unsentEvents: ['fronta_edge_unsent_events', 'Entries that the cloud has not acknowledged'],
  linkUp: ['fronta_edge_link_up', '1 while broker and cloud are reached'],
  clockTrusted: ['fronta_edge_clock_trusted', '1 while the wall clock is believed'],
  ticketsWaiting: ['fronta_edge_tickets_waiting', 'Tickets waiting for any service'],
  messagesSetAside: ['fronta_edge_messages_set_aside_total', 'Messages from the broker that did not parse'],
};

/** Prometheus text of the vitals. The library is loaded when somebody asks for the first time: the first visitor after a start comes before. */
export function edgeMetrics(read: () => Vitals, devices: () => readonly DeviceHealth[]): () => Promise<string> {
  let registry: Promise<Registry> | null = null;
  return async () => {
    registry ??= registryOf(read, devices);
    return (await registry).metrics();
  };
}

async function registryOf(read: () => Vitals, devices: () => readonly DeviceHealth[]): Promise<Registry> {
  const { Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  for (const [vital, [name, text]] of Object.entries(help)) {
    const value = (): number => Number(read()[vital as keyof Vitals]);
    // What only grows is a counter, so that a restart is not taken for a fall.
    if (name.endsWith('_total'))
      new Counter({
        name,
        help: text,
        registers: [registry],
        collect() {
          this.reset();
          this.inc(value());
        },
      });
    else
      new Gauge({
        name,
        help: text,
        registers: [registry],
        collect() {
          this.set(value());
        },
      });
  }
  for (const { name, help, labels, samples } of deviceGauges) {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      collect() {
        this.reset();
        for (const [tags, value] of devices().flatMap(samples)) this.set(tags, value);
      },
    });
  }
  return registry;
}
