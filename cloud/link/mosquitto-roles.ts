import { allUpTopics, cloudStatusTopic, type EdgeName, edgeRoot, edgeUsername } from '#contract/topic.ts';

/** Where mosquitto's dynamic security plugin takes commands, and where it answers (mosquitto-dynamic-security, "Commands"). */
export const controlTopic = '$CONTROL/dynamic-security/v1';
export const controlResponses = `${controlTopic}/response`;

/** One right of a role in the plugin's own words; what no role allows is refused. */
export type Right = { readonly acltype: string; readonly topic: string; readonly allow: true };
export type Role = { readonly rolename: string; readonly acls: readonly Right[] };

const may = (acltype: string, topic: string): Right => ({ acltype, topic, allow: true });
const mayHear = (topic: string): readonly Right[] => [may('subscribePattern', topic), may('publishClientReceive', topic)];

/** An edge writes below its own `up/`, reads its own `down/` and whether the cloud is there, and nothing else (F32). Wills obey the first. */
export const edgeRole = (edge: EdgeName): Role => ({
  rolename: edgeUsername(edge),
  acls: [may('publishClientSend', `${edgeRoot(edge)}/up/#`), ...mayHear(`${edgeRoot(edge)}/down/#`), ...mayHear(cloudStatusTopic)],
});

/** The cloud hears every edge, writes to every edge, says whether it is there, and keeps the edges' accounts. */
export const cloudRole: Role = {
  rolename: 'cloud',
  acls: [
    ...mayHear(allUpTopics),
    // Several clouds share what the edges send; under one name, whatever it is.
    may('subscribePattern', `$share/+/${allUpTopics}`),
    ...mayHear(cloudStatusTopic),
    may('publishClientSend', edgeRoot({ office: '+', edge: '+' }).concat('/down/#')),
    may('publishClientSend', cloudStatusTopic),
    may('publishClientSend', '$CONTROL/dynamic-security/#'),
    ...mayHear('$CONTROL/dynamic-security/#'),
  ],
};

/** What nobody needs a role for. */
export const defaultRights = { publishClientSend: false, publishClientReceive: false, subscribe: false, unsubscribe: true } as const;
