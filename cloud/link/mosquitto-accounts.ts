import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type EdgeName, edgeUsername } from '#contract/topic.ts';
import { controlResponses, controlTopic, edgeRole } from './mosquitto-roles.ts';
import type { Accounts, Told } from './port.ts';

/** What the plugin answers in time, it answers within milliseconds: a kiosk that was shut out is to be cut off within 5 s. */
const answerMsMax = 4_000;
/** Questions under way at once; a further one is answered `away`. */
const questionsMax = 32;

/** The connection to the broker, as far as the accounts need it. */
type Wire = {
  isConnected(): boolean;
  /** Rejects when the broker refuses. */
  subscribe(topic: string): Promise<void>;
  publish(topic: string, text: string): Promise<void>;
  /** Calls `task` once after `ms` unless the returned function is called before. */
  after(ms: number, task: () => void): () => void;
};

type Command = Readonly<Record<string, unknown>> & { readonly command: string };
const Answers = z.object({
  responses: z.array(z.object({ command: z.string(), correlationData: z.string().optional(), error: z.string().optional() })),
});
type Answer = z.infer<typeof Answers>['responses'];

/**
 * The edges' accounts at a mosquitto with its dynamic security plugin, kept over the connection that the cloud has anyway: no file is
 * shared and no signal sent, so broker and cloud may be two machines. The plugin throws out whoever is in by an account that is deleted.
 * A broker without the plugin never answers, which is `away`.
 */
export function mosquittoAccounts(wire: Wire): Accounts & { hear(topic: string, text: string): boolean } {
  const waiting = new Map<string, (answer: Answer | null) => void>();

  async function ask(commands: readonly Command[]): Promise<Answer | null> {
    if (!wire.isConnected() || waiting.size >= questionsMax) return null;
    const id = randomBytes(12).toString('base64url');
    const answered = new Promise<Answer | null>((resolve) => waiting.set(id, resolve));
    const inTime = wire.after(answerMsMax, () => waiting.get(id)?.(null));
    const tagged = commands.map((command) => ({ ...command, correlationData: id }));
    const asked = wire.subscribe(controlResponses).then(() => wire.publish(controlTopic, JSON.stringify({ commands: tagged })));
    asked.catch(() => waiting.get(id)?.(null));
    const answer = await answered;
    inTime();
    waiting.delete(id);
    return answer;
  }

  const remove = (edge: EdgeName): readonly Command[] => [
    { command: 'deleteClient', username: edgeUsername(edge) },
    { command: 'deleteRole', rolename: edgeRole(edge).rolename },
  ];

  return {
    async admit(edge, password): Promise<Told> {
      const role = edgeRole(edge);
      const account = { username: edgeUsername(edge), password, roles: [{ rolename: role.rolename }] };
      // One message: the old account is gone and the new one there with nothing between them.
      const answer = await ask([...remove(edge), { command: 'createRole', ...role }, { command: 'createClient', ...account }]);
      return isDone(answer, ['createRole', 'createClient']) ? 'done' : 'away';
    },
    async shutOut(edge): Promise<Told> {
      const answer = await ask(remove(edge));
      const refused = answer?.find(
        ({ command, error }) => command === 'deleteClient' && error !== undefined && error !== 'Client not found',
      );
      return answer && !refused ? 'done' : 'away';
    },
    dismiss: async () => 'done',
    hear(topic, text) {
      if (topic !== controlResponses) return false;
      const responses = readAnswer(text);
      const id = responses.find(({ correlationData }) => correlationData !== undefined)?.correlationData;
      if (id !== undefined) waiting.get(id)?.(responses);
      return true;
    },
  };
}

const isDone = (answer: Answer | null, commands: readonly string[]): boolean =>
  answer !== null && commands.every((wanted) => answer.some(({ command, error }) => command === wanted && error === undefined));

function readAnswer(text: string): Answer {
  try {
    return Answers.parse(JSON.parse(text)).responses;
  } catch {
    return [];
  }
}
