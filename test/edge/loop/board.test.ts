import { createHash } from 'node:crypto';
import test from 'ava';
import type { BoardSettings } from '#contract/board.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { simulatedDisk } from '../../../edge/disk/simulated.ts';
import { wantAgainMs } from '../../../edge/loop/board-taking.ts';
import { boardFolder } from '../../../edge/state/board-folder.ts';
import { officeOn } from './office-on.ts';

const bytes = new TextEncoder().encode('a picture');
const name = createHash('sha256').update(bytes).digest('hex');
const board: BoardSettings = {
  ways: { 2: 'left' },
  notices: [{ id: 'a', text: { cs: 'V pátek zavřeno' }, from: null, until: null, picture: { name, type: 'png', width: 4, height: 3 } }],
};
const picture = { kind: 'picture', body: { name, type: 'png', data: bytes.toBase64() } } as const;

/** An office whose cloud listens, and which has been told of its board. */
async function told() {
  const disk = simulatedDisk();
  const keeper = await boardFolder(disk, '/data', () => undefined);
  const running = await officeOn(disk, undefined, { board: keeper });
  const { link, journal, settled } = running;
  link.setState('online');
  await settled();
  link.deliver({ kind: 'ack', body: { journal: journal.id, seq: 0 } });
  const wanted = () => link.taken().flatMap((message) => (message.kind === 'want' ? [message.body.pictures] : []));
  link.taken();
  link.deliver({ kind: 'board', body: { revision: 2, board } });
  await settled();
  return { ...running, disk, wanted };
}

test('P51: an edge asks for the pictures that its notices show, again until they are there, and shows each when it has come', async (t) => {
  const { link, clock, settled, shown, wanted } = await told();
  t.deepEqual(wanted(), [[name]]);
  t.like(shown().board.notices[0], { text: 'V pátek zavřeno', picture: null });
  clock.advance(wantAgainMs - 1_000);
  await settled();
  t.deepEqual(wanted(), []);
  clock.advance(2_000);
  await settled();
  t.deepEqual(wanted(), [[name]]);
  link.deliver(picture);
  await settled();
  t.is(shown().board.notices[0]?.picture?.path, `/board/pictures/${name}`);
  clock.advance(2 * wantAgainMs);
  await settled();
  t.deepEqual(wanted(), []);
});

test('P53: nothing of the board is journalled, and settings without it change nothing on the board', async (t) => {
  const { link, journal, settled, shown } = await told();
  const before = journal.last();
  link.deliver(picture);
  await settled();
  t.is(journal.last(), before);
  link.deliver({
    kind: 'settings',
    body: { settings: { ...exampleOffice, revision: 2 }, pinKey: 'k', publicOrigin: 'https://fronta.example' },
  });
  await settled();
  t.deepEqual(shown().board.ways, { 2: 'left' });
  t.is(shown().board.notices.length, 1);
});
