import type { Trouble } from '../link/port.ts';
import type { Finding } from './port.ts';

/** Whether this edge may come in at the broker. */
export type Access = {
  /** Whether there is a credential at all. */
  readonly enrolled: boolean;
  /** Why the last attempt failed; `null` while it is connected. */
  readonly trouble: Trouble | null;
};

/** The credential, and what the last attempt to come in told of certificate and clock. */
export function accessFindings({ enrolled, trouble }: Access): readonly Finding[] {
  const broken = (thing: string, says: string, todo: string): Finding => ({ thing, state: 'broken', says, todo });
  if (!enrolled)
    return [
      broken('credential', 'this edge is not enrolled', 'Issue a code in /admin, then "sudo fronta enrol", or type it on the keypad.'),
    ];
  const credential: Finding = { thing: 'credential', state: 'fine', says: 'is there', todo: null };
  switch (trouble?.kind) {
    case undefined:
      return [{ ...credential, says: 'the broker took it' }];
    case 'credential':
      return [broken('credential', trouble.says, trouble.todo)];
    case 'certificate':
    case 'clock':
      return [credential, broken(trouble.kind === 'clock' ? 'clock' : 'certificate', `the broker: ${trouble.says}`, trouble.todo)];
    case 'network':
    case 'other':
      // For how long, the link says: a short outage heals by itself.
      return [credential, { ...broken('broker', trouble.says, trouble.todo), state: 'look' }];
  }
}
