import type { DownMessage } from '#contract/envelope.ts';
import type { Rooms } from './rooms.ts';

/** Pictures that did not come for so long are asked for again, steady ms. */
export const wantAgainMs = 30_000;

export type BoardTaking = {
  take(message: Extract<DownMessage, { kind: 'board' | 'picture' }>): Promise<void>;
  /** Once a second while the cloud listens: asks again for pictures that never came. */
  tick(): void;
};

/** The board's notices as the cloud tells them. Their pictures are asked for by name, so that each travels once (P51, P52). */
export function createBoardTaking(
  { board, link, clock, log }: Pick<Rooms, 'board' | 'link' | 'clock' | 'log'>,
  changed: () => void,
): BoardTaking {
  let askedMs = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<void> {
    const pictures = board?.lacking() ?? [];
    if (pictures.length === 0) return;
    askedMs = clock.now().steady;
    await link.send({ kind: 'want', body: { pictures: [...pictures] } });
  }

  return {
    async take(message) {
      if (!board) return;
      if (message.kind === 'board') {
        if (await board.take(message.body.board)) changed();
        return ask();
      }
      const { name, data } = message.body;
      if (board.put(name, Uint8Array.fromBase64(data))) changed();
      else log.warn({ name }, 'a picture that no notice shows, or that is not what its name says, was left alone');
    },
    tick() {
      if (clock.now().steady - askedMs >= wantAgainMs) void ask();
    },
  };
}
