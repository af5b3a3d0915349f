/** Wishes that are granted together at most. */
const handfulMax = 64;

type Waiting<Wish, Answer> = { readonly wish: Wish; grant(answer: Answer): void; fail(error: unknown): void };

/**
 * Grants wishes by the handful: whatever has come for the same place while the handful before was under way goes together, so that all of them share the way
 * to the database and its one commit. `grant` answers each wish in its place. When a handful fails as a whole, each of its wishes is tried alone:
 * one that cannot be granted hinders no other.
 */
export function byHandfuls<Wish, Answer>(
  grant: (place: string, wishes: readonly Wish[]) => Promise<readonly Answer[]>,
): (place: string, wish: Wish) => Promise<Answer> {
  /** A place stands here while somebody waits for it: never more of them than requests. */
  const places = new Map<string, Waiting<Wish, Answer>[]>();
  const serve = async (place: string, waiting: Waiting<Wish, Answer>[]): Promise<void> => {
    while (waiting.length > 0) {
      await gather(waiting);
      await serveHandful(grant, place, waiting.splice(0, handfulMax));
    }
    places.delete(place);
  };
  return (place, wish) =>
    new Promise((resolve, reject) => {
      const one = { wish, grant: resolve, fail: reject };
      const waiting = places.get(place);
      if (waiting !== undefined) {
        waiting.push(one);
        return;
      }
      const first = [one];
      places.set(place, first);
      void serve(place, first);
    });
}

/**
 * Waits as long as each turn of the loop brings further wishes, for at most as many turns as a handful has wishes: those who were just answered ask again
 * while others still do, and a commit for all of them costs little more than one for the first few. Who comes alone waits for one turn.
 */
async function gather(waiting: readonly unknown[]): Promise<void> {
  for (let before = 0; before < waiting.length && waiting.length < handfulMax; ) {
    before = waiting.length;
    await new Promise((next) => setImmediate(next));
  }
}

async function serveHandful<Wish, Answer>(
  grant: (place: string, wishes: readonly Wish[]) => Promise<readonly Answer[]>,
  place: string,
  handful: readonly Waiting<Wish, Answer>[],
): Promise<void> {
  try {
    const answers = await grant(
      place,
      handful.map(({ wish }) => wish),
    );
    for (const [index, one] of handful.entries()) one.grant(answers[index]!);
  } catch (error) {
    if (handful.length === 1) handful[0]!.fail(error);
    else for (const one of handful) await serveHandful(grant, place, [one]);
  }
}
