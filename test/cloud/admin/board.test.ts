import { deflateSync } from 'node:zlib';
import test from 'ava';
import { emptyBoard, noticesMax, pictureBytesMax } from '#contract/board.ts';
import { OfficeSettings } from '#contract/settings.ts';
import { readPicture } from '../../../cloud/admin/settings/read-picture.ts';
import { forgetOldPictures, keepPicture, picturesKeptMax } from '../../../cloud/store/pictures.ts';
import type { CloudUnderTest } from '../cloud-under-test.ts';
import { type Clerk, openSignedIn, type Page } from './clerk.ts';

const at = '/admin/krumlov/nastaveni';
const form = `${at}/tabule`;

const chunk = (name: string, data: Buffer): Buffer => {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(name), data, check]);
};
/** A PNG of this size; `more` stands between its header and its pixels. */
function png(width: number, height: number, ...more: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(8)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), ...more, pixels]);
}

async function boardOf(cloud: CloudUnderTest) {
  const { settings } = await cloud.store.db.selectFrom('office').select('settings').where('id', '=', 'krumlov').executeTakeFirstOrThrow();
  return OfficeSettings.parse(JSON.parse(settings)).board ?? emptyBoard;
}

async function save(clerk: Clerk, fields: Record<string, string>, files: Record<string, Uint8Array> = {}): Promise<Page> {
  const preview = await clerk.upload(await clerk.get(form), form, fields, files);
  if (preview.title !== 'Co se změní') throw new Error(`${preview.status} ${preview.title}: ${preview.problems.join(' ')}`);
  return clerk.send(preview, `${at}/ulozit`);
}

test('a notice with a picture is previewed, saved, told to kiosks, audited, and taken back by its history', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const picture = png(640, 480);
  const preview = await clerk.upload(
    await clerk.get(form),
    form,
    { 'n:new:cs': 'V pátek zavřeno', 'n:new:en': 'Closed on Friday', 'n:new:until': '2026-12-18' },
    { 'n:new:picture': picture },
  );
  t.is(preview.status, 200);
  t.regex(preview.html, /tabule › „V pátek zavřeno“ › obrázek[\s\S]*PNG 640 × 480/);
  t.deepEqual(await boardOf(cloud), emptyBoard, 'looking saves nothing');
  await clerk.send(preview, `${at}/ulozit`);
  const [notice] = (await boardOf(cloud)).notices;
  t.like(notice, { text: { cs: 'V pátek zavřeno', en: 'Closed on Friday' }, from: null, until: '2026-12-18' });
  t.like(notice?.picture, { type: 'png', width: 640, height: 480 });
  t.deepEqual(cloud.toldOfSettings, ['krumlov']);
  t.regex((await clerk.get('/admin/krumlov/zaznamy')).html, /„V pátek zavřeno“ › obrázek/);
  const shown = await fetch(`${cloud.origin}${at}/obrazky/${notice?.picture?.name}`, { headers: { cookie: clerk.cookie() } });
  t.deepEqual([shown.headers.get('content-type'), shown.headers.get('x-content-type-options')], ['image/png', 'nosniff']);
  t.deepEqual(Buffer.from(await shown.arrayBuffer()), picture);
  await save(clerk, { [`n:${notice?.id}:remove`]: '1' });
  t.deepEqual(await boardOf(cloud), emptyBoard);
  const back = await clerk.send(await clerk.get('/admin/krumlov/historie/2'), '/admin/krumlov/historie/2');
  await clerk.send(back, `${at}/ulozit`);
  t.deepEqual((await boardOf(cloud)).notices, [notice]);
});

test('a file that is no still picture, or is too large, is refused at its field with what to do', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const refused: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['a page', Buffer.from('<svg onload="alert(1)">'), /není obrázek/],
    ['a cut file', png(4, 3).subarray(0, 20), /není obrázek/],
    ['a moving picture', png(4, 3, chunk('acTL', Buffer.alloc(8))), /Pohyblivý/],
    ['a wide one', png(9_000, 3), /2400 bodů/],
    ['a photograph', Buffer.concat([png(4, 3), Buffer.alloc(pictureBytesMax)]), /256 kB/],
  ];
  for (const [what, bytes, words] of refused) {
    const page = await clerk.upload(await clerk.get(form), form, { 'n:new:cs': 'Text' }, { 'n:new:picture': bytes });
    t.is(page.status, 422, what);
    t.regex(page.html, /<a href="#n:new:picture">/, what);
    t.regex(page.problems.join(), words, what);
  }
  const huge = await clerk.upload(await clerk.get(form), form, { 'n:new:cs': 'Text' }, { 'n:new:picture': Buffer.alloc(17 * 1024 * 1024) });
  t.deepEqual([huge.status, huge.problems.join()], [413, 'Soubory jsou příliš velké. Obrázek smí mít nejvýše 256 kB.']);
  t.deepEqual(await cloud.store.db.selectFrom('picture').select('name').execute(), []);
});

