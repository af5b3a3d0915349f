import type { PublicView } from '../../edge/core/views/screens.ts';
import { getJson, post } from './http.ts';

export type Slip = { readonly number: string; readonly text: string; readonly copy: boolean; readonly bytes: string };
export type UnitKey = 'next' | 'recall' | 'noShow' | 'pause';

/** What hands and eyes do at the bench of a running edge. */
export type BenchHands = {
  press(button: string): Promise<void>;
  /** Types on the keypad: digits, `#` for OK, `*` for C. */
  type(keys: string): Promise<void>;
  unit(counter: number, key: UnitKey): Promise<void>;
  unitShows(counter: number): Promise<{ readonly display: string; readonly lamp: string }>;
  /** Newest first. */
  slips(): Promise<readonly Slip[]>;
  kioskSays(): Promise<string>;
  queue(): Promise<PublicView>;
};

export function benchHands(edge: () => string): BenchHands {
  const act = async (path: string, body: unknown): Promise<void> => {
    const answer = await post(edge() + path, body);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  };
  return {
    press: (button) => act(`/bench/buttons/${button}/press`, {}),
    type: (keys) => act('/bench/keypad', { keys }),
    unit: (counter, key) => act(`/bench/units/${counter}/press`, { key }),
    unitShows: (counter) => getJson(`${edge()}/bench/units/${counter}`),
    slips: () => getJson(`${edge()}/bench/slips`),
    kioskSays: async () => (await getJson<{ text: string }>(`${edge()}/bench/kiosk`)).text,
    queue: () => getJson(`${edge()}/api/v1/queue`),
  };
}
