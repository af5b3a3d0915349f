import { type DownKind, downMessages, protocolVersion, type UpKind, upMessages } from './envelope.ts';
import { remembered } from './remembered.ts';

/** Who an edge is, everywhere: the office's id and the edge's within it. */
export type EdgeName = { readonly office: string; readonly edge: string };

const root = `fronta/${protocolVersion}`;

/** `source` of an edge's envelopes and the root of its subtree. */
export const edgeRoot = ({ office, edge }: EdgeName): string => `${root}/${office}/${edge}`;
/** As whom an edge signs in at the broker. */
export const edgeUsername = ({ office, edge }: EdgeName): string => `${office}/${edge}`;
export const upTopic = (name: EdgeName, kind: UpKind): string => `${edgeRoot(name)}/up/${kind}`;
export const downTopic = (name: EdgeName, kind: DownKind): string => `${edgeRoot(name)}/down/${kind}`;
export const downTopics = (name: EdgeName): string => `${edgeRoot(name)}/down/+`;
export const allUpTopics = `${root}/+/+/up/+`;
export const cloudStatusTopic = `${root}/cloud/status`;

type EdgeUp = EdgeName & { readonly kind: UpKind };

/** Topics read before: a few for each edge, and every message bears one. */
const topicsRead = remembered<string, EdgeUp | undefined>(4_096);

/** Reads an up topic, or `null` for anything else. */
export const readUpTopic = (topic: string): EdgeUp | null => topicsRead(topic, () => takeApart(topic)) ?? null;

/** What is no topic of ours may be anything: `undefined` is not kept. */
function takeApart(topic: string): EdgeUp | undefined {
  const [prefix, version, office, edge, direction, kind, ...rest] = topic.split('/');
  if (rest.length > 0 || `${prefix}/${version}` !== root || direction !== 'up') return undefined;
  return office && edge && kind && kind in upMessages ? { office, edge, kind: kind as UpKind } : undefined;
}

/** The kind of a down topic of this edge, or `null`. */
export function readDownTopic(name: EdgeName, topic: string): DownKind | null {
  const prefix = `${edgeRoot(name)}/down/`;
  const kind = topic.startsWith(prefix) ? topic.slice(prefix.length) : '';
  return kind in downMessages ? (kind as DownKind) : null;
}