test('what is wrong with a notice is said at its field', async (t) => {
  const { clerk } = await openSignedIn(t);
  const wrong: readonly (readonly [Record<string, string>, string])[] = [
    [{ 'n:new:until': '2026-12-18' }, 'n:new:cs'],
    [{ 'n:new:cs': 'a'.repeat(241) }, 'n:new:cs'],
    [{ 'n:new:de': '<b>' }, 'n:new:de'],
    [{ 'n:new:cs': 'a', 'n:new:from': '2026-02-30' }, 'n:new:from'],
    [{ 'n:new:cs': 'a', 'n:new:from': '2026-12-18', 'n:new:until': '2026-12-17' }, 'n:new:until'],
  ];
  for (const [fields, field] of wrong) {
    const page = await clerk.upload(await clerk.get(form), form, fields, {});
    t.is(page.status, 422, field);
    t.true(page.html.includes(`<a href="#${field}">`), field);
  }
});

test('nobody without a session can make the cloud read a file', async (t) => {
  const { cloud } = await openSignedIn(t);
  const body = new FormData();
  body.set('n:new:picture', new Blob([new Uint8Array(png(4, 3))]), 'a.png');
  const answer = await fetch(cloud.origin + form, { method: 'POST', body });
  t.is(answer.status, 401);
});

test('notices and pictures have their most', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  for (let index = 0; index < noticesMax; index += 1) await save(clerk, { 'n:new:cs': `Oznámení ${index}` });
  const page = await clerk.upload(await clerk.get(form), form, { 'n:new:cs': 'Jedno navíc' }, {});
  t.regex(page.problems.join(), /nejvýše 8/);
  const { db } = cloud.store;
  const kept = readPicture(png(4, 3));
  t.true(kept.ok);
  if (!kept.ok) return;
  for (let index = 0; index < picturesKeptMax + 5; index += 1)
    await keepPicture(db, 'krumlov', { ...kept.picture, name: String(index).padStart(64, '0') }, index);
  await forgetOldPictures(db, 'krumlov', ['0'.repeat(64)]);
  const names = await db.selectFrom('picture').select('name').orderBy('takenMs').execute();
  t.is(names.length, picturesKeptMax + 1);
  t.is(names[0]?.name, '0'.repeat(64), 'one that is shown is never forgotten');
});

test('the way to a counter is set with the counter, and settings that never had a board get none by looking', async (t) => {
  const { cloud, clerk } = await openSignedIn(t);
  const counters = `${at}/prepazky`;
  const same = await clerk.send(await clerk.get(counters), counters);
  t.deepEqual(same.problems, ['Tím by se nic nezměnilo.']);
  const preview = await clerk.send(await clerk.get(counters), counters, { 'c2:way': 'ahead-left' });
  t.regex(preview.html, /přepážka 2 › směr[\s\S]*šikmo vlevo/);
  await clerk.send(preview, `${at}/ulozit`);
  t.deepEqual((await boardOf(cloud)).ways, { 2: 'ahead-left' });
});

test('pictures are known by their bytes: PNG, JPEG and the three kinds of WebP', (t) => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80, 3, 0, 0, 0]);
  const webp = (kind: string, data: readonly number[]): Buffer =>
    Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), Buffer.from(kind), Buffer.alloc(4), Buffer.from(data)]);
  const sizes = [
    jpeg,
    webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01]),
    webp('VP8L', [0x2f, 0x7f, 0xc2, 0x77, 0x00]),
    webp('VP8X', [0, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0]),
  ].map((bytes) => {
    const read = readPicture(bytes);
    return read.ok ? [read.picture.type, read.picture.width, read.picture.height] : read.refusal;
  });
  t.deepEqual(sizes, [
    ['jpeg', 640, 480],
    ['webp', 640, 480],
    ['webp', 640, 480],
    ['webp', 640, 480],
  ]);
  t.deepEqual(readPicture(webp('VP8X', [0x02, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0])), { ok: false, refusal: 'moving' });
  t.deepEqual(readPicture(Buffer.alloc(0)), { ok: false, refusal: 'no-picture' });
});
