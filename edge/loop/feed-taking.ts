import type { DownMessage } from '#contract/envelope.ts';
import type { FedReservation, FeedPosition } from '#contract/reservation.ts';
import type { Link } from '../link/port.ts';
import type { Turn } from './turn.ts';

/** Takes in what the cloud feeds, and says where the edge stands only when that is in its journal. */
export type FeedTaking = {
  /**
   * Changes that follow on what we know are applied; known ones are acknowledged again; a gap asks for everything since. Where both sides have
   * names, only what follows on the very position is taken: numbers of two pasts of the cloud cannot be told apart (F17, P57).
   */
  take(message: Extract<DownMessage, { kind: 'feed' }>['body']): Promise<void>;
  /**
   * A whole snapshot; one of our own epoch up to where we stand tells nothing new, and one that was under way for long would leave out what
   * came since (F16). One beyond it follows on nothing that could be compared: changes will. One of another epoch may be that of a cloud restored from a backup or days late: the cloud hears where we stand then.
   */
  takeWhole(position: FeedPosition, reservations: readonly FedReservation[]): Promise<void>;
};

/** Only an edge that counts (`isOpen`) says how far it is: what a fenced one hears was meant for the other (F19). */
export function createFeedTaking(link: Link, turn: Turn, isOpen: () => boolean, hello: () => Promise<void>): FeedTaking {
  async function confirm(position: FeedPosition): Promise<void> {
    if (isOpen()) await link.send({ kind: 'feed-ack', body: asRead(link, position) });
  }

  async function apply(position: FeedPosition, replaces: boolean, changes: readonly FedReservation[]): Promise<void> {
    await turn.submit({ kind: 'feed', position, replaces, changes });
    await confirm(position);
  }

  return {
    async take({ position, after, afterName, changes }) {
      const { feed } = turn.queue();
      if (feed?.epoch !== position.epoch || after > feed.revision) return isOpen() ? hello() : undefined;
      const isNamed = areNamed(feed, position);
      if (isNamed && after === feed.revision && afterName !== feed.name) return isOpen() ? hello() : undefined;
      const follows = position.revision > feed.revision && (!isNamed || after === feed.revision);
      await (follows ? apply(position, false, changes) : confirm(feed));
    },
    async takeWhole(position, reservations) {
      const { feed } = turn.queue();
      if (feed?.epoch === position.epoch && (position.revision <= feed.revision || areNamed(feed, position))) return confirm(feed);
      await apply(position, true, reservations);
      if (feed !== null && feed.epoch !== position.epoch && isOpen()) await hello();
    },
  };
}

/** A position in the form that the cloud reads (P58). */
export const asRead = (link: Pick<Link, 'reads'>, { name, ...position }: FeedPosition): FeedPosition =>
  name !== undefined && link.reads?.('names') ? { ...position, name } : position;

const areNamed = (here: FeedPosition, told: FeedPosition): boolean => here.name !== undefined && told.name !== undefined;
