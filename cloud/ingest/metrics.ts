import { Counter } from 'prom-client';

/** On prom-client's default registry, which `/metrics` prints. */
export const eventsIngested = new Counter({
  name: 'fronta_events_ingested_total',
  help: 'Events of edges committed for the first time',
});

export const messagesSetAside = new Counter({
  name: 'fronta_messages_set_aside_total',
  help: 'Messages and events that were not understood and set aside (F25)',
});

export const gapsSeen = new Counter({ name: 'fronta_event_gaps_total', help: 'Times an edge was asked to send events again (F16)' });

export const journalsFenced = new Counter({
  name: 'fronta_journals_fenced_total',
  help: 'Times an edge was told that another one speaks under its name (F19)',
});
