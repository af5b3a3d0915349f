import { readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import { decodeCloudStatus, decodeDown, decodeUp } from '#contract/decode.ts';
import { type DownKind, downMessages, Envelope, seal, type UpKind, unseal, upMessages } from '#contract/envelope.ts';
import { eventNames, wireType } from '#contract/event.ts';

/*
 * Every form that was ever on the wire keeps its file here: `event.<name>[-variant].v1.json`, `up.<kind>[-variant].json`, `down.…`,
 * `cloud-status[-variant].json`. Files are added for new forms and never changed: what they hold stands in journals and databases.
 */
const folder = new URL('./wire/', import.meta.url);
const files = readdirSync(folder).toSorted();
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8').trimEnd();

/** Reads the file's text with the schema it is named after and writes it again. */
function rewritten(file: string, text: string): string {
  const [form, name] = /^(event|up|down|cloud-status)(?:[.-]([a-z-]+(?:\.[a-z-]+)?))?(?:\.v\d+)?\.json$/.exec(file)?.slice(1) ?? [];
  switch (form) {
    case 'event':
      return JSON.stringify(resealed(text));
    case 'up':
      return bodyOf(decodeUp(kindIn(upMessages, name) as UpKind, text));
    case 'down':
      return bodyOf(decodeDown(kindIn(downMessages, name) as DownKind, text));
    case 'cloud-status': {
      const decoded = decodeCloudStatus(text);
      if (!decoded.ok) throw new Error(decoded.reason);
      return JSON.stringify(decoded.message);
    }
    default:
      throw new Error(`${file} is named after no form of the wire`);
  }
}

function resealed(text: string): Envelope {
  const envelope = Envelope.parse(JSON.parse(text));
  const opened = unseal(envelope);
  if ('reason' in opened) throw new Error(opened.reason);
  return seal(opened.recorded, envelope.journal, envelope.source);
}

function bodyOf(decoded: ReturnType<typeof decodeUp> | ReturnType<typeof decodeDown>): string {
  if (!decoded.ok) throw new Error(decoded.reason);
  return JSON.stringify(decoded.message.body);
}

/** `hello` of `hello-of-a-new-edge`; the longest kind that fits. */
const kindIn = (kinds: object, name = ''): string | undefined =>
  Object.keys(kinds)
    .filter((kind) => name === kind || name.startsWith(`${kind}-`))
    .toSorted((a, b) => b.length - a.length)[0];

for (const file of files) test(`${file} is read and written again byte by byte`, (t) => t.is(rewritten(file, textOf(file)), textOf(file)));

test('an envelope in its file is of the type that the file is named after', (t) => {
  for (const file of files.filter((name) => name.startsWith('event.'))) {
    const { type } = Envelope.parse(JSON.parse(textOf(file)));
    t.regex(file, new RegExp(`^event\\.${type.slice('fronta.'.length, -'.v1'.length).replace('.', '\\.')}(-[a-z-]+)?\\.v1\\.json$`));
  }
});

test('every event and every kind of message has its golden file (P3)', (t) => {
  const expected = [
    ...eventNames.map((name) => `event.${name}.${wireType(name).split('.').at(-1)}.json`),
    ...Object.keys(upMessages).map((kind) => `up.${kind}.json`),
    ...Object.keys(downMessages).map((kind) => `down.${kind}.json`),
    'cloud-status.json',
  ];
  t.deepEqual(
    expected.filter((file) => !files.includes(file)),
    [],
  );
});
