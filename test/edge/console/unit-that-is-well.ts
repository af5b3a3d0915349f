import type { DeviceHealth } from '../../../edge/units/port.ts';

/** A call unit of which nothing is to be said. */
export const unitThatIsWell: DeviceHealth = {
  device: 'unit 2',
  counter: 2,
  address: 5,
  present: true,
  trouble: null,
  missed: 0,
  version: '1.0',
  boots: 3,
  uptimeSeconds: 7_260,
  faults: [],
  goodFrames: 900,
  badFrames: 0,
  longPresses: null,
};
