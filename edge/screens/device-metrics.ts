import type { DeviceHealth } from '../units/port.ts';

/** A gauge of the devices on the units' bus: of each device any number of samples, with the labels that tell them apart. */
export type DeviceGauge = {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly samples: (health: DeviceHealth) => readonly (readonly [tags: Record<string, string>, value: number])[];
};

const perDevice = (name: string, help: string, value: (health: DeviceHealth) => number): DeviceGauge => ({
  name: `fronta_edge_device_${name}`,
  help,
  labels: ['device'],
  samples: (health) => [[{ device: health.device }, value(health)]],
});

/** What a technician watches of the bus (F13); what a device counts is since its own start. */
export const deviceGauges: readonly DeviceGauge[] = [
  perDevice('present', '1 while the unit or keypad answers', ({ present }) => Number(present === true)),
  perDevice('missed_answers', 'Answers that did not come or were damaged, since the start of the office', ({ missed }) => missed),
  perDevice('boots', 'Starts in its life', ({ boots }) => boots),
  perDevice('uptime_seconds', 'Since its last start, wrapping at 65536', ({ uptimeSeconds }) => uptimeSeconds),
  perDevice('good_frames', 'Sound frames that it heard, wrapping at 65536', ({ goodFrames }) => goodFrames),
  perDevice('bad_frames', 'Damaged frames that it heard, wrapping at 65536', ({ badFrames }) => badFrames),
  {
    name: 'fronta_edge_device_fault',
    help: '1 for each fault that the unit or keypad has found in itself',
    labels: ['device', 'fault'],
    samples: ({ device, faults }) => faults.map((fault) => [{ device, fault }, 1] as const),
  },
  {
    name: 'fronta_edge_device_long_presses',
    help: 'Presses of over 0.8 s of a key of a unit, wrapping at 65536',
    labels: ['device', 'key'],
    samples: ({ device, longPresses }) => Object.entries(longPresses ?? {}).map(([key, count]) => [{ device, key }, count] as const),
  },
];
