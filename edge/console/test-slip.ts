import type { SlipView } from '../core/views/slip.ts';

/** A slip that is plainly no ticket: its letters show at a glance whether the printer's code page is right. `asOf` is ISO 8601. */
export const testSlip = (office: string, edge: string, asOf: string): SlipView => ({
  ordinal: 0,
  number: 'TEST',
  office,
  service: 'Zkušební tisk · Test · Probedruck',
  reserved: null,
  waiting: 'ěščřžýáíéúůďťň ĚŠČŘŽÝÁÍÉ äöüß',
  issued: `${edge}  ${asOf.slice(0, 19).replace('T', ' ')}`,
  follow: null,
  copy: null,
});
