import { createHash } from 'node:crypto';
import test from 'ava';
import { type BoardSettings, emptyBoard, noticesMax } from '#contract/board.ts';
import { type SimulatedDisk, simulatedDisk } from '../../../edge/disk/simulated.ts';
import { boardFolder } from '../../../edge/state/board-folder.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const showing = (...pictures: readonly Uint8Array[]): BoardSettings => ({
  ...emptyBoard,
  notices: pictures.map((bytes, index) => ({
    id: `n${index}`,
    text: { cs: 'Oznámení' },
    from: null,
    until: null,
    picture: { name: nameOf(bytes), type: 'png', width: 4, height: 3 },
  })),
});
const open = (disk: SimulatedDisk, told: string[] = []) => boardFolder(disk, '/data', (problem) => told.push(problem));
const [one, other] = [bytesOf('one'), bytesOf('other')];

test('notices and their pictures are there again after a power cut, without a link', async (t) => {
  const disk = simulatedDisk();
  const before = await open(disk);
  t.is(before.settings(), null);
  t.true(await before.take(showing(one)));
  t.deepEqual(before.lacking(), [nameOf(one)]);
  t.true(before.put(nameOf(one), one));
  disk.cutPower();
  const after = await open(disk);
  t.deepEqual(after.settings(), showing(one));
  t.deepEqual(after.lacking(), []);
  t.deepEqual(after.picture(nameOf(one)), { type: 'png', bytes: Buffer.from(one) });
});

test('the same notices again are no news', async (t) => {
  const board = await open(simulatedDisk());
  t.true(await board.take(showing(one)));
  t.false(await board.take(showing(one)));
});

test('P52: a picture that no notice shows, or that is not what its name says, is left alone', async (t) => {
  const board = await open(simulatedDisk());
  t.false(board.put(nameOf(one), one), 'nothing is shown yet');
  await board.take(showing(one));
  t.false(board.put(nameOf(one), other));
  t.false(board.put(nameOf(other), other));
  t.is(board.picture(nameOf(one)), null);
});

test('only pictures that are shown stay on the disk', async (t) => {
  const disk = simulatedDisk();
  const board = await open(disk);
  await board.take(showing(one, other));
  for (const bytes of [one, other]) board.put(nameOf(bytes), bytes);
  t.is(disk.list('/data/pictures').length, 2);
  await board.take(showing(other));
  t.deepEqual(disk.list('/data/pictures'), [nameOf(other)]);
  t.true(noticesMax <= 8, 'so a folder has eight at most');
});

test('notices that cannot be read are told and asked for again', async (t) => {
  const disk = simulatedDisk();
  await (await open(disk)).take(showing(one));
  disk.setBytes('/data/board.json', bytesOf('noise'));
  const told: string[] = [];
  t.is((await open(disk, told)).settings(), null);
  t.regex(told.join(), /notices are asked for again, \/data\/board\.json is unreadable/);
});
