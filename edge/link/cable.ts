import type { Link, LinkState } from './port.ts';

/** Where the cable is cut: before the broker, behind it, or nowhere. */
export type Cut = 'broker' | 'cloud' | null;

/** A link whose cable a hand on the bench can cut and mend. */
export type CutLink = Link & { cut(where: Cut): void; isCut(): Cut };

/** `plug`: the true link's own connection; a pulled one makes the broker speak its last will, as a dead kiosk does. */
export function cutLink(link: Link, plug: { pull(): void; push(): void }): CutLink {
  const listeners: ((state: LinkState) => void)[] = [];
  let where: Cut = null;
  let truth: LinkState = 'offline';
  let told: LinkState = 'offline';
  const tell = (): void => {
    const state = where === 'broker' ? 'offline' : where === 'cloud' && truth === 'online' ? 'broker-only' : truth;
    if (state === told) return;
    told = state;
    for (const listener of listeners) listener(state);
  };
  link.onState((state) => {
    truth = state;
    tell();
  });
  return {
    onState: (listener) => void listeners.push(listener),
    onMessage: (listener) =>
      link.onMessage((message) => {
        if (where === null) listener(message);
      }),
    onSetAside: link.onSetAside,
    // Behind the broker it is lost although the broker took it: the cloud will ask for it again.
    send: (message) => (where === null ? link.send(message) : Promise.resolve(where === 'cloud')),
    reads: (form) => link.reads?.(form) ?? false,
    close: link.close,
    isCut: () => where,
    cut(next) {
      if (next === where) return;
      if (next === 'broker') plug.pull();
      if (where === 'broker') plug.push();
      where = next;
      tell();
    },
  };
}
