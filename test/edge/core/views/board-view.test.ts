import test from 'ava';
import { type BoardSettings, emptyBoard, type Notice } from '#contract/board.ts';
import { exampleOffice } from '#contract/example-office.ts';
import { emptyQueue } from '../../../../edge/core/queue.ts';
import { boardView } from '../../../../edge/core/views/board-view.ts';

const notice = (id: string, change: Partial<Notice> = {}): Notice => ({
  id,
  text: { cs: `česky ${id}` },
  from: null,
  until: null,
  picture: null,
  ...change,
});
const at = (iso: string) => ({ wall: Date.parse(iso), steady: 0 });
const shownAt = (iso: string, settings: BoardSettings, lacking: readonly string[] = []) =>
  boardView(emptyQueue(exampleOffice), { now: at(iso), board: { settings, lacking } }).notices;

test('a notice is on the board from its first day to its last, by the date of the office', (t) => {
  const settings = { ...emptyBoard, notices: [notice('a', { from: '2026-11-23', until: '2026-11-24' }), notice('b')] };
  const shown = (iso: string) => shownAt(iso, settings).map(({ name }) => name);
  t.deepEqual(shown('2026-11-22T23:59:00+01:00'), ['b cs']);
  t.deepEqual(shown('2026-11-23T00:00:00+01:00'), ['a cs', 'b cs']);
  t.deepEqual(shown('2026-11-24T23:59:00+01:00'), ['a cs', 'b cs']);
  t.deepEqual(shown('2026-11-25T00:00:00+01:00'), ['b cs']);
});

test('a notice is shown in every language in which it was written, the office’s own first', (t) => {
  const settings = { ...emptyBoard, notices: [notice('a', { text: { en: 'Closed on Friday', cs: 'V pátek zavřeno' } })] };
  t.deepEqual(
    shownAt('2026-11-23T08:00:00+01:00', settings).map(({ language, text }) => [language, text]),
    [
      ['cs', 'V pátek zavřeno'],
      ['en', 'Closed on Friday'],
    ],
  );
});

test('a notice whose picture has not come yet is shown without it', (t) => {
  const name = 'a'.repeat(64);
  const settings = { ...emptyBoard, notices: [notice('a', { picture: { name, type: 'png', width: 640, height: 480 } })] };
  t.is(shownAt('2026-11-23T08:00:00+01:00', settings, [name])[0]?.picture, null);
  t.deepEqual(shownAt('2026-11-23T08:00:00+01:00', settings)[0]?.picture, { path: `/board/pictures/${name}`, width: 640, height: 480 });
});

test('an edge that never met a cloud shows the notices and arrows of its own file', (t) => {
  const board: BoardSettings = { notices: [notice('a')], ways: { 2: 'left' } };
  const view = boardView(emptyQueue({ ...exampleOffice, board }), { now: at('2026-11-23T08:00:00+01:00') });
  t.deepEqual([view.ways, view.notices.map(({ text }) => text)], [{ 2: 'left' }, ['česky a']]);
});
