import { Identifier } from '#contract/settings.ts';
import { cloudStatusTopic, type EdgeName, edgeRoot, upTopic } from '#contract/topic.ts';

/** The user name of an edge, `<office>/<edge>`, or `null`. Wildcards are no identifiers, so the root below is safe to compare with. */
export function readUsername(username: string | undefined): EdgeName | null {
  const [office, edge, ...rest] = (username ?? '').split('/');
  if (rest.length > 0 || !Identifier.safeParse(office).success || !Identifier.safeParse(edge).success) return null;
  return { office: office as string, edge: edge as string };
}

/** An edge writes below its own `up/` and nowhere else; only its status is kept for later readers (F32). Wills obey the same rule. */
export const mayPublish = (edge: EdgeName, packet: { readonly topic: string; readonly retain: boolean }): boolean =>
  packet.topic.startsWith(`${edgeRoot(edge)}/up/`) && (!packet.retain || packet.topic === upTopic(edge, 'status'));

/** An edge reads its own `down/` and whether the cloud is there (F32). */
export const maySubscribe = (edge: EdgeName, filter: string): boolean =>
  filter === cloudStatusTopic || filter.startsWith(`${edgeRoot(edge)}/down/`);
