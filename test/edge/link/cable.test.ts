import test from 'ava';
import type { DownMessage, UpMessage } from '#contract/envelope.ts';
import { cutLink } from '../../../edge/link/cable.ts';
import type { LinkState } from '../../../edge/link/port.ts';
import { simulatedLink } from '../../../edge/link/simulated.ts';

const hello: UpMessage = { kind: 'feed-ack', body: { epoch: 'one', revision: 1 } };
const asked: DownMessage = { kind: 'request', body: { want: 'hello' } };

function bench() {
  const truth = simulatedLink();
  const plug: string[] = [];
  const link = cutLink(truth, { pull: () => plug.push('pulled'), push: () => plug.push('pushed') });
  const states: LinkState[] = [];
  const heard: DownMessage[] = [];
  link.onState((state) => states.push(state));
  link.onMessage((message) => heard.push(message));
  truth.setState('online');
  return { truth, plug, link, states, heard };
}

test('a whole cable carries everything', async (t) => {
  const { truth, link, heard, states } = bench();
  t.true(await link.send(hello));
  truth.deliver(asked);
  t.is(truth.taken().length, 1);
  t.deepEqual(heard, [asked]);
  t.deepEqual(states, ['online']);
});

test('F14: cut before the broker the edge is offline and its connection is gone; mended it is as the truth is', async (t) => {
  const { truth, plug, link, heard, states } = bench();
  link.cut('broker');
  t.false(await link.send(hello));
  truth.deliver(asked);
  truth.setState('broker-only');
  link.cut(null);
  t.deepEqual([plug, states, heard, truth.taken()], [['pulled', 'pushed'], ['online', 'offline', 'broker-only'], [], []]);
});

test('F14: cut behind the broker the edge sees a broker without a cloud, and what it sends is lost', async (t) => {
  const { truth, plug, link, states } = bench();
  link.cut('cloud');
  t.true(await link.send(hello), 'the broker took it');
  t.deepEqual(truth.taken(), []);
  link.cut(null);
  t.deepEqual([plug, states], [[], ['online', 'broker-only', 'online']]);
});
