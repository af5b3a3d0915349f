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
    // Requests that were read in the same turn of the loop have come as far as this by then.
    await new Promise((next) => setImmediate(next));
    while (waiting.length > 0) await serveHandful(grant, place, waiting.splice(0, handfulMax));
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
