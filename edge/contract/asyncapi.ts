import * as z from 'zod';
import { CloudStatus, downMessages, Envelope, protocolVersion, upMessages } from './envelope.ts';
import { eventNames, factOf, wireType } from './event.ts';
import { cloudStatusTopic } from './topic.ts';

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;
type Form = { readonly direction: 'up' | 'down'; readonly kind: string; readonly schema: z.ZodType; readonly title: string };

/** What an edge writes there; a cloud holds the source against the topic (P4) and the id against nothing, for journal and seq say the same (P10). */
const written = new Map<z.core.$ZodType, { readonly pattern: string; readonly description: string }>([
  [Envelope.shape.id, { pattern: '^[0-9a-f]{32}:[1-9][0-9]*$', description: 'journal, a colon and seq: one event has one id for ever' }],
  [
    Envelope.shape.source,
    {
      pattern: `^fronta/${protocolVersion}/[a-z0-9][a-z0-9-]{0,31}/[a-z0-9][a-z0-9-]{0,31}$`,
      description: 'The root of the topics below which the edge writes: office and edge',
    },
  ],
]);

/**
 * The protocol as an AsyncAPI 3 document, seen from an edge: it sends what goes up and receives what comes down. Made of the schemas that
 * decode the messages, so that it cannot say anything else [AsyncAPI 3.0.0]. PROTOCOL.md says what must follow from each message.
 */
export function asyncApi(): Json {
  const forms = [...formsOf('up', upMessages), ...formsOf('down', downMessages)];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Fronta: edge and cloud',
      version: `${protocolVersion}.0.0`,
      description: 'What a kiosk and the cloud say to each other over MQTT, QoS 1, JSON. The rules stand in edge/contract/PROTOCOL.md.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: { ...Object.fromEntries(forms.map((form) => [idOf(form), channelOf(form)])), cloudStatus: statusChannel },
    operations: {
      ...Object.fromEntries(forms.map((form) => [`${isUp(form) ? 'send' : 'receive'}-${idOf(form)}`, operationOf(form)])),
      ...statusOperation,
    },
    components: {
      messages: { ...Object.fromEntries(forms.map((form) => [idOf(form), messageOf(form)])), cloudStatus: statusMessage },
      schemas: {
        Envelope: schemaOf(Envelope),
        ...Object.fromEntries(eventNames.map((name) => [wireType(name), schemaOf(factOf(name))])),
      },
    },
  };
}

const titles: Readonly<Record<string, string>> = {
  hello: 'Said on every connect: what I am, what I have, what I know',
  events: 'A batch of what the journal holds; `data` of an event is the schema of its type',
  status: 'Whether the edge is there; retained, and the last will',
  'feed-ack': 'The position of the feed that is journalled',
  ack: 'Everything up to here is committed',
  resend: 'A gap was seen: send again from here',
  feed: 'Reservation changes after a revision',
  snapshot: 'Every reservation to come, in parts',
  settings: "The office's settings and the key of its PIN hashes",
  board: "The office's notices and arrows on the board, their pictures by name",
  picture: 'One picture of the board, which the edge had asked for',
  want: 'Pictures of the board that the edge does not have',
  request: 'Say hello',
  stopped: 'Staff had stopped giving tickets on this day, under another journal of this edge',
  state: 'What other journals of this edge have said of today',
  past: 'Names of events of this journal as the cloud has them, for an edge that has others',
  fence: 'Two edges speak under this name: one of them is not listened to',
};

const formsOf = (direction: Form['direction'], messages: Readonly<Record<string, z.ZodType>>): readonly Form[] =>
  Object.entries(messages).map(([kind, schema]) => ({ direction, kind, schema, title: titles[kind] ?? kind }));

const isUp = ({ direction }: Form): boolean => direction === 'up';
const idOf = ({ direction, kind }: Form): string => `${direction}-${kind}`;
const ref = (path: string): Json => ({ $ref: `#/${path}` });

const channelOf = (form: Form): Json => ({
  address: `fronta/${protocolVersion}/{office}/{edge}/${form.direction}/${form.kind}`,
  title: form.title,
  parameters: {
    office: { description: "The office's id: lower-case letters, digits and hyphens, at most 32" },
    edge: { description: "The edge's id within its office" },
  },
  messages: { [form.kind]: ref(`components/messages/${idOf(form)}`) },
});

const operationOf = (form: Form): Json => ({
  action: isUp(form) ? 'send' : 'receive',
  channel: ref(`channels/${idOf(form)}`),
  title: form.title,
  bindings: { mqtt: { qos: 1, retain: form.kind === 'status', bindingVersion: '0.2.0' } },
  messages: [ref(`channels/${idOf(form)}/messages/${form.kind}`)],
});

const messageOf = (form: Form): Json => ({
  name: form.kind,
  title: form.title,
  contentType: 'application/json',
  payload: schemaOf(form.schema),
});

const statusChannel: Json = {
  address: cloudStatusTopic,
  title: 'Whether the cloud is there; retained',
  messages: { status: ref('components/messages/cloudStatus') },
};
const statusMessage: Json = {
  name: 'status',
  title: 'Lets an edge tell "broker up, cloud down"',
  contentType: 'application/json',
  payload: schemaOf(CloudStatus),
};
const statusOperation = {
  'receive-cloudStatus': {
    action: 'receive',
    channel: ref('channels/cloudStatus'),
    title: 'Whether the cloud is there',
    messages: [ref('channels/cloudStatus/messages/status')],
  },
};

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => void Object.assign(jsonSchema, written.get(zodSchema)),
  });
  return rest as Json;
}
