import type { ExecutionContext } from 'ava';
import pino from 'pino';
import { brokerLink } from '../../../cloud/link/broker.ts';
import { connectEdge } from '../edge-client.ts';
import { kiosk, monday } from '../sync-cloud.ts';

/** What holds through every broker: the cloud says that it is there, hears an edge, answers it, and says farewell. */
export async function talksThrough(t: ExecutionContext, port: number, login = ''): Promise<void> {
  const link = brokerLink({ url: `mqtt://${login}127.0.0.1:${port}`, now: () => monday, log: pino({ level: 'silent' }) });
  t.teardown(() => link.stop());
  const heard = new Promise<string>((resolve) => link.onUp(async ([first]) => resolve(`${first?.topic} ${first?.text}`)));
  const reachable = new Promise<void>((resolve) => link.onReachable(resolve));
  t.is(await link.send(kiosk, { kind: 'request', body: { want: 'hello' } }), 'offline');
  await link.start();
  await reachable;
  const edge = await connectEdge(port, kiosk, 'any');
  t.teardown(() => edge.leave());
  t.is(JSON.parse(await edge.nextStatus()).state, 'online');
  await edge.say('status', { state: 'online', at: null });
  t.is(await heard, 'fronta/1/krumlov/kiosk-1/up/status {"state":"online","at":null}');
  t.is(await link.send(kiosk, { kind: 'request', body: { want: 'hello' } }), 'sent');
  t.deepEqual(await edge.next('request'), { want: 'hello' });
  await link.stop();
  t.is(JSON.parse(await edge.nextStatus()).state, 'offline');
}
